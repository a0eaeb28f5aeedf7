"""`bin/bench deploy`: a full deployment of `local` on an emulator of its own, and what it waited for."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.benchmarks import timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.local.runtime import Runtime
    from app.progress import Progress

PROJECT = Path(__file__).resolve().parents[2]
_LEAST_SECONDS = 10  # a wait that is worth a line
_WIDTH = 40


def deploy(*, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Time `cdktf deploy 'local-*'` from nothing, stack by stack, with the critical path (some 3 minutes).

    The platform that `bin/up` started is not touched: emulator, ports and files are this command's own.
    """
    from app.progress import progress
    from bin.benchmarks.serving import machine

    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder, _emulator(Path(folder)) as runtime:
        began = time.monotonic()
        runs = _deploy(runtime, progress())
        total = time.monotonic() - began
    result = {"seconds": total, "stacks": [asdict(run) | {"seconds": run.seconds} for run in runs]}
    if as_json:
        print(json.dumps(result | {"machine": machine()}, indent=2))
    else:
        _show(runs, total, machine())


@contextmanager
def _emulator(home: Path) -> Iterator[Runtime]:
    from app.local import emulator
    from app.local.runtime import Ports, Runtime

    ports = Ports(**dict(zip(Ports.model_fields, _free_ports(len(Ports.model_fields)), strict=True)))
    endpoint = f"http://127.0.0.1:{ports.emulator_port}"
    runtime = Runtime(home, endpoint_url=endpoint, embedded_emulator=True, ports=ports)
    supervisor = runtime.supervisor()
    try:
        supervisor.ensure(emulator.program(home, ports.emulator_port))
        emulator.wait(endpoint)
        yield runtime
    finally:
        supervisor.shutdown()


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:  # all are held until all are known, so that they differ
        probes = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [int(probe.getsockname()[1]) for probe in probes]


def _deploy(runtime: Runtime, reports: Progress) -> list[timeline.StackRun]:
    from app.local.synthesis import read_stacks

    output = runtime.home / "cdktf.out"
    environment = _environment(runtime)
    with reports.step("Synthesising"):
        _run(["cdktf", "synth", "--output", str(output)], environment)
    stacks = read_stacks(output, "local")
    command = ["cdktf", "deploy", *(stack.name for stack in stacks), "--skip-synth", "--auto-approve"]
    with reports.step(f"Deploying {len(stacks)} stacks"):
        lines = _run([*command, "--output", str(output), "--skip-provider-lock"], environment)
    return timeline.read(lines, {stack.name: stack.dependencies for stack in stacks})


def _environment(runtime: Runtime) -> dict[str, str]:
    from bin.commands.terraform_cli import terraform_environment
    from stacks.local_settings import PORT_VARIABLES

    ports = runtime.ports.model_dump()
    return {
        **os.environ,
        **runtime.environment,
        **terraform_environment(runtime.home),
        **{variable: str(ports[field]) for field, variable in PORT_VARIABLES.items()},
        "SLIPWAY_HOME": str(runtime.home),
        "SLIPWAY_ENVIRONMENT": "local",
        "CI": "1",
    }


def _run(command: Sequence[str], environment: Mapping[str, str]) -> list[tuple[float, str]]:
    """Run a command; returns what it said, each line with the seconds since it began.

    Raises:
        SlipwayError: It failed.
    """
    from app.errors import SlipwayError

    began = time.monotonic()
    lines: list[tuple[float, str]] = []
    with subprocess.Popen(
        command,
        cwd=PROJECT,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        lines.extend((time.monotonic() - began, line.rstrip()) for line in process.stdout or ())
    if process.returncode != 0:
        tail = "\n".join(line for _, line in lines[-30:])
        raise SlipwayError(f"`{' '.join(command[:2])}` failed", why=tail)
    return lines


def _show(runs: Sequence[timeline.StackRun], total: float, machine: Mapping[str, Any]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    console = Console()
    title = f"{total:.0f} s in all, {machine['date']}, {machine['processors']} processors"
    table = Table("stack", "from", "to", "seconds", "", box=SIMPLE_HEAD, pad_edge=False, title=title)
    for run in runs:
        numbers = (f"{run.started:.0f}", f"{run.ended:.0f}", f"{run.seconds:.0f}")
        table.add_row(run.name, *numbers, timeline.bar(run, total, _WIDTH), style="bold" if run.critical else "")
    console.print(table)
    chain = " → ".join(f"{run.name} {run.seconds:.0f} s" for run in runs if run.critical)
    console.print(f"critical path: {chain}", soft_wrap=True)
    for stack, wait in timeline.dominating(runs, _LEAST_SECONDS):
        console.print(f"  {stack} waits {wait.seconds:.0f} s for {wait.resource}", soft_wrap=True)
