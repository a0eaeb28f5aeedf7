"""PostgreSQL's passwords checked as RDS checks tokens: valid for a while from when they were minted, and then no more.

PostgreSQL asks a RADIUS server (RFC 2865) about each new connection, as RDS asks IAM; this is that server.
"""

from __future__ import annotations

import hashlib
import secrets
import socket
import threading
import time

_ACCEPT, _REJECT = 2, 3
_PASSWORD = 2  # the attribute's number
_BLOCK = 16


class TokenCheck:
    """Mints tokens, and answers PostgreSQL's questions about them.

    Args:
        lifetime_seconds: How long a token is accepted after it was minted.
    """

    def __init__(self, lifetime_seconds: float) -> None:
        self.secret = secrets.token_hex(8)
        self.accepted: list[str] = []
        self.refused: list[str] = []
        self._lifetime = lifetime_seconds
        self._minted: dict[str, float] = {}
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def mint(self) -> str:
        token = secrets.token_hex(16)
        self._minted[token] = time.monotonic()
        return token

    def close(self) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                packet, caller = self._socket.recvfrom(4096)
            except OSError:  # closed
                return
            token = self._password(packet)
            valid = time.monotonic() - self._minted.get(token, -self._lifetime) < self._lifetime
            (self.accepted if valid else self.refused).append(token)
            self._socket.sendto(self._answer(packet, _ACCEPT if valid else _REJECT), caller)

    def _password(self, packet: bytes) -> str:
        """Section 5.2: blocks of 16 bytes, each hidden by a hash of the block before."""
        at = 20
        while packet[at] != _PASSWORD:
            at += packet[at + 1]
        hidden = packet[at + 2 : at + packet[at + 1]]
        before, plain = packet[4:20], b""
        for start in range(0, len(hidden), _BLOCK):
            block = hidden[start : start + _BLOCK]
            mask = hashlib.md5(self.secret.encode() + before, usedforsecurity=False).digest()
            plain += bytes(one ^ other for one, other in zip(block, mask, strict=True))
            before = block
        return plain.rstrip(b"\0").decode()

    def _answer(self, packet: bytes, code: int) -> bytes:
        """Section 3: no attributes, signed with the secret that both sides know."""
        head = bytes([code, packet[1], 0, 20])
        return head + hashlib.md5(head + packet[4:20] + self.secret.encode(), usedforsecurity=False).digest()
