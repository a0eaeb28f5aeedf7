"""A time limit for many jobs with one timer: a timer of its own would cost each job more than its queueing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol

from app.serving.errors import PredictionTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Pending(Protocol):
    """What waits for its future's result since `taken`, in the event loop's time."""

    future: asyncio.Future[Any]
    taken: float


class Deadlines:
    """Ends futures that wait too long. Made and used on the event loop's thread.

    Args:
        seconds: The limit, the same for all: so the one that was taken first is also due first.
        pending: What waits, the oldest first.
    """

    def __init__(self, seconds: float, pending: Callable[[], Iterable[Pending]]) -> None:
        self._seconds = seconds
        self._pending = pending
        self._loop = asyncio.get_running_loop()
        self._armed = False

    def watch(self) -> None:
        """Something waits from now on."""
        if not self._armed:
            self._armed = True
            self._loop.call_later(self._seconds, self._sweep)

    def _sweep(self) -> None:
        now = self._loop.time()
        for job in self._pending():
            due = job.taken + self._seconds
            if due > now:
                self._loop.call_at(due, self._sweep)
                return
            if not job.future.done():
                job.future.set_exception(PredictionTimeoutError(f"no prediction within {self._seconds:g} s"))
        self._armed = False
