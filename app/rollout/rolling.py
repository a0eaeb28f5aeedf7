"""Rolling: the traffic moves in equal steps, without comparing latencies and without keeping the old version. Pure.

A version is one set of servers here, on every target, so that what rolls is the traffic in front of them.
"""

from __future__ import annotations

import math

from app.rollout.state import FULL_WEIGHT


def steps(batches: int) -> tuple[int, ...]:
    """The percents at the end of each batch; `batches` from 1 to 100."""
    return tuple(math.ceil(FULL_WEIGHT * done / batches) for done in range(1, batches + 1))
