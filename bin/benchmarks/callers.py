"""Callers that send the same request over and over, and remember every answer."""

from __future__ import annotations

import http.client
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OK = 200
_THINK_SECONDS = 0.01  # a client's pause after an answer: a steady rate that two cores can serve beside the rest
_LATE_SECONDS = 1.0


@dataclass(frozen=True)
class Seen:
    """One answer a caller got; `version` is empty and `status` 0 where there was none."""

    at: float
    status: int
    version: str
    seconds: float


class Caller:
    """One connection that posts the same body over and over, and is opened anew where it broke.

    Args:
        url: A deployment's or a model server's base URL.
        body: The JSON body.
    """

    def __init__(self, url: str, body: bytes) -> None:
        parts = urlsplit(url)
        self._path = f"{parts.path}/invocations"
        self._body = body
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=35)

    def call(self) -> Seen:
        """Post once."""
        began = time.perf_counter()
        try:
            self._connection.request("POST", self._path, self._body, {"content-type": "application/json"})
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Seen(time.time(), 0, "", time.perf_counter() - began)
        version = answer.getheader("x-slipway-model-version", "")
        return Seen(time.time(), answer.status, version, time.perf_counter() - began)


@contextmanager
def load(urls: Sequence[str], body: bytes, clients: int) -> Iterator[list[Seen]]:
    """Callers that each wait for an answer before they call again, the next URL in turn.

    The list they fill is whole when the context has closed.
    """
    seen: list[Seen] = []
    stop = threading.Event()

    def drive(callers: Iterator[Caller]) -> None:
        while not stop.wait(_THINK_SECONDS):
            seen.append(next(callers).call())

    turns = [cycle([Caller(url, body) for url in urls]) for _ in range(clients)]
    threads = [threading.Thread(target=drive, args=(each,), daemon=True) for each in turns]
    for thread in threads:
        thread.start()
    try:
        yield seen
        time.sleep(_LATE_SECONDS)  # a late answer of a version given up would come now
    finally:
        stop.set()
        for thread in threads:
            thread.join(40)
