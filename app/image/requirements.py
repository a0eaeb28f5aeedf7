"""What each image installs: files with pinned versions and hashes, written from pyproject.toml and uv.lock."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from app.errors import SlipwayError

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "requirements"
# A file each, from the dependency group `image-<name>`. `package` builds the project's own wheel, `common` is a layer
# below the others, `mlflow` is shared by the tracking server and training.
NAMES = ("package", "router", "common", "model-server", "mlflow")


def render(root: Path, uv: str) -> dict[Path, str]:
    """The files by path below `root`, as they follow from the lock file.

    Args:
        root: The project's root.
        uv: The uv command.

    Raises:
        SlipwayError: uv refused: the lock file does not fit pyproject.toml.
    """
    return {root / FOLDER / f"{name}.txt": _render(root, uv, name) for name in NAMES}


def stale(files: dict[Path, str]) -> list[Path]:
    """Those of `files` that are missing or hold something else."""
    return [path for path, text in files.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]


def _render(root: Path, uv: str, name: str) -> str:
    group = f"image-{name}"
    options = ("--locked", "--no-header", "--no-annotate", "--no-emit-project", "--format", "requirements-txt")
    done = subprocess.run(
        (uv, "export", "--quiet", *options, "--only-group", group),
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SlipwayError(f"uv cannot export the group {group}", why=done.stderr.strip(), fix="run `uv lock`")
    return f"# `bin/slipway image requirements` writes this from the group {group} of pyproject.toml.\n{done.stdout}"
