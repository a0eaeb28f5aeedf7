"""Following an alias: the version that it moves to is loaded beside the old one, and takes over when it is warm.

For a server that somebody runs by hand. A release moves traffic by its own steps and through its gates, so a server
that is started with a version, as releases start theirs, refuses to follow (see `settings`).
"""

from __future__ import annotations

import dataclasses
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.serving.errors import LoadError, RegistryUnreachableError
from app.serving.loader import Loaded, alias_version, load_with_retries

if TYPE_CHECKING:
    from pathlib import Path

    from app.serving.settings import Settings


class Followed(Protocol):
    """What a follower tells of; called on the follower's thread."""

    def take_over(self, loaded: Loaded, seconds: float) -> None:
        """A version is loaded and warm: serve it from now on, and keep the one before."""

    def return_to(self, version: str) -> None:
        """The alias is back at the version that was kept: serve it again."""

    def follow_failed(self, version: str, error: LoadError) -> None:
        """A version cannot be loaded: the old one stays."""

    def registry_lost(self, error: LoadError) -> None:
        """The registry does not answer any more; told once, until it answers again."""


@dataclass
class _State:
    """The version that is served, the one before it, and one that could not be loaded."""

    served: str
    kept: str | None = None
    refused: str | None = None
    lost: bool = False


class Follower:
    """Looks where the alias points, every few seconds, and loads what it moves to.

    Args:
        settings: The server's; its URI names the alias.
        folder: Where versions are downloaded to, a folder each.
        served: The version that is served already.
        followed: Who is told.
    """

    def __init__(self, settings: Settings, folder: Path, served: str, followed: Followed) -> None:
        self._settings = settings
        self._folder = folder
        self._followed = followed
        self._state = _State(served)

    def run(self) -> None:
        """Follow for as long as the process lives. Runs on a thread of its own."""
        while True:
            time.sleep(self._settings.follow_seconds)
            self.look()

    def look(self) -> None:
        """Look once, and follow where the alias has moved."""
        state = self._state
        try:
            version = alias_version(self._settings.model_uri)
        except LoadError as error:
            if not state.lost:
                self._followed.registry_lost(error)
            state.lost = True
            return
        state.lost = False
        if version == state.served:
            state.refused = None
        elif version == state.kept:
            state.served, state.kept, state.refused = version, state.served, None
            self._followed.return_to(version)
        elif version != state.refused:
            self._load(version)

    def _load(self, version: str) -> None:
        started, state = time.perf_counter(), self._state
        pinned = dataclasses.replace(
            self._settings, model_uri=f"models:/{self._settings.name}/{version}", version=version, follow_alias=False
        )
        try:
            loaded = load_with_retries(pinned, self._folder, failed=lambda *_: None)
        except LoadError as error:
            # A registry that is not there says nothing about the version: it is tried again at the next look.
            state.refused = None if isinstance(error, RegistryUnreachableError) else version
            self._followed.follow_failed(version, error)
            return
        dropped, state.kept, state.served, state.refused = state.kept, state.served, version, None
        self._followed.take_over(loaded, time.perf_counter() - started)
        if dropped is not None:
            shutil.rmtree(self._folder / dropped, ignore_errors=True)
