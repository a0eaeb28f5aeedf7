"""Makes a fresh machine ready, then runs the command inside the project's own environment.

Only the standard library is used here: nothing else is installed yet. `.venv` comes from `uv.lock`, `node_modules`
from `package-lock.json`; both are made again when their lock file changes, and one process at a time makes them.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
MINIMUM_PYTHON = (3, 11)
MINIMUM_NODE = 18  # what npm needs to install the pinned Node 22
UV = "uv==0.13.8"
_VENV = ROOT / ".venv"
_NODE_MODULES = ROOT / "node_modules"
_WORK = ROOT / ".slipway"
_INSIDE = "SLIPWAY_BOOTSTRAPPED"
_BAD_INPUT = 2
_FAILURE = 1


def enter(script: str) -> None:
    """Return inside the project's environment; outside it, prepare it and start `script` again within."""
    if os.environ.get(_INSIDE) == str(ROOT) and Path(sys.prefix) == _VENV:
        return
    if sys.version_info < MINIMUM_PYTHON:
        _stop(_BAD_INPUT, f"python {sys.version.split()[0]} is too old", "run with Python 3.11 or newer")
    with _one_at_a_time():
        _prepare(_VENV, (ROOT / "uv.lock", ROOT / "pyproject.toml"), _install_python_packages)
        _prepare(_NODE_MODULES, (ROOT / "package-lock.json",), _install_node_packages)
    folders = (str(_VENV / "bin"), str(_NODE_MODULES / ".bin"), os.environ.get("PATH", ""))
    environment = {**os.environ, "PATH": os.pathsep.join(folders), "VIRTUAL_ENV": str(_VENV), _INSIDE: str(ROOT)}
    os.execve(_VENV / "bin" / "python", [str(_VENV / "bin" / "python"), script, *sys.argv[1:]], environment)  # noqa: S606


def _prepare(folder: Path, sources: tuple[Path, ...], install: Callable[[], None]) -> None:
    """Run `install` unless `folder` was made from these very sources; the stamp is written last."""
    stamp = folder / ".made-from"
    wanted = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    started = time.monotonic()
    print(f"Installing {folder.name} …", file=sys.stderr, flush=True)
    install()
    stamp.write_text(wanted)
    print(f"Installing {folder.name}: done in {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)


def _install_python_packages() -> None:
    command = [uv(), "sync", "--frozen", "--quiet", "--compile-bytecode"]  # compiled once, not at every start
    _run(command, "the Python packages of uv.lock cannot be installed")


def uv() -> str:
    """The path of uv: the machine's, or one installed into `.slipway` where it has none."""
    found = shutil.which("uv")
    if found:
        return found
    tools = _WORK / "tools"
    if not (tools / "bin" / "uv").exists():
        shutil.rmtree(tools, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(tools)], "no virtual environment can be made (Debian: python3-venv)")
        _run([str(tools / "bin" / "pip"), "install", "--quiet", UV], "uv cannot be installed")
    return str(tools / "bin" / "uv")


def _install_node_packages() -> None:
    for tool in ("node", "npm"):
        if not shutil.which(tool):
            _stop(_BAD_INPUT, f"{tool} is not on PATH", f"install Node.js {MINIMUM_NODE} or newer: https://nodejs.org")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    major = re.match(r"v(\d+)\.", version)
    if not major or int(major.group(1)) < MINIMUM_NODE:
        fix = f"install Node.js {MINIMUM_NODE} or newer: https://nodejs.org"
        _stop(_BAD_INPUT, f"node {version or 'without a version'} is too old", fix)
    _run(
        ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        "the packages of package-lock.json cannot be installed",
    )


def _run(command: list[str], what: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=sys.stderr)
    if done.returncode != 0:
        _stop(_FAILURE, what, f"see the lines above; the command was: {' '.join(command)}")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    _WORK.mkdir(exist_ok=True)
    with (_WORK / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stop(code: int, what: str, fix: str) -> NoReturn:
    print(f"error: {what}\nfix: {fix}", file=sys.stderr)
    sys.exit(code)
