"""`bin/bench rollout`: what callers notice of releases, and what the router costs them, on a running platform."""

from __future__ import annotations

import json
import statistics
import time
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.benchmarks.callers import OK, Caller, load
from bin.benchmarks.many import many
from bin.benchmarks.registered import NAME, logged, register

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.progress import Progress
    from app.rollout.wiring import Wired
    from app.targets.port import Target as Platform
    from bin.benchmarks.registered import Artifacts

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

SHARE = 30  # percent of the second version while weights are counted: neither half nor nearly nothing
_BAD = "3"  # the version that goes bad
_MANY = 4  # three that are updated, one that goes bad


@dataclass(frozen=True)
class Target:
    """What releases are to reach."""

    what: str
    at_most: float


# A cluster's routers are told through the API server, and each takes it up by itself.
ROLLBACK_SECONDS = {"local": 1}
ROLLBACK_SECONDS_IN_A_CLUSTER = 5
OTHERS = Target("failed requests of the other deployments while one of them is bad", 0)


def targets(environment: str) -> tuple[Target, ...]:
    """What releases in `environment` are held to."""
    seconds = ROLLBACK_SECONDS.get(environment, ROLLBACK_SECONDS_IN_A_CLUSTER)
    return (
        Target("failed requests during canary, blue-green and rollback", 0),
        Target("seconds from the rollback's call to the last answer of the version given up", seconds),
        Target("percentage points between the weight asked for and the share measured", 2),
    )


@app.command()
def rollout(
    target: Annotated[str, typer.Option(help="A platform that runs: slipway:/<environment>.")] = "slipway:/local",
    requests: Annotated[int, typer.Option(min=100, help="Requests that weights are counted over.")] = 10_000,
    pairs: Annotated[int, typer.Option(min=100, help="Calls each way, direct and routed, in turns.")] = 2_000,
    clients: Annotated[int, typer.Option(min=1, help="Callers during the releases.")] = 4,
    deployments: Annotated[
        int, typer.Option(min=0, help="How many there are at once; fewer than 4: not measured.")
    ] = 20,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Failed requests and rollback time under load, added latency of the router, accuracy of weights, many deployments.

    Registers small models of its own, and removes them and their deployments at the end.
    """
    from app.progress import progress
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of
    from bin.benchmarks.serving import machine

    environment = environment_of(target)
    platform = connect(environment)
    with wired(platform, environment) as parts, logged(parts) as made:
        reports = progress()
        result, reached = measure(platform, parts, made, reports, requests=requests, pairs=pairs, clients=clients)
        result["targets"] = [_held_to(*each) for each in zip(targets(environment), reached, strict=True)]
        if deployments >= _MANY:
            found = result["many"] = many(parts, made, reports, count=deployments, clients=clients)
            result["targets"].append(_held_to(OTHERS, found["others"]["failed"]))
    result |= {"machine": machine(), "requests": requests, "pairs": pairs, "clients": clients}
    if as_json:
        print(json.dumps(result, indent=2))
    else:
        _show(result)
    if not all(each["reached"] for each in result["targets"]):
        raise typer.Exit(1)


def measure(
    platform: Platform, parts: Wired, made: Artifacts, reports: Progress, *, requests: int, pairs: int, clients: int
) -> tuple[dict[str, Any], tuple[float, ...]]:
    """Release under load, go back, release a bad version, and count; returns what was found, and what targets ask.

    Args:
        platform: Where to.
        parts: The platform's releases.
        made: The models.
        reports: Is told of progress.
        requests: How many requests weights are counted over.
        pairs: How many calls go each way, direct and routed.
        clients: Callers during the releases.
    """
    from app.rollout.registered import RegisteredVersion
    from app.rollout.state import Policy, Strategy

    register(parts, NAME, made.good, made.good, made.bad)
    first, second = (RegisteredVersion(NAME, each) for each in ("1", "2"))
    # A small latency ratio would judge the machine, and give a good version up.
    at_once = Policy(steps=(100,), pause_seconds=1, max_latency_ratio=100)
    parts.deployments.create(NAME, first, at_once, reports)
    url = f"{_status(platform).url}"
    with load([url], made.body, clients) as seen:
        parts.deployments.update(NAME, second, Strategy.CANARY, Policy(pause_seconds=2, max_latency_ratio=100), reports)
        parts.deployments.update(NAME, first, Strategy.BLUE_GREEN, at_once, reports)
        asked = time.time()
        done = parts.control.rollback(NAME, reports)
    last = max((each.at for each in seen if each.version == done.origin), default=asked)
    failed = [each for each in seen if each.status != OK]
    bad = _bad(parts, url, made.body, clients, reports)
    with reports.step("direct and routed calls, in turns", total=pairs) as step:
        direct = next(each.address for each in _status(platform).versions if each.version == done.to)
        latency = _latency(Caller(direct, made.body), Caller(url, made.body), pairs, step.advance)
    share = _share(platform, url, made.body, requests, reports)
    found = {
        "answers": len(seen),
        "rollback_command_seconds": done.seconds,
        "bad_version": bad,
        "latency_ms": latency,
        "share_percent": share,
    }
    return found, (float(len(failed)), max(0.0, last - asked), abs(share - SHARE))


def _held_to(goal: Target, value: float) -> dict[str, Any]:
    return asdict(goal) | {"is": value, "reached": value <= goal.at_most}


def _bad(parts: Wired, url: str, body: bytes, clients: int, reports: Progress) -> dict[str, float]:
    """A canary of the version that goes bad: how long it answered on after its first bad answer, and how often."""
    from app.errors import SlipwayError
    from app.rollout.outcome import NotReleasedError
    from app.rollout.registered import RegisteredVersion
    from app.rollout.state import Policy, Strategy

    released = False
    with load([url], body, clients) as seen:
        try:
            parts.deployments.update(NAME, RegisteredVersion(NAME, _BAD), Strategy.CANARY, Policy(), reports)
            released = True
        except NotReleasedError:
            """As it must be."""
    its = [each for each in seen if each.version == _BAD]
    wrong = [each.at for each in its if each.status != OK]
    if released or not wrong:
        raise SlipwayError("the version that was made to go bad was not found out", fix="see bin/slipway history")
    meanwhile = [each for each in seen if its[0].at <= each.at <= its[-1].at]
    share = 100 * len(its) / len(meanwhile)
    return {"seconds_to_zero": its[-1].at - min(wrong), "share_percent": share, "failed_requests": len(wrong)}


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
    times = Table("what", "seconds")
    for what, seconds in _times(result):
        times.add_row(what, f"{seconds:.2f}")
    for table in (latency, times, targets):
        console.print(table)


def _times(result: Mapping[str, Any]) -> list[tuple[str, float]]:
    bad, found = result["bad_version"], result.get("many")
    rows = [
        ("rollback, by the command's own clock", result["rollback_command_seconds"]),
        (
            f"from a bad version's first bad answer to its last one, at {bad['share_percent']:.0f} % of the requests",
            bad["seconds_to_zero"],
        ),
    ]
    if found:
        count = found["deployments"]
        rows += [
            (f"create, {which} three of {count} deployments", found["create_seconds"][which])
            for which in ("first", "last")
        ]
        rows += [(f"{verb}, with {count} deployments", found[f"{verb}_seconds"]) for verb in ("list", "get", "update")]
    return rows
