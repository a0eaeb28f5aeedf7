"""What the commands of the local platform share: its runtime, made from the settings of the `local` environment."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.local.home import home
from app.local.runtime import Ports, Runtime
from stacks.environments import environment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stacks.settings import Settings


def settings() -> Settings:
    """The settings of `local`, with the ports that environment variables ask for."""
    return environment("local")


def runtime() -> Runtime:
    """The local runtime as the settings want it; nothing is started."""
    found = settings().local_runtime
    if found is None:
        raise SlipwayError("the environment 'local' has no local_runtime", fix="give it one in stacks/environments.py")
    own = f"http://127.0.0.1:{found.emulator_port}"
    return Runtime(
        home(),
        endpoint_url=found.endpoint_url,
        embedded_emulator=found.endpoint_url == own,
        ports=Ports.model_validate(found.model_dump(exclude={"emulator_url"})),
    )


@contextmanager
def alone() -> Iterator[None]:
    """Keep other `bin/up` and `bin/down` of the same home out; the lock dies with the process.

    Raises:
        SlipwayError: Another one is at work.
    """
    from filelock import FileLock, Timeout

    folder = home()
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder.with_suffix(".lock"), timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise SlipwayError("another bin/up or bin/down is at work here", fix="wait until it has ended") from error
