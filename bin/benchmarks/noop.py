"""The limit that `bin/bench serving` measures against: the model server's HTTP stack, answering a constant.

It does not even read the body. Run as `python -m bin.benchmarks.noop PORT`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

if TYPE_CHECKING:
    from granian._granian import RSGIHTTPProtocol as HTTPProtocol
    from granian.rsgi import Scope

_HEADERS = [("content-type", "application/json")]
_BODY = b'{"predictions": [1]}'


async def answer(_: Scope, protocol: HTTPProtocol) -> None:
    """Answer anything."""
    protocol.response_bytes(200, _HEADERS, _BODY)


async def main() -> None:
    """Listen, with the model server's own settings of Granian."""
    server = Server(
        answer,
        port=int(sys.argv[1]),
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        log_enabled=False,
        backlog=1024,
        backpressure=8192,
    )
    await server.serve()


if __name__ == "__main__":
    uvloop.run(main())
