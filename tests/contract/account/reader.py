"""A reader of docs/aws.md, who types each command into a shell and compares what it prints with what is promised."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bin.bootstrap import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_PROJECT = ("app", "bin", "modules", "stacks", "requirements", "cdktf.json", "pyproject.toml", "uv.lock", "Dockerfile")
_PROJECT += ("package.json", "package-lock.json", "README.md", ".dockerignore")
_INSTALLED = (".venv", "node_modules")
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COLOURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_HERE = "END"
_END = "end of the command, exit code"
# It reads what is typed, and not a terminal: there is nobody whom cdktf could ask.
_START = 'cdktf() { command cdktf "$@" --auto-approve; }\nexec 2>&1\n'


@dataclass(frozen=True)
class Step:
    """A command, and what the page says that it prints; `…` stands for anything."""

    command: str
    printed: str


def steps(page: str) -> Iterator[Step]:
    """The commands of a page's `console` blocks, in their order (pure)."""
    for block in _BLOCK.findall(page):
        for text in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = text.splitlines()
            length = _length(lines)
            yield Step("\n".join(lines[:length]), "\n".join(lines[length:]).strip())


def _length(lines: Sequence[str]) -> int:
    """How many lines are the command's: it goes on behind a backslash, and to the end of what it reads."""
    if lines[0].endswith(f"<<'{_HERE}'"):
        return lines.index(_HERE) + 1
    return next(number for number, line in enumerate(lines, start=1) if not line.endswith("\\"))


def keeps(step: Step, said: str) -> bool:
    """Whether a command has printed what is promised, however the lines are broken (pure)."""
    words = _COLOURS.sub("", step.printed).split()
    pattern = r"\s+".join(re.escape(word).replace("…", r"[\s\S]*?") for word in words)
    return re.search(pattern, _COLOURS.sub("", said)) is not None


def checkout(folder: Path, changes: Mapping[str, str]) -> Path:
    """A copy of the project, with these changes to `stacks/environments.py`, as a reader makes them."""
    for name in _PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    for name in _INSTALLED:
        (folder / name).symlink_to(ROOT / name)
    settings = folder / "stacks" / "environments.py"
    text = settings.read_text()
    for old, new in changes.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {settings}"
        text = text.replace(old, new)
    settings.write_text(text)
    return folder


class Shell:
    """A shell that stays open, as a reader's does.

    Args:
        command: The words that start it.
        folder: Where.
        variables: Its environment.
    """

    def __init__(self, command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command, cwd=folder, env=dict(variables), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._type(_START)

    def run(self, command: str) -> tuple[str, int]:
        """Type a command; returns what it prints, on either stream, and its exit code."""
        self._type(f"{command}\ncode=$?; echo; echo {_END} $code\n")
        said: list[str] = []
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(_END):
                return "".join(said), int(line.split()[-1])
            said.append(line)
        raise AssertionError("".join(said))

    def close(self) -> None:
        """Leave it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)

    def _type(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text)
        self._process.stdin.flush()
