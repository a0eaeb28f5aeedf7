"""bin/slipway apply: deployments as their files say."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby
from pathlib import Path  # noqa: TC003 - Typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.apply.applying import Planned
    from app.apply.documents import DeploymentDocument
    from app.rollout.wiring import Wired

_SIGNS = {"create": "+", "update": "~", "resume": "»", "unchanged": "="}


def apply(
    file: Annotated[list[Path] | None, typer.Option("--file", "-f", help="A YAML file; may be given again.")] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before anything is changed.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of a file, and end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make deployments what their files say: shows the difference, asks, then creates or updates.

    A file holds one deployment or several, with --- between them. What is as its file says is left alone. One that
    fails does not keep the others from being applied; the exit code is then 1.
    """
    from app.apply import documents
    from app.errors import BadInputError

    if schema:
        print(json.dumps(documents.schema(), indent=2))
        return
    if not file:
        raise BadInputError("no file is named", fix="bin/slipway apply -f deployment.yaml")
    plans = _planned(documents.read(file))
    wanted = [plan for plan in plans if plan.change.kind != "unchanged"]
    if not as_json:
        _show(plans)
    if dry_run or not wanted:
        failed: dict[str, str] = {}
    else:
        _confirm(yes=yes)
        failed = _applied(wanted)
    if as_json:
        print(json.dumps([_row(plan, failed, done=not dry_run) for plan in plans], indent=2))
    for name, words in failed.items():
        print(f"error: {name}: {words}", file=sys.stderr)
    if failed:
        raise typer.Exit(1)


@contextmanager
def _environment(target_uri: str) -> Iterator[Wired]:
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of

    environment = environment_of(target_uri)
    with wired(connect(environment), environment) as parts:
        yield parts


def _planned(found: list[DeploymentDocument]) -> list[Planned]:
    from app.apply.applying import planned

    plans = []
    for target, documents in groupby(found, key=lambda document: document.target):
        with _environment(target) as parts:
            plans += [planned(document, parts) for document in documents]
    return plans


def _applied(plans: list[Planned]) -> dict[str, str]:
    """Carry plans out, one after the other; why those failed that did, by deployment."""
    from app.apply.applying import apply as carry_out
    from app.errors import SlipwayError
    from app.progress import progress

    failed = {}
    for target, same in groupby(plans, key=lambda plan: plan.document.target):
        with _environment(target) as parts:
            for plan in same:
                try:
                    carry_out(plan, parts, progress())
                except SlipwayError as error:
                    failed[plan.document.name] = str(error)
    return failed


def _confirm(*, yes: bool) -> None:
    from app.errors import BadInputError

    if yes:
        return
    if not sys.stdin.isatty():
        raise BadInputError(
            "nothing was changed: nobody can be asked here", why="this is no terminal", fix="look at it, then add --yes"
        )
    typer.confirm("Apply this?", abort=True, err=True)


def _show(plans: list[Planned]) -> None:
    for plan in plans:
        document, kind = plan.document, plan.change.kind.value
        print(f"{_SIGNS[kind]} {document.name} ({document.target}): {kind}")
        for each in plan.change.differences:
            print(f"    {each.what}: {each.origin or 'none'} → {each.to}")
        if kind == "update":
            print(f"    strategy: {document.strategy}")


def _row(plan: Planned, failed: dict[str, str], *, done: bool) -> dict[str, Any]:
    name = plan.document.name
    return {
        "name": name,
        "target": plan.document.target,
        "change": plan.change.kind.value,
        "differences": [
            {"what": each["what"], "from": each["origin"], "to": each["to"]}
            for each in asdict(plan.change)["differences"]
        ],
        "applied": done and plan.change.kind != "unchanged" and name not in failed,
        "error": failed.get(name, ""),
    }
