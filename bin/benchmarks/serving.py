"""`bin/bench serving`: the model server beside its peers and beside a no-op on its own HTTP stack, in one run."""

from __future__ import annotations

import json
import os
import platform
import statistics
import tempfile
import time
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.benchmarks import wrk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from app.progress import Progress
    from bin.benchmarks.peers import Job, Peer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

CONNECTIONS = (1, 32)
# Imports of MLflow on a busy machine.
_READY_SECONDS = 180


@dataclass(frozen=True)
class Rest:
    """A server before any load.

    Attributes:
        cold_start_seconds: From its start to its first right answer.
        memory_mib: What its processes hold together after that answer.
    """

    cold_start_seconds: float
    memory_mib: float


@dataclass(frozen=True)
class Target:
    """What the model server is to reach."""

    what: str
    at_least: float


TARGETS = (
    Target("best peer's p50 at 1 connection, as a multiple of ours", 3),
    Target("requests/s at 32 connections, as a multiple of the best peer's", 5),
    Target("requests/s at 32 connections, as a share of the no-op's", 0.4),
    Target("memory of mlflow models serve at rest, as a multiple of ours", 1),
)


@app.command()
def serving(
    repeats: Annotated[int, typer.Option(min=1, help="Rounds; medians are compared.")] = 5,
    seconds: Annotated[int, typer.Option(min=1, help="Seconds of load for each server, round and load.")] = 3,
    port: Annotated[int, typer.Option(min=1024, max=65000, help="First of 60 free ports.")] = 18600,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Answers per second and latency of the model server, of MLflow's, MLServer, BentoML and LitServe, side by side."""
    from app.progress import progress
    from bin.benchmarks import model, peers

    wrk.required()
    reports = progress()
    with tempfile.TemporaryDirectory(prefix="slipway-bench-") as name:
        folder = Path(name)
        columns, row = model.save(folder / "model")
        jobs: dict[Peer, Job] = {}
        for number, server in enumerate(peers.SERVERS):
            own = folder / str(number)
            own.mkdir()
            jobs[server] = peers.Job(
                model=folder / "model", columns=columns, row=row, port=port + 10 * number, folder=own
            )
        with ExitStack() as running:
            rests = _start_all(jobs, running, reports)
            loads = _measure(jobs, repeats, seconds, reports)
    result = compare(rests, loads) | {"repeats": repeats, "seconds": seconds, "machine": machine()}
    if as_json:
        print(json.dumps(result, indent=2))
    else:
        _show(result)
    if not all(each["reached"] for each in result["targets"]) or result["servers"]["Slipway"]["failed"]:
        raise typer.Exit(1)


def _start_all(jobs: Mapping[Peer, Job], running: ExitStack, reports: Progress) -> dict[str, Rest]:
    rests = {}
    with reports.step("install the servers", total=len(jobs)) as step:
        pythons = {}
        for server in jobs:
            pythons[server] = server.python()
            step.advance(server.name)
    # One after the other: a cold start is measured alone.
    with reports.step("start the servers", total=len(jobs)) as step:
        for server, job in jobs.items():
            rests[server.name] = running.enter_context(started(server, pythons[server], job))
            step.advance(f"{server.name}: ready in {rests[server.name].cold_start_seconds:.1f} s")
    return rests


@contextmanager
def started(server: Peer, python: Path, job: Job) -> Iterator[Rest]:
    """Run a server for as long as the context lasts.

    Raises:
        SlipwayError: It ended, or did not answer in time.
    """
    from bin.benchmarks.peers import environment
    from bin.benchmarks.process import Watched

    begun = time.monotonic()
    with Watched(server.name, server.command(python, job), environment(job), job.folder / "log") as process:
        process.until_answers(f"http://127.0.0.1:{job.port}{server.path}", server.body(job), _READY_SECONDS)
        seconds = time.monotonic() - begun
        yield Rest(seconds, process.memory_mib())


def _measure(jobs: Mapping[Peer, Job], repeats: int, seconds: int, reports: Progress) -> dict[str, Any]:
    loads: dict[str, dict[int, list[wrk.Load]]] = {server.name: {count: [] for count in CONNECTIONS} for server in jobs}
    # One round that is not counted warms every server; then each round goes through all of them.
    with reports.step("load the servers", total=(repeats + 1) * len(jobs)) as step:
        for number in range(repeats + 1):
            for server, job in jobs.items():
                step.advance(f"round {number} of {repeats}: {server.name}")
                url = f"http://127.0.0.1:{job.port}{server.path}"
                for count in CONNECTIONS:
                    load = wrk.run(url, server.body(job), count, seconds if number else 1, job.folder)
                    if number:
                        loads[server.name][count].append(load)
    return loads


def compare(rests: Mapping[str, Rest], loads: Mapping[str, Mapping[int, Sequence[wrk.Load]]]) -> dict[str, Any]:
    """Set the servers side by side.

    Returns:
        `servers`: medians by name; `targets`: each with what is reached and whether that is enough.
    """
    servers = {name: asdict(rests[name]) | _medians(loads[name]) for name in loads}
    peers = [figures for name, figures in servers.items() if name not in {"Slipway", "no-op"}]
    ours, limit = servers["Slipway"], servers["no-op"]
    reached = (
        min(peer["p50_ms_1"] for peer in peers) / ours["p50_ms_1"],
        ours["per_second_32"] / max(peer["per_second_32"] for peer in peers),
        ours["per_second_32"] / limit["per_second_32"],
        servers["mlflow models serve"]["memory_mib"] / ours["memory_mib"],
    )
    targets = [
        asdict(target) | {"is": value, "reached": value >= target.at_least}
        for target, value in zip(TARGETS, reached, strict=True)
    ]
    return {"servers": servers, "targets": targets}


def _medians(loads: Mapping[int, Sequence[wrk.Load]]) -> dict[str, Any]:
    figures: dict[str, Any] = {"failed": sum(load.failed for each in loads.values() for load in each)}
    for count, each in loads.items():
        figures[f"per_second_{count}"] = statistics.median(load.per_second for load in each)
        figures[f"p50_ms_{count}"] = statistics.median(load.p50_ms for load in each)
        figures[f"p99_ms_{count}"] = statistics.median(load.p99_ms for load in each)
    return figures


def machine() -> dict[str, Any]:
    """Date and size of the machine, for the table's caption."""
    import psutil

    return {
        "date": time.strftime("%Y-%m-%d"),
        "processors": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }


def _show(result: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console, size = Console(), result["machine"]
    title = f"medians of {result['repeats']} interleaved rounds, {size['date']}, {size['processors']} processors"
    columns = ("server", "p50 ms, 1", "req/s, 1", "p50 ms, 32", "p99 ms, 32", "req/s, 32", "failed", "start s", "MiB")
    table = Table(*columns, title=title)
    for name, each in result["servers"].items():
        table.add_row(
            name,
            f"{each['p50_ms_1']:.2f}",
            f"{each['per_second_1']:,.0f}",
            f"{each['p50_ms_32']:.2f}",
            f"{each['p99_ms_32']:.2f}",
            f"{each['per_second_32']:,.0f}",
            str(each["failed"]),
            f"{each['cold_start_seconds']:.1f}",
            f"{each['memory_mib']:.0f}",
        )
    targets = Table("target", "at least", "is", "")
    for each in result["targets"]:
        word = "[green]reached[/green]" if each["reached"] else "[red]missed[/red]"
        targets.add_row(each["what"], f"{each['at_least']:g}", f"{each['is']:.2f}", word)
    console.print(table)
    console.print(targets)
