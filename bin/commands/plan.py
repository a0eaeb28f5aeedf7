"""`bin/slipway plan ENVIRONMENT`: the plan of every stack, stopped where something precious would be lost."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.progress import Progress
    from bin.commands.planned import StackPlan

PROJECT = Path(__file__).resolve().parents[2]


def plan(
    environment: Annotated[str, typer.Argument(help="local, dev, staging, prod, or one of your own.")],
    *,
    allow_replace: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="A database, cluster, key or bucket that may be replaced or destroyed."),
    ] = None,
    output: Annotated[Path, typer.Option(help="Where stacks are written and planned.")] = PROJECT / "cdktf.out",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan all stacks of an environment in the order of their deployment; nothing is changed.

    A stack whose upstream is not deployed waits for it. Where a database, cluster, key or bucket would be replaced or
    destroyed, planning stops with exit code 1.
    """
    from app.progress import progress
    from stacks.environments import environment as settings

    made = list(plans(settings(environment), output.resolve(), allow_replace or (), progress()))
    if as_json:
        print(json.dumps({"environment": environment, "stacks": [asdict(each) for each in made]}, indent=2))
    else:
        _show(made)
    _refuse_losses(made, allow_replace or ())


def plans(settings: Any, output: Path, allowed: Sequence[str], progress: Progress) -> Iterator[StackPlan]:
    """Synthesise and plan stack after stack; the first that would lose something precious is the last.

    Raises:
        SlipwayError: Terraform could not plan a stack; its own words are the cause.
    """
    from bin.commands.planned import StackPlan, in_order
    from stacks.app import synthesise

    synthesise([settings], output)
    stacks = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    needs = {name: entry["dependencies"] for name, entry in stacks.items()}
    deployed: set[str] = set()
    with progress.step(f"Planning {settings.name}", total=len(needs)) as step:
        for name in in_order(needs):
            missing = tuple(other for other in needs[name] if other not in deployed)
            found = StackPlan(stack=name, waits_for=missing) if missing else _plan(name, output / "stacks" / name)
            step.advance(f"waits for {', '.join(missing)}" if missing else name)
            yield found
            if found.refused(allowed):
                return
            if found.deployed:
                deployed.add(name)


def _plan(stack: str, folder: Path) -> StackPlan:
    from bin.commands.planned import read
    from bin.commands.terraform_cli import terraform_environment

    environment = {**os.environ, **terraform_environment(PROJECT / ".slipway")}
    _terraform(stack, folder, environment, "init", "-input=false", "-no-color")
    # Locked by nobody: what is only looked at must not keep a deployment waiting.
    _terraform(stack, folder, environment, "plan", "-input=false", "-no-color", "-lock=false", "-out=planned")
    return read(stack, json.loads(_terraform(stack, folder, environment, "show", "-json", "planned")))


def _terraform(stack: str, folder: Path, environment: dict[str, str], *arguments: str) -> str:
    from app.errors import SlipwayError

    command = ("terraform", *arguments)
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SlipwayError(
            f"terraform {arguments[0]} of {stack} failed",
            why=done.stderr.strip(),
            fix=f"repeat it with `terraform {arguments[0]}` in {folder}",
        )
    return done.stdout


def _refuse_losses(made: Sequence[StackPlan], allowed: Sequence[str]) -> None:
    from app.errors import SlipwayError

    for each in made:
        refused = each.refused(allowed)
        if refused:
            raise SlipwayError(
                f"{each.stack}: {', '.join(refused)} would be replaced or destroyed",
                why="what it holds would be gone; the stacks after it were not planned",
                fix=f"undo the change, or allow it with {' '.join(f'--allow-replace {name}' for name in refused)}",
            )


def _show(made: Sequence[StackPlan]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table("stack", "create", "update", "replace", "destroy", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(overflow="fold")
    for each in made:
        counts = (each.create, each.update, each.replace, each.destroy)
        if each.waits_for:
            table.add_row(each.stack, "", "", "", "", f"waits for {', '.join(each.waits_for)}")
        else:
            note = ", ".join(each.losses) or ("" if any(counts) else "no changes")
            table.add_row(each.stack, *map(str, counts), note)
    Console().print(table)
