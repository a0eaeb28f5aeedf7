"""Load from `wrk`, and its figures."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MARK = "slipway-bench"
# https://github.com/wg/wrk/blob/master/SCRIPTING: durations and latencies come in microseconds; `status` counts
# answers of 400 and above.
_SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [==[%s]==]
function done(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format("%s %%d %%d %%d %%f %%f\\n", summary.requests, summary.duration,
    failed.status + failed.connect + failed.read + failed.write + failed.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """What came of one load.

    Attributes:
        per_second: Answers a second, good ones.
        p50_ms: Median latency.
        p99_ms: Latency that one in a hundred exceeds.
        failed: Answers of 400 and above, and requests without one.
    """

    per_second: float
    p50_ms: float
    p99_ms: float
    failed: int


def required() -> None:
    """Make sure that wrk is there.

    Raises:
        SlipwayError: It is not.
    """
    from app.errors import SlipwayError

    if shutil.which("wrk") is None:
        raise SlipwayError(
            "wrk is not installed", why="it makes the load", fix="apt-get install wrk (macOS: brew install wrk)"
        )


def run(url: str, body: Mapping[str, Any], connections: int, seconds: int, folder: Path) -> Load:
    """Post `body` to `url` over and over for `seconds`, on one thread.

    Raises:
        SlipwayError: wrk fails.
    """
    from app.errors import SlipwayError

    script = folder / "load.lua"
    script.write_text(_SCRIPT % (json.dumps(body), _MARK), encoding="utf-8")
    command = ("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), url)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith(_MARK)]
    if done.returncode != 0 or not lines:
        raise SlipwayError(f"wrk failed on {url}", why=done.stderr.strip() or done.stdout.strip())
    return read(lines[0])


def read(line: str) -> Load:
    """Read the line that the script writes: requests, microseconds, failures, and two latencies in microseconds."""
    _, requests, duration, failed, p50, p99 = line.split()
    per_second = (int(requests) - int(failed)) / int(duration) * 1e6
    return Load(max(per_second, 0.0), float(p50) / 1000, float(p99) / 1000, int(failed))
