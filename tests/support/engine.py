"""A Docker engine for tests, and the images of the Dockerfile in it.

The engine that the `docker` command reaches is taken; where there is none, Debian's (`dockerd.py`). Where no registry
can be reached, the base image is made from Debian's packages. Packages, base image and layers are kept in the user's
cache, so that only the first run of a machine is slow.

A cluster takes its images from here, too: `engine.save(archive, engine.image("model-server"), engine.image("router"))`
writes an archive for `ctr images import`.
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.image.build import build
from app.progress import progress
from bin.bootstrap import ROOT
from tests.support import dockerd
from tests.support.debian import CACHE, locked, run, unpacked, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

BASE_IMAGE = "python:3.11-slim"
_PULL_SECONDS = 120
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
    """A Docker engine in which the Dockerfile builds; the `docker` command reaches it for the rest of the session."""
    with nullcontext() if dockerd.answers() else dockerd.running():
        with locked("setup"):
            provide_base_image()
        yield Engine()


@pytest.fixture(scope="session")
def model_server_image(engine: Engine) -> str:
    """The model server's image, by name and tag."""
    return engine.image("model-server")


@pytest.fixture(scope="session")
def router_image(engine: Engine) -> str:
    """Envoy's image, by name and tag."""
    return engine.image("router")


def provide_base_image() -> None:
    """Have the Dockerfile's base image in the engine: there already, pulled, or made from Debian's packages."""
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
    mirror = re.search(r"^URIs:\s*(\S+)", _SOURCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert mirror is not None, f"{_SOURCES} names no mirror"
    program, archive = unpacked("mmdebstrap", "mmdebstrap"), CACHE / "base.tar"
    hooks = (
        f'mkdir -p "$1{_CERTIFICATES.parent}"',
        f"copy-in {_CERTIFICATES} {_CERTIFICATES.parent}",
        f"copy-in {_SOURCES} {_SOURCES.parent}",
        ': > "$1/etc/apt/sources.list"',
        'ln -sf python3 "$1/usr/bin/python"; rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED',
    )
    words = ["perl", str(program), "--quiet", "--variant=minbase", "--include=python3,python3-pip,python3-venv"]
    # Without the hook all of Perl comes along, to merge /usr; without the option each file is waited for.
    words += [f"--hook-directory={program.parents[1]}/share/mmdebstrap/hooks/merged-usr", "--dpkgopt=force-unsafe-io"]
    words += [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in ("man", "doc", "locale")]
    words += [f"--customize-hook={hook}" for hook in hooks]
    with_its_own = {**os.environ, "PATH": variables()["PATH"]}  # programs of its package that it calls by name
    run(*words, "bookworm", str(archive), mirror[1], env=with_its_own)
    changes = [f"ENV PIP_CERT={_CERTIFICATES}", f"ENV SSL_CERT_FILE={_CERTIFICATES}", 'CMD ["python3"]']
    if index := os.environ.get("PIP_INDEX_URL"):
        changes.append(f"ENV PIP_INDEX_URL={index}")
    run("docker", "import", *(word for change in changes for word in ("--change", change)), str(archive), BASE_IMAGE)
    archive.unlink()
