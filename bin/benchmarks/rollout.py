"""`bin/bench rollout`: what callers notice of releases, and what the router costs them, on a running platform."""

from __future__ import annotations

import http.client
import json
import statistics
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.progress import Progress
    from app.rollout.wiring import Wired
    from app.targets.port import Target as Platform

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

NAME = "slipway-bench-rollout"  # of the deployment, the registered model and the experiment
SHARE = 30  # percent of the second version while weights are counted: neither half nor nearly nothing
_THINK_SECONDS = 0.01  # a client's pause after an answer: a steady rate that two cores can serve beside the rest
_OK = 200


@dataclass(frozen=True)
class Target:
    """What releases are to reach."""

    what: str
    at_most: float


TARGETS = (
    Target("failed requests during canary, blue-green and rollback", 0),
    Target("seconds from the rollback's call to the last answer of the version given up", 1),
    Target("percentage points between the weight asked for and the share measured", 2),
)


@dataclass(frozen=True)
class Seen:
    """One answer a caller got; `version` is empty and `status` 0 where there was none."""

    at: float
    status: int
    version: str
    seconds: float


class Caller:
    """One connection that posts the same body over and over, and is opened anew where it broke.

    Args:
        url: A deployment's or a model server's base URL.
        body: The JSON body.
    """

    def __init__(self, url: str, body: bytes) -> None:
        parts = urlsplit(url)
        self._path = f"{parts.path}/invocations"
        self._body = body
        self._connection = http.client.HTTPConnection(parts.netloc, timeout=35)

    def call(self) -> Seen:
        """Post once."""
        began = time.perf_counter()
        try:
            self._connection.request("POST", self._path, self._body, {"content-type": "application/json"})
            answer = self._connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            return Seen(time.time(), 0, "", time.perf_counter() - began)
        version = answer.getheader("x-slipway-model-version", "")
        return Seen(time.time(), answer.status, version, time.perf_counter() - began)


@app.command()
def rollout(
    target: Annotated[str, typer.Option(help="A platform that runs: slipway:/<environment>.")] = "slipway:/local",
    requests: Annotated[int, typer.Option(min=100, help="Requests that weights are counted over.")] = 10_000,
    pairs: Annotated[int, typer.Option(min=100, help="Calls each way, direct and routed, in turns.")] = 2_000,
    clients: Annotated[int, typer.Option(min=1, help="Callers during the releases.")] = 4,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Failed requests and rollback time under load, added latency of the router, accuracy of weights.

    Registers two versions of a small model of its own, and removes them and their deployment at the end.
    """
    from app.progress import progress
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of
    from bin.benchmarks.serving import machine

    environment = environment_of(target)
    platform = connect(environment)
    with wired(platform, environment) as parts, _registered(parts) as body:
        result = _measure(platform, parts, body, progress(), requests=requests, pairs=pairs, clients=clients)
    result |= {"machine": machine(), "requests": requests, "pairs": pairs, "clients": clients}
    if as_json:
        print(json.dumps(result, indent=2))
    else:
        _show(result)
    if not all(each["reached"] for each in result["targets"]):
        raise typer.Exit(1)


@contextmanager
def _registered(parts: Wired) -> Iterator[bytes]:
    """Two versions in Staging for as long as the context is open; gives the body of a request."""
    import mlflow

    from app.registry.stages import Stage
    from bin.benchmarks import model

    _remove(parts)  # what a run that was killed has left
    mlflow.set_experiment(NAME)
    runs = []
    try:
        with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
            columns, row = model.save(Path(folder) / "model")
            for _ in range(2):
                with mlflow.start_run() as run:
                    runs.append(run.info.run_id)
                    mlflow.log_artifacts(str(Path(folder) / "model"), "model")
                version = mlflow.register_model(f"runs:/{run.info.run_id}/model", NAME).version
                parts.registry.transition(
                    NAME, str(version), Stage.STAGING, reason="a benchmark's model needs no gates"
                )
        yield json.dumps({"dataframe_split": {"columns": columns, "data": [row]}}).encode()
    finally:
        _remove(parts)
        for each in runs:
            parts.registry.client.delete_run(each)


def _remove(parts: Wired) -> None:
    """Delete the deployment and the registered model; the experiment stays: MLflow keeps the name of a deleted one."""
    from mlflow.exceptions import MlflowException

    parts.deployments.delete(NAME)
    try:
        parts.registry.client.delete_registered_model(NAME)
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise


def _measure(
    platform: Platform, parts: Wired, body: bytes, reports: Progress, *, requests: int, pairs: int, clients: int
) -> dict[str, Any]:
    from app.rollout.registered import RegisteredVersion
    from app.rollout.state import Policy, Strategy

    first, second = (RegisteredVersion(NAME, each) for each in ("1", "2"))
    at_once = Policy(steps=(100,), pause_seconds=1)
    parts.deployments.create(NAME, first, at_once, reports)
    url = f"{_status(platform).url}"
    with _load(url, body, clients) as seen:
        parts.deployments.update(NAME, second, Strategy.CANARY, Policy(pause_seconds=2), reports)
        parts.deployments.update(NAME, first, Strategy.BLUE_GREEN, at_once, reports)
        asked = time.time()
        done = parts.control.rollback(NAME, reports)
    last = max((each.at for each in seen if each.version == done.origin), default=asked)
    failed = [each for each in seen if each.status != _OK]
    with reports.step("direct and routed calls, in turns", total=pairs) as step:
        direct = next(each.address for each in _status(platform).versions if each.version == done.to)
        latency = _latency(Caller(direct, body), Caller(url, body), pairs, step.advance)
    share = _share(platform, url, body, requests, reports)
    reached = (float(len(failed)), max(0.0, last - asked), abs(share - SHARE))
    return {
        "answers": len(seen),
        "rollback_command_seconds": done.seconds,
        "latency_ms": latency,
        "share_percent": share,
        "targets": [
            asdict(goal) | {"is": value, "reached": value <= goal.at_most}
            for goal, value in zip(TARGETS, reached, strict=True)
        ],
    }


@contextmanager
def _load(url: str, body: bytes, clients: int) -> Iterator[list[Seen]]:
    """Callers that each wait for an answer before they call again; the list is whole when the context has closed."""
    seen: list[Seen] = []
    stop = threading.Event()

    def drive() -> None:
        caller = Caller(url, body)
        while not stop.wait(_THINK_SECONDS):
            seen.append(caller.call())

    threads = [threading.Thread(target=drive, daemon=True) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
        time.sleep(1)  # a late answer of the version given up would come now
    finally:
        stop.set()
        for thread in threads:
            thread.join(40)


def _latency(direct: Caller, routed: Caller, pairs: int, advance: Any) -> dict[str, dict[str, float]]:
    times: dict[str, list[float]] = {"direct": [], "routed": []}
    for number in range(pairs + pairs // 10):
        answers = {"direct": direct.call(), "routed": routed.call()}
        if number >= pairs // 10:  # those before warm both ways
            for way, answer in answers.items():
                times[way].append(answer.seconds * 1000)
            advance()
    found = {way: _percentiles(each) for way, each in times.items()}
    added = {name: found["routed"][name] - found["direct"][name] for name in ("p50", "p99")}
    return {**found, "added": added}


def _percentiles(values: list[float]) -> dict[str, float]:
    hundredths = statistics.quantiles(values, n=100)
    return {"p50": hundredths[49], "p99": hundredths[98]}


def _share(platform: Platform, url: str, body: bytes, requests: int, reports: Progress) -> float:
    """Percent of the answers that a version with `SHARE` percent of the weight gave."""
    from app.targets.traffic import Split

    serving = next(each.version for each in _status(platform).versions if each.weight)
    other = "1" if serving == "2" else "2"
    platform.start(NAME, NAME, other)
    platform.set_split(NAME, Split({serving: 100 - SHARE, other: SHARE}))
    caller, versions = Caller(url, body), Counter[str]()
    with reports.step(f"weights {100 - SHARE}:{SHARE}", total=requests) as step:
        for _ in range(requests):
            versions[caller.call().version] += 1
            step.advance()
    return 100 * versions[other] / requests


def _status(platform: Platform) -> Any:
    from app.errors import SlipwayError

    status = platform.status(NAME)
    if status is None:
        raise SlipwayError(f"the deployment {NAME} is gone", why="somebody deleted it while it was measured")
    return status


def _show(result: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console, size = Console(), result["machine"]
    title = f"{result['pairs']:,} calls each way, {size['date']}, {size['processors']} processors"
    latency = Table("latency", "p50 ms", "p99 ms", title=title)
    for way, each in result["latency_ms"].items():
        latency.add_row(way, f"{each['p50']:.2f}", f"{each['p99']:.2f}")
    targets = Table(
        "target", "at most", "is", "", title=f"{result['answers']:,} answers of {result['clients']} callers"
    )
    for each in result["targets"]:
        word = "[green]reached[/green]" if each["reached"] else "[red]missed[/red]"
        targets.add_row(each["what"], f"{each['at_most']:g}", f"{each['is']:.2f}", word)
    console.print(latency)
    console.print(targets)
