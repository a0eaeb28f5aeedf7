"""A time limit for many futures with one timer: a timer of its own would cost each request more than its queueing."""

from __future__ import annotations

import asyncio
from typing import Any

from app.serving.errors import PredictionTimeoutError


class Deadlines:
    """Ends futures that wait too long. Made and used on the event loop's thread.

    Args:
        seconds: The limit, the same for all: so the one that was added first is also due first.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._loop = asyncio.get_running_loop()
        self._due: dict[asyncio.Future[Any], float] = {}
        self._armed = False

    def add(self, future: asyncio.Future[Any]) -> None:
        """Give `future` until `seconds` from now; then it gets a PredictionTimeoutError."""
        self._due[future] = self._loop.time() + self._seconds
        if not self._armed:
            self._armed = True
            self._loop.call_later(self._seconds, self._sweep)

    def discard(self, future: asyncio.Future[Any]) -> None:
        """Forget a future that is done."""
        self._due.pop(future, None)

    def _sweep(self) -> None:
        now = self._loop.time()
        for future, due in tuple(self._due.items()):
            if due > now:
                self._loop.call_at(due, self._sweep)
                return
            del self._due[future]
            if not future.done():
                future.set_exception(PredictionTimeoutError(f"no prediction within {self._seconds:g} s"))
        self._armed = False
