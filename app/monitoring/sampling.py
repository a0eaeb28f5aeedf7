"""Which requests are logged: decided by the request's id alone, so that every server decides alike."""

from __future__ import annotations

import hashlib

_BITS = 64


def is_sampled(request_id: str, share: float) -> bool:
    """Whether a request belongs to the sampled share (0 to 1).

    Stable and shadow see the same id and so keep the same requests: their logs can be joined. A larger share holds
    every request of a smaller one.
    """
    if share >= 1:
        return True
    digest = hashlib.blake2b(request_id.encode(), digest_size=_BITS // 8).digest()
    return int.from_bytes(digest, "big") < share * (1 << _BITS)
