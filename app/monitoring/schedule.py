"""Drift checks again and again, in one process; in a cluster a CronJob does it (`app.targets.manifests.drift`)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta


def repeat(
    check: Callable[[], object],
    every: timedelta,
    failed: Callable[[Exception], None],
    *,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Check for as long as the process lives; a check that fails is told of, and followed by the next all the same.

    Args:
        check: One check.
        every: From the beginning of one to the beginning of the next; a longer one is followed at once.
        failed: Told of each failure.
        pause: Waits for so many seconds.
    """
    while True:
        started = time.monotonic()
        try:
            check()
        except Exception as error:  # noqa: BLE001 - whatever one check meets, the next may not
            failed(error)
        pause(max(0.0, every.total_seconds() - (time.monotonic() - started)))
