"""Programs of Debian's packages, unpacked and not installed: no service is started, and the machine stays as it is."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = Path.home() / ".cache" / "slipway" / "engine"
FILES = CACHE / "debian"
_FOLDERS = ("usr/sbin", "usr/bin", "sbin", "bin")


def run(*words: str, seconds: float = 600, **options) -> str:
    """Run a command that succeeds; returns its standard output."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=seconds, **options)
    assert done.returncode == 0, f"{' '.join(words)} exits with {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


@contextmanager
def locked(name: str, how: int = fcntl.LOCK_EX) -> Iterator[int]:
    """Hold a lock that the test runs of a machine share; gives its descriptor."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as file:
        fcntl.flock(file, how)
        yield file.fileno()


def unpacked(program: str, *packages: str) -> Path:
    """The path of a program, which lies in one of `packages`; they are fetched the first time."""
    places = [FILES / folder / program for folder in _FOLDERS]
    with locked("debian"):
        if not any(place.exists() for place in places):
            _unpack(packages)
    return next(place for place in places if place.exists())


def variables() -> dict[str, str]:
    """The environment in which unpacked programs find each other and their libraries."""
    path = [str(FILES / folder) for folder in _FOLDERS]
    libraries = sorted(
        str(folder) for pattern in ("lib/*-linux-gnu", "usr/lib/*-linux-gnu") for folder in FILES.glob(pattern)
    )
    return {
        **os.environ,
        "PATH": ":".join((*path, os.environ["PATH"])),
        "LD_LIBRARY_PATH": ":".join(libraries),
        "XTABLES_LIBDIR": ":".join(f"{folder}/xtables" for folder in libraries),
    }


def _unpack(packages: tuple[str, ...]) -> None:
    assert shutil.which("apt-get"), f"{', '.join(packages)} come from Debian, and this machine is none"
    folder = CACHE / "packages"
    (folder / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    # Lists of our own: the machine's may be missing, old or locked.
    words = ("apt-get", "--quiet", f"--option=Dir::State::lists={folder / 'lists'}", f"--option=Dir::Cache={folder}")
    if not any((folder / "lists").glob("*_Packages*")):
        run(*words, "update")
    run(*words, "download", *packages, cwd=folder)
    for archive in folder.glob("*.deb"):
        run("dpkg", "--extract", str(archive), str(FILES))
        archive.unlink()
