"""The HTTP server below the model server: uvicorn with httptools, on the event loop that predicts.

One thread takes requests in, asks the model and answers. A server with threads of its own (Granian was tried, which is
quicker by itself) hands Python's interpreter lock back and forth with the model, and that costs more than it gains; see
docs/decisions/0041-one-thread-takes-requests-and-predicts.md.
"""

from __future__ import annotations

import contextlib
import math
import socket
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.errors import BadInputError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Iterator

    Application = Callable[..., Awaitable[None]]

_BACKLOG = 1024
# Envoy gives up a connection on which nothing came for an hour. Whoever closes first must not be the server: it would
# break the request that is on its way.
_IDLE_SECONDS = 2 * 60 * 60
# As much as Envoy takes, and as long as it waits, by default.
_HEAD_BYTES = 60 * 1024
_HEAD_SECONDS = 30
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class _OnePiece:
    """A connection on which an answer's head waits for its body: one call of the system, one packet, instead of two.

    ASGI allows it: a head need not be sent before the first piece of the body is there.

    Args:
        transport: The connection.
    """

    __slots__ = ("_head", "_transport", "is_closing")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head: bytes | None = None
        self.is_closing = transport.is_closing

    def write(self, data: bytes) -> None:
        """Take what uvicorn writes: an interim answer perhaps, the head, then the body, in one piece or several."""
        if self._head is None and data != _CONTINUE:
            self._head = data
        elif self._head:
            self._transport.write(self._head + data)
            self._head = b""
        else:
            self._transport.write(data)

    def close(self) -> None:
        """Close after what was written."""
        if self._head:
            self._transport.write(self._head)
        self._transport.close()


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, with what it lacks: limits on a request's head, answers in one piece, and deaf to offers.

    Trailers, which may follow a body in chunks, have these limits too, and are passed over: no protocol here has any.

    A client may offer to go on in another protocol (Java's does with each request: `Upgrade: h2c`), and a server may
    pass over that (RFC 9110, 7.8). httptools takes the request to end with its head then; its body would be lost.
    """

    _in_head = False
    _head_bytes = 0
    _arriving = 0
    _late: asyncio.TimerHandle | None = None

    def on_message_begin(self) -> None:
        """A request begins."""
        self._begin_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Line and headers are there."""
        self._in_head = False
        if not self.parser.should_upgrade():
            super().on_headers_complete()
            if self.scope["method"] != "HEAD":  # its answer has no body to wait for
                self.cycle.transport = cast("asyncio.Transport", _OnePiece(self.transport))
            self.headers: list[tuple[bytes, bytes]] = []  # for trailers: they must not become headers (RFC 9110, 6.5.1)

    def on_chunk_header(self) -> None:
        """A chunk begins: a piece of the body follows, or, when it is the last and empty one, trailers."""
        self._begin_head()

    def _begin_head(self) -> None:
        self._in_head, self._head_bytes = True, -self._arriving  # what came with its first byte may be another's body

    def on_body(self, body: bytes) -> None:
        """A piece of the body is there."""
        self._in_head = False
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The body is there."""
        self._in_head = False
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that comes in pieces is watched."""
        self._unset_keepalive_if_required()
        self._arriving = len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offer:
            self._without_offer(data[offer.args[0] :])
            return
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")
        if self._in_head:
            self._head_bytes += self._arriving
            self._late = self._late or self.loop.call_later(_HEAD_SECONDS, self._refuse, HTTPStatus.REQUEST_TIMEOUT)
            if self._head_bytes > _HEAD_BYTES:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._late:
            self._late.cancel()
            self._late = None

    def _without_offer(self, rest: bytes) -> None:
        """Begin the request anew, without the headers that make the offer."""
        method = self.parser.get_method()
        if method == b"CONNECT":
            self._refuse(HTTPStatus.NOT_IMPLEMENTED)
            return
        kept = [b"%s: %s" % header for header in self.headers if header[0] not in {b"upgrade", b"connection"}]
        line = b"%s %s HTTP/%s" % (method, self.url, self.parser.get_http_version().encode())
        self.parser = httptools.HttpRequestParser(self)
        self.data_received(b"\r\n".join([line, *kept, b"", rest]))

    def _refuse(self, status: HTTPStatus) -> None:
        line = f"HTTP/1.1 {status.value} {status.phrase}"
        self.transport.write(f"{line}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode())
        self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection has ended."""
        super().connection_lost(exc)
        if self._late:
            self._late.cancel()


class Listener(uvicorn.Server):
    """Serves an application on sockets that listen already, and leaves the signals to others.

    Args:
        application: What answers.
        grace_seconds: How long the last requests have at the end.
    """

    def __init__(self, application: Application, *, grace_seconds: float) -> None:
        super().__init__(configuration(application, timeout_graceful_shutdown=math.ceil(grace_seconds)))

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield


def configuration(application: Application, *, port: int = 0, timeout_graceful_shutdown: int = 0) -> uvicorn.Config:
    """What uvicorn is told: HTTP alone, no log of its own, no header that nobody asked for."""
    return uvicorn.Config(
        application,
        port=port,
        http=Protocol,
        loop="uvloop",
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",  # what comes that is no HTTP is answered, and fills no log
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=_BACKLOG,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=timeout_graceful_shutdown,
    )


def listen(host: str, port: int) -> socket.socket:
    """Listen at once, before anything is loaded.

    Raises:
        BadInputError: The address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise BadInputError(
            f"cannot listen on {host}:{port}",
            why=error.strerror or str(error),
            fix="stop what listens there, or give another --port",
        ) from error
    return listening
