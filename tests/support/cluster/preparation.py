"""What the own test cluster is made of: fetched and built once for a machine and a version of `build`."""

from __future__ import annotations

import subprocess
from pathlib import Path

from filelock import FileLock

CACHE = Path.home() / ".cache" / "slipway" / "cluster"
_BUILD = Path(__file__).with_name("build")


def prepare() -> None:
    """Have the cluster's binaries in the cache; whoever comes while another builds them waits for that one.

    Takes some four minutes of one core where nothing is there yet. Needs root, Debian and its package mirror.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "build.lock"):
        done = subprocess.run((str(_BUILD), str(CACHE)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{_BUILD} exits with {done.returncode}\n{done.stdout}{done.stderr}"
