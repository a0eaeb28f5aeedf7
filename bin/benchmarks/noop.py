"""The limit that `bin/bench serving` measures against: the model server's HTTP stack, answering a constant.

It does not even read the body. Run as `python -m bin.benchmarks.noop PORT`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvicorn

from app.serving.listener import configuration

if TYPE_CHECKING:
    from app.serving.http import Message, Receive, Send

_BODY = b'{"predictions": [1]}'
_HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(_BODY))]


async def answer(_: Message, __: Receive, send: Send) -> None:
    """Answer anything."""
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _BODY})


if __name__ == "__main__":
    uvicorn.Server(configuration(answer, port=int(sys.argv[1]))).run()
