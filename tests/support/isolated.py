"""Pythons with packages that the project's own environment cannot hold: an older MLflow, another CDK for Terraform."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

from bin.bootstrap import uv

CACHE = Path.home() / ".cache" / "slipway" / "pythons"


def python_with(*requirements: str) -> Path:
    """The Python of a virtual environment with exactly these requirements, made once for each set of them.

    Args:
        requirements: Pinned, such as `cdktn==0.24.0`: the environment is never made again.
    """
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    key = hashlib.sha256("\n".join((version, *requirements)).encode()).hexdigest()[:16]
    CACHE.mkdir(parents=True, exist_ok=True)
    folder, complete = CACHE / key, CACHE / f"{key}.complete"
    python = folder / "bin" / "python"
    with FileLock(CACHE / f"{key}.lock"):
        if complete.exists() and python.exists():
            return python
        shutil.rmtree(folder, ignore_errors=True)
        for command in (
            ("venv", "--quiet", "--python", sys.executable, str(folder)),
            ("pip", "install", "--quiet", "--python", str(python), *requirements),
        ):
            done = subprocess.run((uv(), *command), check=False, capture_output=True, text=True)
            assert done.returncode == 0, f"uv {command[0]} {' '.join(requirements)}\n{done.stderr}"
        complete.touch()
    return python
