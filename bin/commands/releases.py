"""bin/slipway history, pause, resume, promote, abort, rollback: for the person who watches a release."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.rollout.control import Control, Return
    from app.rollout.state import Release
    from app.rollout.store import Past

Name = Annotated[str, typer.Argument(help="The deployment.")]
TargetUri = Annotated[str, typer.Option("--target", help="Where it runs: slipway:/<environment>.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LOCAL = "slipway:/local"


def history(
    name: Name,
    target: TargetUri = LOCAL,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Show a deployment's releases, newest first: who released what, how it went, and why."""
    with _control(target) as control:
        rows = [_row(past) for past in control.history(name, limit=limit)]
    if as_json:
        print(json.dumps(rows, indent=2))
    else:
        _show(rows)


def promote(
    name: Name,
    target: TargetUri = LOCAL,
    full: Annotated[
        bool, typer.Option("--full", help="Skip the pauses and the steps between the present one and 100 %.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Go on with a release that is held or was killed.

    Only a passed analysis moves a release forward, here as everywhere: a held step is analysed anew, with all requests
    since it began. `--full` is for a release that goes too slowly: the present step and the one at 100 % still have to
    pass. A release that another command is carrying out right now is asked to hurry and is not waited for.

    An A/B test ends with it: the candidate takes over, where its analysis passes.
    """
    from app.progress import progress

    with _control(target) as control:
        release = control.promote(name, progress(), full=full)
    _say_where(name, release, as_json=as_json)


def pause(name: Name, target: TargetUri = LOCAL, as_json: AsJson = False) -> None:
    """Keep an unfinished release at its weights, until `resume` or `promote`.

    Whoever carries it out goes on watching it: a candidate that fails its analysis is still taken back.
    """
    with _control(target) as control:
        release = control.pause(name)
    _say_where(name, release, as_json=as_json)


def resume(name: Name, target: TargetUri = LOCAL, as_json: AsJson = False) -> None:
    """Let a paused release go on: in the command that carries it out, or in this one where there is none."""
    from app.progress import progress

    with _control(target) as control:
        release = control.resume(name, progress())
    _say_where(name, release, as_json=as_json)


def abort(name: Name, target: TargetUri = LOCAL, as_json: AsJson = False) -> None:
    """Give an unfinished release up: all of the traffic back to the stable version, at once.

    The release may be held, killed, or under way in another command, which then ends with an error.
    """
    from app.progress import progress

    with _control(target) as control:
        done = control.abort(name, progress())
    _say(name, done, as_json=as_json)


def rollback(
    name: Name,
    to: Annotated[str | None, typer.Option(help="A version that was Production; left out: the one before.")] = None,
    target: TargetUri = LOCAL,
    as_json: AsJson = False,
) -> None:
    """Go back to the version before, at once: first the traffic, then Production in the registry and its ledger.

    An unfinished release is aborted. The version before is still started, and the traffic moves in less than a second;
    one that is not (`keep_seconds`, `rolling`, an older one) loads its model first. Nothing is analysed on the way.
    """
    from app.progress import progress

    with _control(target) as control:
        done = control.rollback(name, progress(), to=to)
    _say(name, done, as_json=as_json)


@contextmanager
def _control(target_uri: str) -> Iterator[Control]:
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of

    environment = environment_of(target_uri)
    with wired(connect(environment), environment) as parts:
        yield parts.control


def _say_where(name: str, release: Release, *, as_json: bool) -> None:
    if as_json:
        print(release.model_dump_json(indent=2, exclude={"baseline", "preview"}))
    elif release.phase.finished:
        print(f"{name}: version {release.candidate} serves all of the traffic and is Production")
    elif release.paused:
        print(f"{name}: the release of version {release.candidate} stays where it is ({release.paused})")
    else:
        print(f"{name}: version {release.candidate} goes on, in the command that releases it")


def _say(name: str, done: Return, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"deployment": name, "from": done.origin, "to": done.to, "seconds": round(done.seconds, 3)}))
        return
    serving = f"version {done.to} serves all of the traffic" if done.to else "nothing of it stays behind"
    print(
        f"{name}: {serving}; version {done.origin} had none of it {done.seconds:.2f} s after the command began to act"
    )


def _row(past: Past) -> dict[str, Any]:
    release = past.release
    return {
        "number": release.number,
        "model": release.model,
        "from": release.stable,
        "to": release.candidate,
        "strategy": release.strategy.value,
        "phase": release.phase.value,
        "reason": release.held or release.paused or release.reason,
        "results": release.results,
        "actor": release.actor,
        "began": past.created_at.isoformat(timespec="seconds"),
        "changed": past.updated_at.isoformat(timespec="seconds"),
    }


def _show(rows: list[dict[str, Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in ("", "from → to", "strategy", "phase", "began (UTC)", "took"):
        table.add_column(column, no_wrap=True)
    table.add_column("by", overflow="fold")
    for row in rows:
        versions = f"{row['from'] or 'nothing'} → {row['to']}"
        began, changed = (datetime.fromisoformat(row[key]) for key in ("began", "changed"))
        times = (f"{began.astimezone(UTC):%Y-%m-%d %H:%M}", f"{(changed - began).total_seconds():.0f} s")
        # The account is the same in every row; the whole ARN is in the JSON.
        actor = row["actor"].rsplit(":", 1)[-1]
        table.add_row(str(row["number"]), versions, row["strategy"], row["phase"], *times, actor)
    console = Console()
    console.print(table)
    for row in rows:
        if row["reason"]:
            console.print(f"[bold]{row['number']}[/bold]  {escape(row['reason'])}")
