"""bin/slipway watch and report: a release while it goes on, and after it."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager
from pathlib import Path  # noqa: TC003 - Typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.commands.releases import LOCAL, AsJson, Name, TargetUri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from app.rollout.samples import Sample
    from app.rollout.state import Release
    from app.rollout.store import Past
    from app.rollout.wiring import Wired

_HELD = 3  # as for a drift that nobody can judge yet: neither well nor ill
_SAY_AGAIN_SECONDS = 10.0


def watch(
    name: Name,
    target: TargetUri = LOCAL,
    interval: Annotated[float, typer.Option(min=0.2, help="Seconds between two looks.")] = 1.0,
    as_json: AsJson = False,
) -> None:
    """Watch a deployment's newest release until it ends: weights, requests, errors, latency, what the gates say.

    On a terminal the view is renewed in place; elsewhere there is a line for each change, and one every ten seconds.
    Exit code 0: released. 1: aborted. 3: held for a person.
    """
    from rich.console import Console

    with _wired(target) as parts:
        show = _lines(as_json=as_json) if as_json or not Console().is_terminal else _live()
        with show as say:
            past, samples = _look(parts, name, None, [])
            say(past, samples)
            while not _ended(past.release):
                time.sleep(interval)
                past, samples = _look(parts, name, past, samples)
                say(past, samples)
    if past.release.held:
        raise typer.Exit(_HELD)
    if past.release.phase.value != "succeeded":
        raise typer.Exit(1)


def report(
    name: Name,
    output: Annotated[Path, typer.Option(help="The HTML file to write.")],
    number: Annotated[
        int | None, typer.Option(help="The release's number in the history; default: the newest.")
    ] = None,
    target: TargetUri = LOCAL,
) -> None:
    """Write an HTML page about a release: weights, requests, latency and errors over time, by version."""
    from app.errors import BadInputError
    from app.rollout.report import write_report

    with _wired(target) as parts:
        found = parts.control.history(name, limit=1 if number is None else 1000)
        past = next((each for each in found if number in (None, each.release.number)), None)
        if past is None:
            raise BadInputError(
                f"{name} has no release {number}",
                why=f"its newest are {', '.join(str(each.release.number) for each in found[:5])}" if found else "",
                fix=f"bin/slipway history {name}",
            )
        write_report(past, parts.samples.of(past.release.number or 0), output)
    print(output)


@contextmanager
def _wired(target_uri: str) -> Iterator[Wired]:
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of

    environment = environment_of(target_uri)
    with wired(connect(environment), environment) as parts:
        yield parts


def _look(parts: Wired, name: str, before: Past | None, samples: list[Sample]) -> tuple[Past, list[Sample]]:
    """The newest release, and what was seen of it; a release that began meanwhile takes the place of an ended one."""
    from app.errors import BadInputError

    found = parts.control.history(name, limit=1)
    if not found:
        raise BadInputError(f"{name} has never been released by Slipway", fix="mlflow deployments update …")
    number = found[0].release.number or 0
    known = samples if before is not None and before.release.number == number else []
    return found[0], [*known, *parts.samples.of(number, since=known[-1].at if known else 0.0)]


def _ended(release: Release) -> bool:
    return release.phase.finished or bool(release.held)


@contextmanager
def _live() -> Iterator[Any]:
    from rich.live import Live

    with Live(auto_refresh=False) as live:
        yield lambda past, samples: live.update(_view(past, samples), refresh=True)


@contextmanager
def _lines(*, as_json: bool) -> Iterator[Any]:
    from app.rollout.view import present_step

    said: dict[str, Any] = {"state": None, "at": 0.0}

    def say(past: Past, samples: list[Sample]) -> None:
        release, look = past.release, present_step(past.release, samples)
        weights = dict(samples[-1].weights) if samples else {}
        state = (release.phase, release.step, release.held, weights)
        if said["state"] == state and time.monotonic() - said["at"] < _SAY_AGAIN_SECONDS:
            return
        said.update(state=state, at=time.monotonic())
        print(json.dumps(_row(past, look)) if as_json else _line(past, look), flush=True)

    yield say


def _row(past: Past, look: Any) -> dict[str, Any]:
    from dataclasses import asdict

    release = past.release
    return {
        "number": release.number,
        "phase": release.phase.value,
        "step": release.step,
        "held": release.held,
        "reason": release.reason,
        "versions": [asdict(each) for each in look.versions] if look else [],
    }


def _line(past: Past, look: Any) -> str:
    release = past.release
    words = [f"{release.deployment} {release.stable or 'nothing'} → {release.candidate}: {release.phase}"]
    for each in look.versions if look else ():
        errors, p95 = _figures(each)
        words.append(f"{each.version}: {each.weight} %, {each.requests} requests, {errors} errors, p95 {p95} ms")
    words += [release.held and f"held: {release.held}", release.reason]
    return "; ".join(word for word in words if word)


def _figures(each: Any) -> tuple[str, str]:
    errors = "no" if each.error_rate is None else f"{each.error_rate:.1%}"
    return errors, "no" if each.p95_ms is None else f"{each.p95_ms:.0f}"


def _view(past: Past, samples: list[Sample]) -> RenderableType:
    from rich.console import Group
    from rich.panel import Panel
    from rich.table import Table
    from rich.text import Text

    from app.rollout.view import present_step, verdicts

    release, look, judged = past.release, present_step(past.release, samples), verdicts(past.release, samples)
    table = Table("version", "weight", "requests", "per s", "errors", "p95 ms", box=None, pad_edge=False)
    for each in look.versions if look else ():
        errors, p95 = _figures(each)
        role = "candidate" if each.version == release.candidate else "stable"
        bar = f"{'█' * round(each.weight / 5):<20} {each.weight:>3} %"
        table.add_row(f"{each.version} {role}", bar, str(each.requests), f"{each.per_second:.1f}", errors, p95)
    words: list[RenderableType] = [table, Text()]
    colors = {"pass": "green", "fail": "red"}
    words += [
        Text(f"{gate.verdict.value:<13}{gate.message}", style=colors.get(gate.verdict.value, "yellow"))
        for gate in judged
    ]
    if release.held or release.reason:
        words.append(Text(release.held or release.reason, style="bold"))
    if samples and not _ended(release):
        words.append(Text(f"looked at {max(0.0, time.time() - samples[-1].at):.0f} s ago", style="dim"))
    steps = f", step {release.step + 1} of {len(release.policy.steps)}" if release.phase.value == "progressing" else ""
    state = "held" if release.held else release.phase.value
    title = f"{release.deployment}: {release.model} {release.stable or 'nothing'} → {release.candidate}"
    return Panel(Group(*words), title=title, subtitle=f"{release.strategy.value}, {state}{steps}", expand=False)
