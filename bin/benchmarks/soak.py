"""`bin/bench soak`: the model server at load, with another version every few seconds, for as long as one likes."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.benchmarks import wrk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlflow import MlflowClient

    from app.progress import Progress
    from bin.benchmarks.process import Watched

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

MODEL, ALIAS = "iris", "champion"
# Three: with two the one that is kept would always be the next, and nothing would ever be loaded.
VERSIONS = 3
CONNECTIONS = 8
# Memory at the end, as a multiple of memory after every version has been served once.
FLAT = 1.1
_READY_SECONDS = 180


@app.command()
def soak(
    seconds: Annotated[int, typer.Option(min=10, help="How long.")] = 600,
    swap_seconds: Annotated[int, typer.Option(min=2, help="Seconds between two swaps.")] = 20,
    port: Annotated[int, typer.Option(min=1024, max=65535, help="A free port.")] = 18690,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Load the model server while the version it follows changes: no request may fail, and memory must stay flat."""
    from app.progress import progress

    wrk.required()
    with tempfile.TemporaryDirectory(prefix="slipway-soak-", ignore_cleanup_errors=True) as name:
        result = _soak(Path(name), seconds, swap_seconds, port, progress())
    result["passed"] = passed(result)
    if as_json:
        print(json.dumps(result, indent=2))
    else:
        for key, value in result.items():
            print(f"{key:20} {value}")
    if not result["passed"]:
        raise typer.Exit(1)


def passed(result: dict[str, Any]) -> bool:
    """Whether every request was answered, every swap happened, and memory stayed where it was."""
    flat = result["memory_mib_end"] <= FLAT * result["memory_mib_start"]
    return bool(result["failed"] == 0 and result["swapped"] == result["swaps"] > 0 and flat)


def _soak(folder: Path, seconds: int, swap_seconds: int, port: int, reports: Progress) -> dict[str, Any]:
    import os
    import sys

    from bin.benchmarks.process import Watched

    registry, row = _registry(folder)
    uri = f"sqlite:///{folder}/registry.db"
    options = ("--model-uri", f"models:/{MODEL}@{ALIAS}", "--follow-alias", "yes", "--follow-seconds", "0.5")
    command = (sys.executable, "-m", "app.serving", *options, "--port", str(port))
    environment = {**os.environ, "MLFLOW_TRACKING_URI": uri, "OMP_NUM_THREADS": "1"}
    body, url = {"data": [row]}, f"http://127.0.0.1:{port}/predict"
    with Watched("the model server", command, environment, folder / "log") as server:
        server.until_answers(url, body, _READY_SECONDS)
        with ThreadPoolExecutor(1) as pool:
            load = pool.submit(wrk.run, url, body, CONNECTIONS, seconds, folder)
            figures = _swap_until(
                time.monotonic() + seconds, swap_seconds, registry, server, port=port, reports=reports
            )
            done = load.result()
    return {"seconds": seconds, "per_second": done.per_second, "p99_ms": done.p99_ms, "failed": done.failed} | figures


def _registry(folder: Path) -> tuple[MlflowClient, Sequence[float]]:
    from mlflow import MlflowClient

    from bin.benchmarks import model

    uri = f"sqlite:///{folder}/registry.db"
    client = MlflowClient(uri, uri)
    client.create_registered_model(MODEL)
    row: Sequence[float] = ()
    for number in range(1, VERSIONS + 1):
        _, row = model.save(folder / f"model-{number}", strength=float(number))
        client.create_model_version(MODEL, str(folder / f"model-{number}"))
    client.set_registered_model_alias(MODEL, ALIAS, "1")
    return client, row


def _swap_until(
    end: float, swap_seconds: int, registry: MlflowClient, server: Watched, *, port: int, reports: Progress
) -> dict[str, Any]:
    import httpx

    swaps = swapped = 0
    start = server.memory_mib()
    with reports.step("soak") as step, httpx.Client(trust_env=False, timeout=30) as client:
        # The last version is given its time before the load ends.
        while time.monotonic() + swap_seconds < end:
            time.sleep(swap_seconds)
            # 2, 3, 1, 2, …: the server starts with the first.
            wanted = str((swaps + 1) % VERSIONS + 1)
            registry.set_registered_model_alias(MODEL, ALIAS, wanted)
            swaps += 1
            swapped += _served(client, port, wanted, time.monotonic() + swap_seconds)
            if swaps == VERSIONS:
                start = server.memory_mib()
            step.advance(f"version {wanted}, {server.memory_mib():.0f} MiB")
        memory = server.memory_mib()
    return {"swaps": swaps, "swapped": swapped, "memory_mib_start": start, "memory_mib_end": memory}


def _served(client: Any, port: int, version: str, deadline: float) -> bool:
    """Whether `version` is served before the deadline."""
    while time.monotonic() < deadline:
        if client.get(f"http://127.0.0.1:{port}/version").json()["version"] == version:
            return True
        time.sleep(0.1)
    return False
