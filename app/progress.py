"""Progress of long work: bars on a terminal, plain lines anywhere else.

Work takes a `Progress` and says what it does; it never asks where the words go.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager


class Step(Protocol):
    """One piece of long work that is under way."""

    def advance(self, note: str = "", *, by: int = 1) -> None:
        """Count `by` units as done and say, in a few words, what is being done now."""


class Progress(Protocol):
    """Where long work reports to."""

    def step(self, title: str, *, total: int | None = None) -> AbstractContextManager[Step]:
        """Open a step of `total` units (None: unknown); it ends, with its duration, when the context closes."""


class PlainProgress:
    """A line when a step starts and one when it ends: for logs, pipes and CI."""

    def __init__(self, stream: IO[str] | None = None) -> None:
        self._stream = stream or sys.stderr

    @contextmanager
    def step(self, title: str, *, total: int | None = None) -> Iterator[Step]:  # noqa: ARG002 - lines need no total
        """Print the title, each note, and how many seconds the step took."""
        started = time.monotonic()
        self._say(f"{title} …")
        yield _PlainStep(self, title)
        self._say(f"{title}: done in {time.monotonic() - started:.1f} s")

    def _say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)


class _PlainStep:
    def __init__(self, progress: PlainProgress, title: str) -> None:
        self._progress = progress
        self._title = title

    def advance(self, note: str = "", *, by: int = 1) -> None:  # noqa: ARG002 - lines count nothing
        if note:
            self._progress._say(f"{self._title}: {note}")  # noqa: SLF001 - a step is part of its progress


class BarProgress:
    """A bar per step, with its count and elapsed time: for a person at a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @contextmanager
    def step(self, title: str, *, total: int | None = None) -> Iterator[Step]:
        """Show a bar (a spinner where `total` is None) until the context closes."""
        columns = (
            SpinnerColumn(finished_text="[green]✔[/green]"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            *((MofNCompleteColumn(),) if total else ()),
            TimeElapsedColumn(),
            TextColumn("[dim]{task.fields[note]}[/dim]"),
        )
        with Bars(*columns, console=self._console) as bars:
            task = bars.add_task(title, total=total, note="")
            yield _BarStep(bars, task)
            bars.update(task, total=total or 1, completed=total or 1, note="")


class _BarStep:
    def __init__(self, bars: Bars, task: int) -> None:
        self._bars = bars
        self._task = task

    def advance(self, note: str = "", *, by: int = 1) -> None:
        self._bars.update(self._task, advance=by, note=note)  # type: ignore[arg-type]  # rich's TaskID is an int


def progress(stream: IO[str] | None = None) -> Progress:
    """Bars where `stream` (standard error unless given) is a terminal, plain lines otherwise."""
    stream = stream or sys.stderr
    if stream.isatty():
        return BarProgress(Console(file=stream))
    return PlainProgress(stream)
