"""With what a model was made: Python, packages, the machine's kind, the code's commit."""

from __future__ import annotations

import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

# What a model needs to be loaded and asked, and nothing that was only there to train it: these go into its image.
# psutil lets MLflow see the memory; skops is the format that the model is stored in.
MODEL_PACKAGES = ("mlflow", "scikit-learn", "skops", "numpy", "pandas", "scipy")
_GIT_TIMEOUT_SECONDS = 5


def requirements() -> list[str]:
    """Pinned requirements of a model, for pip."""
    return [f"{name}=={number}" for name, number in packages().items()]


def packages() -> dict[str, str]:
    """The installed version of each package that a model needs."""
    found = {}
    for name in MODEL_PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # mlflow-skinny in place of mlflow, for one
            continue
    return found


def python() -> str:
    """Python's version, `3.11.2`."""
    return platform.python_version()


def git_commit() -> str | None:
    """The commit of the code that trains, with `-dirty` where files differ from it; None outside a repository."""
    here = Path(__file__).parent
    command = ["git", "-C", str(here), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_GIT_TIMEOUT_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def describe() -> dict[str, object]:
    """Everything above as one document."""
    return {
        "python": python(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": packages(),
        "git_commit": git_commit(),
    }
