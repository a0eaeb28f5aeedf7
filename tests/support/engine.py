"""A Docker engine for tests, and the images of the Dockerfile in it.

An engine that runs is taken. Where none does, Debian's own is installed and started (as root), and stopped again.
Where no registry can be reached, the base image is made from Debian's packages. Everything lies in the user's cache, so
only the first run of a machine is slow.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.image.build import build
from app.progress import progress
from bin.bootstrap import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = Path.home() / ".cache" / "slipway" / "engine"
BASE_IMAGE = "python:3.11-slim"
_PULL_SECONDS = 120
_START_SECONDS = 60
_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")


@dataclass(frozen=True)
class Engine:
    """A Docker engine that has the base image."""

    def image(self, target: str) -> str:
        """Build a target of the Dockerfile; what is unchanged is taken from the cache. Returns its name and tag."""
        return build(ROOT, target, f"slipway/{target}:test", progress()).reference

    def save(self, archive: Path, *images: str) -> Path:
        """Write images to an archive that `ctr images import` reads."""
        run("docker", "save", "--output", str(archive), *images)
        return archive


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """A Docker engine in which the Dockerfile builds."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with _running():
        with (CACHE / "setup.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            _provide_base_image()
        yield Engine()


@pytest.fixture(scope="session")
def model_server_image(engine: Engine) -> str:
    """The model server's image, by name and tag."""
    return engine.image("model-server")


@pytest.fixture(scope="session")
def router_image(engine: Engine) -> str:
    """Envoy's image, by name and tag."""
    return engine.image("router")


def run(*words: str, seconds: float = 600, **options) -> str:
    """Run a command that succeeds; returns its standard output."""
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=seconds, **options)
    assert done.returncode == 0, f"{' '.join(words)} exits with {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def install(command: str, *packages: str) -> None:
    """Install Debian packages unless `command` is there."""
    if shutil.which(command):
        return
    assert os.geteuid() == 0, f"{command} is missing: run as root on Debian, or install {' '.join(packages)}"
    waiting = ("-o", "DPkg::Lock::Timeout=300")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", *waiting, "update", "-q", env=environment)
    run("apt-get", *waiting, "install", "-yq", "--no-install-recommends", *packages, env=environment)


def _answers() -> bool:
    if not shutil.which("docker"):
        return False
    return subprocess.run(("docker", "info"), capture_output=True, check=False).returncode == 0


@contextmanager
def _running() -> Iterator[None]:
    if _answers():
        yield
        return
    install("dockerd", "docker.io", "iptables")
    log = CACHE / "dockerd.log"
    with log.open("w") as stream:
        words = ("dockerd", "--data-root", str(CACHE / "data"))
        process = subprocess.Popen(words, stdout=stream, stderr=stream, start_new_session=True)
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers():
            alive = process.poll() is None and time.monotonic() < deadline
            assert alive, log.read_text()[-2000:]
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait(_START_SECONDS)


def _provide_base_image() -> None:
    if subprocess.run(("docker", "image", "inspect", BASE_IMAGE), capture_output=True, check=False).returncode == 0:
        return
    try:
        pulled = subprocess.run(("docker", "pull", BASE_IMAGE), capture_output=True, check=False, timeout=_PULL_SECONDS)
    except subprocess.TimeoutExpired:
        _make_base_image()
        return
    if pulled.returncode != 0:
        _make_base_image()


def _make_base_image() -> None:
    """Debian with Python 3.11 and pip, with this machine's certificate authorities and package index."""
    install("mmdebstrap", "mmdebstrap")
    mirror = re.search(r"^URIs:\s*(\S+)", _SOURCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert mirror is not None, f"{_SOURCES} names no mirror"
    archive = CACHE / "base.tar"
    hooks = (
        f"copy-in {_CERTIFICATES} {_CERTIFICATES.parent}",
        f"copy-in {_SOURCES} {_SOURCES.parent}",
        ': > "$1/etc/apt/sources.list"',
        'ln -sf python3 "$1/usr/bin/python"; rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED',
    )
    words = ["mmdebstrap", "--quiet", "--variant=minbase", "--include=python3,python3-pip,python3-venv,ca-certificates"]
    words += [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in ("man", "doc", "locale")]
    words += [f"--customize-hook={hook}" for hook in hooks]
    run(*words, "bookworm", str(archive), mirror[1])
    changes = [f"ENV PIP_CERT={_CERTIFICATES}", f"ENV SSL_CERT_FILE={_CERTIFICATES}", 'CMD ["python3"]']
    if index := os.environ.get("PIP_INDEX_URL"):
        changes.append(f"ENV PIP_INDEX_URL={index}")
    run("docker", "import", *(word for change in changes for word in ("--change", change)), str(archive), BASE_IMAGE)
    archive.unlink()
