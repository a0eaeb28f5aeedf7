"""Ports that lead elsewhere: what load balancers, and AWS's own TLS, do with a connection."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Coroutine, Iterator

_CHUNK = 1 << 16
# What a PostgreSQL client sends before TLS: https://www.postgresql.org/docs/current/protocol-message-formats.html
_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


class Forwarding:
    """Listeners on an address of this machine, each with a place behind it.

    Args:
        address: Where they listen.
        loop: Runs them, on a thread of its own.
    """

    def __init__(self, address: str, loop: asyncio.AbstractEventLoop) -> None:
        self._address = address
        self._loop = loop

    def plain(self, port: int, target: Callable[[], tuple[str, int]]) -> None:
        """Pass each connection on as it is, to wherever the target is at that moment."""
        self._listen(port, lambda reader, writer: _join(reader, writer, target()))

    def tls(self, port: int, context: ssl.SSLContext, target: Callable[[], tuple[str, int]]) -> None:
        """End TLS here."""
        self._listen(port, lambda reader, writer: _join(reader, writer, target()), context)

    def postgres(self, port: int, context: ssl.SSLContext, target: Callable[[], tuple[str, int]]) -> None:
        """End TLS here, which a PostgreSQL client asks for first; one that does not is refused, as with `force_ssl`."""

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if await reader.readexactly(len(_SSL_REQUEST)) != _SSL_REQUEST:
                writer.close()
                return
            writer.write(b"S")
            await writer.drain()
            await writer.start_tls(context)
            await _join(reader, writer, target())

        self._listen(port, answer)

    def _listen(
        self,
        port: int,
        answer: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[None, None, None]],
        context: ssl.SSLContext | None = None,
    ) -> None:
        async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):  # nobody is there, or one side has left
                await answer(reader, writer)
            writer.close()

        started = asyncio.start_server(guarded, self._address, port, ssl=context)
        asyncio.run_coroutine_threadsafe(started, self._loop).result(10)


@contextlib.contextmanager
def forwarding(address: str) -> Iterator[Forwarding]:
    """Listeners until the context closes."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield Forwarding(address, loop)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, target: tuple[str, int]) -> None:
    there, back = await asyncio.open_connection(*target)
    await asyncio.gather(_copy(reader, back), _copy(there, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()
