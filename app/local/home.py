"""Where the local runtime keeps what it must remember, and how it writes there so that a crash loses nothing."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The local runtime's folder: `SLIPWAY_HOME`, or `.slipway/local` in the project."""
    given = os.environ.get("SLIPWAY_HOME", "").strip()
    return Path(given).expanduser().absolute() if given else PROJECT_ROOT / ".slipway" / "local"


def socket_dir(home: Path) -> Path:
    """A short private folder for Unix sockets, whose paths may not exceed some 100 bytes (`man 7 unix`)."""
    digest = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"slipway-{os.getuid()}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    owner = folder.stat()
    if owner.st_uid != os.getuid() or owner.st_mode & 0o077:
        msg = f"{folder} belongs to somebody else or is open to others; remove it"
        raise PermissionError(msg)
    return folder


def write_private(path: Path, text: str) -> None:
    """Write `text` to `path`, readable by its owner alone, all or nothing: a crash leaves the old content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
