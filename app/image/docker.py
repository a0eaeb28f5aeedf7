"""The docker command: what it prints, line by line where it takes long, and its failures in plain words."""

from __future__ import annotations

import json
import os
import subprocess
from collections import deque
from typing import TYPE_CHECKING, Any

from app.errors import SlipwayError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# The end of a failing build says why; the rest is on the terminal or nobody's concern.
_KEPT_LINES = 20

_LOGIN = (
    "sign in to the registry: docker login REGISTRY; for ECR: sign in to AWS as somebody who may use the repository"
)
_FIXES = (
    (("cannot connect to the docker daemon", "error during connect"), "start a Docker engine, or set DOCKER_HOST"),
    (("tag is immutable", "immutable"), "push under a tag that is not taken: tags of this repository never move"),
    (("no basic auth credentials", "unauthorized", "denied", "authorization", "authentication"), _LOGIN),
    (("manifest unknown", "not found", "does not exist"), "check the name; push the image first"),
    (
        ("connection refused", "no such host", "i/o timeout", "http response to https", "eof"),
        "check the registry's address and that this machine reaches it",
    ),
)


def docker(
    *words: str, cwd: Path | None = None, said: Callable[[str], None] | None = None, config: Path | None = None
) -> str:
    """Run docker and return its standard output.

    Args:
        words: The command's words after `docker`.
        cwd: Folder to run in.
        said: Told of each line while the command runs.
        config: A configuration folder in the place of the caller's own.

    Raises:
        SlipwayError: There is no docker command, no engine answers, or the command failed.
    """
    # Plain lines from BuildKit as well: the classic builder knows no other.
    environment = {**os.environ, "BUILDKIT_PROGRESS": "plain"}
    output = subprocess.STDOUT if said else subprocess.PIPE
    options = ("--config", str(config)) if config else ()
    try:
        process = subprocess.Popen(
            ("docker", *options, *words), cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=output, text=True
        )
    except FileNotFoundError as error:
        raise SlipwayError(
            "there is no docker command",
            fix="install Docker: https://docs.docker.com/engine/install (Debian: docker.io)",
        ) from error
    with process:
        if said is None:
            text, reason = process.communicate()
        else:
            text = reason = _follow(process, said)
    if process.returncode != 0:
        raise failure(words, reason.strip() or text.strip())
    return text


def _follow(process: subprocess.Popen[str], said: Callable[[str], None]) -> str:
    kept: deque[str] = deque(maxlen=_KEPT_LINES)
    for line in process.stdout or ():
        kept.append(line)
        said(line.strip())
    return "".join(kept)


def inspect(kind: str, name: str) -> dict[str, Any]:
    """What docker knows of an image or a container.

    Raises:
        SlipwayError: There is none of this name.
    """
    found: list[dict[str, Any]] = json.loads(docker(kind, "inspect", name))
    return found[0]


def failure(words: tuple[str, ...], reason: str) -> SlipwayError:
    """The error for a docker command that failed, with what can be done about it where that is known (pure)."""
    low = reason.lower()
    fixes = [fix for signs, fix in _FIXES if any(sign in low for sign in signs)]
    return SlipwayError(f"docker {words[0]} failed", why=reason, fix=fixes[0] if fixes else "")
