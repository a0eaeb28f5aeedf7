"""bin/test: the layers of tests, cheap ones first; each can be run alone."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bin.bootstrap import ROOT

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

_NO_TESTS = 5  # pytest's exit code where it collected none


@dataclass(frozen=True)
class Layer:
    """A layer: the commands it runs, and how many minutes it may take."""

    name: str
    minutes: float
    commands: tuple[tuple[str, ...], ...]


def _pytest(folder: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "pytest", f"tests/{folder}", "-q")


_CODE = ("app", "modules", "stacks", "bin", "tests")
LAYERS = (
    Layer(
        "lint",
        3,
        (
            ("ruff", "check", *_CODE),
            ("ruff", "format", "--check", *_CODE),
            (sys.executable, "-m", "mypy"),
        ),
    ),
    Layer("unit", 3, (_pytest("unit"),)),
    Layer("architecture", 1, (_pytest("architecture"),)),
    Layer("synth", 3, (_pytest("synth"),)),
    Layer("policy", 3, (_pytest("policy"),)),
    Layer("contract", 15, (_pytest("contract"),)),
    Layer("emulator", 16, (_pytest("emulator"),)),
    Layer("e2e", 22, (_pytest("e2e"),)),
    Layer("bench", 5, (_pytest("bench"),)),
)


@app.command()
def run_layers(
    layers: Annotated[
        list[str] | None,
        typer.Argument(help=f"Which layers: {', '.join(layer.name for layer in LAYERS)}. All by default."),
    ] = None,
) -> None:
    """Run the tests, layer by layer; stops at the first layer that fails."""
    chosen = _choose(layers)
    took: list[tuple[Layer, float, bool]] = []
    for layer in chosen:
        started = time.monotonic()
        passed = _run(layer)
        took.append((layer, time.monotonic() - started, passed))
        if not passed:
            break
    _report(took, left=[layer.name for layer in chosen[len(took) :]])
    if not all(passed for _, _, passed in took):
        raise typer.Exit(1)


def _choose(names: list[str] | None) -> list[Layer]:
    known = {layer.name: layer for layer in LAYERS}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise typer.BadParameter(f"unknown layer {unknown[0]!r}; known are {', '.join(known)}")
    return [known[name] for name in names] if names else list(LAYERS)


def _run(layer: Layer) -> bool:
    print(f"── {layer.name} (budget {layer.minutes:g} min)", flush=True)
    deadline = time.monotonic() + layer.minutes * 60
    for command in layer.commands:
        try:
            done = subprocess.run(command, cwd=ROOT, check=False, timeout=max(1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"{layer.name} took longer than its budget of {layer.minutes:g} minutes", file=sys.stderr)
            return False
        if done.returncode != 0:
            return False
    return True


def _report(took: list[tuple[Layer, float, bool]], left: list[str]) -> None:
    table = Table("layer", "result", "seconds", "budget")
    for layer, seconds, passed in took:
        table.add_row(layer.name, "passed" if passed else "failed", f"{seconds:.0f}", f"{layer.minutes * 60:.0f}")
    for name in left:
        table.add_row(name, "not run", "", "")
    Console().print(table)
