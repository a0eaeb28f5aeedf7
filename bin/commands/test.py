"""bin/test: the layers of tests, cheap ones first; each can be run alone."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bin.bootstrap import ROOT

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


_POLL_SECONDS = 0.5


@dataclass(frozen=True)
class Layer:
    """A layer: the commands it runs, how many minutes it may take, and the layer that runs at the same time."""

    name: str
    minutes: float
    commands: tuple[tuple[str, ...], ...]
    beside: str = ""


@dataclass(frozen=True)
class Result:
    """How a layer went."""

    layer: Layer
    seconds: float
    passed: bool


def _pytest(*folders: str, leaving: tuple[str, ...] = ()) -> tuple[str, ...]:
    left = (f"--ignore=tests/{folder}" for folder in leaving)
    return (sys.executable, "-m", "pytest", *(f"tests/{folder}" for folder in folders), *left, "-q")


# Contract tests that need a Docker engine or a Kubernetes cluster.
_IN_CONTAINERS = ("contract/image", "contract/kubernetes", "contract/account")
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
    Layer("unit", 5, (_pytest("unit"),)),
    Layer("architecture", 1, (_pytest("architecture"),)),
    Layer("synth", 3, (_pytest("synth"),)),
    Layer("policy", 5, (_pytest("policy"),)),
    # What the cluster layer runs is built (some 4 minutes of one processor; at once on a machine that has it) after the
    # cheap layers and before those that leave no processor idle.
    Layer("preparation", 20, ((sys.executable, "-m", "tests.support.cluster"),), beside="policy"),
    Layer("contract", 30, (_pytest("contract", leaving=_IN_CONTAINERS),)),
    # The AWS provider sleeps for most of a deployment: the processors are the other layer's meanwhile.
    Layer("emulator", 30, (_pytest("emulator"),), beside="contract"),
    Layer("cluster", 25, (_pytest(*_IN_CONTAINERS),)),
    Layer("e2e", 25, (_pytest("e2e"),)),
    Layer("bench", 8, (_pytest("bench"),)),
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
    results: list[Result] = []
    for stage in _stages(chosen):
        results += _run_together(stage)
        if not all(result.passed for result in results):
            break
    _report(results, left=[layer.name for layer in chosen[len(results) :]])
    if not all(result.passed for result in results):
        raise typer.Exit(1)


def _choose(names: list[str] | None) -> list[Layer]:
    known = {layer.name: layer for layer in LAYERS}
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise typer.BadParameter(f"unknown layer {unknown[0]!r}; known are {', '.join(known)}")
    return [layer for layer in LAYERS if layer.name in names] if names else list(LAYERS)


def _stages(layers: list[Layer]) -> list[list[Layer]]:
    """The layers in their order, those that run at the same time together."""
    stages: list[list[Layer]] = []
    for layer in layers:
        if stages and layer.beside == stages[-1][0].name:
            stages[-1].append(layer)
        else:
            stages.append([layer])
    return stages


def _run_together(stage: list[Layer]) -> list[Result]:
    stop = Event()
    with ThreadPoolExecutor(len(stage)) as threads:
        try:
            return list(threads.map(lambda layer: _run(layer, stop, alone=len(stage) == 1), stage))
        finally:
            stop.set()  # after Ctrl-C the layers end, too


def _run(layer: Layer, stop: Event, *, alone: bool) -> Result:
    print(f"── {layer.name} (budget {layer.minutes:g} min)", flush=True)
    started = time.monotonic()
    passed = all(_passes(command, layer, started, stop, alone=alone) for command in layer.commands)
    if not passed:
        stop.set()
    return Result(layer, time.monotonic() - started, passed)


def _passes(command: tuple[str, ...], layer: Layer, started: float, stop: Event, *, alone: bool) -> bool:
    """Run one command of a layer until it ends, its time is over, or the layer beside it has failed."""
    with ThreadPoolExecutor(1) as threads:
        output = None if alone else subprocess.PIPE
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=output and subprocess.STDOUT, text=True, start_new_session=True
        )
        told = threads.submit(_tell, process, layer.name)
        try:
            while process.poll() is None:
                late = time.monotonic() - started > layer.minutes * 60
                if late or stop.is_set():
                    why = f"took longer than its budget of {layer.minutes:g} minutes" if late else "is ended"
                    print(f"{layer.name} {why}", file=sys.stderr)
                    return False
                time.sleep(_POLL_SECONDS)
            return process.returncode == 0
        finally:
            _end(process)
            told.result()


def _tell(process: subprocess.Popen[str], name: str) -> None:
    """Print what a layer prints, each line with its name, where two of them print at the same time."""
    for line in process.stdout or ():
        print(f"{name:>9} │ {line}", end="", flush=True)


def _end(process: subprocess.Popen[str]) -> None:
    """End what the command has started and left, and itself."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT if process.poll() is None else signal.SIGKILL)
    try:
        process.wait(timeout=60)  # fixtures take down what they have put up
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _report(results: list[Result], left: list[str]) -> None:
    table = Table("layer", "result", "seconds", "budget")
    for result in results:
        words = "passed" if result.passed else "failed"
        table.add_row(result.layer.name, words, f"{result.seconds:.0f}", f"{result.layer.minutes * 60:.0f}")
    for name in left:
        table.add_row(name, "not run", "", "")
    Console().print(table)
