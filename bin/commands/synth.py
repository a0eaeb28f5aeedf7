"""bin/synth: writes the stacks of one or of every environment, and says what is in them."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class StackSummary:
    """One synthesised stack: its name, its resources, and the stacks that must be deployed before it."""

    name: str
    resources: int
    needs: tuple[str, ...]


@app.command()
def synth(
    environments: Annotated[list[str] | None, typer.Argument(help="Which environments; all by default.")] = None,
    output: Annotated[Path, typer.Option(help="Where to write.")] = PROJECT / "cdktf.out",
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Synthesise the stacks: what `cdktf synth` does, without its command line. Needs node, not Terraform."""
    from stacks.app import synthesise
    from stacks.environments import NAMES, environment

    started = time.monotonic()
    chosen = [environment(name) for name in environments or NAMES]
    synthesise(chosen, output)
    seconds = time.monotonic() - started
    summaries = summarise(output, tuple(settings.name for settings in chosen))
    if as_json:
        print(json.dumps({"seconds": round(seconds, 3), "stacks": [asdict(each) for each in summaries]}, indent=2))
    else:
        show(summaries, seconds)


def summarise(output: Path, environments: tuple[str, ...]) -> list[StackSummary]:
    """Read what was written for `environments` in the folder `output`."""
    stacks = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
    summaries = []
    for name, entry in stacks.items():
        if name.partition("-")[0] in environments:
            content = json.loads((output / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
            resources = sum(len(made) for made in content.get("resource", {}).values())
            summaries.append(StackSummary(name, resources, tuple(entry["dependencies"])))
    return summaries


def show(summaries: list[StackSummary], seconds: float) -> None:
    """Print a table for a person."""
    from rich.console import Console
    from rich.table import Table

    table = Table("stack", "resources", "after")
    for each in summaries:
        table.add_row(each.name, str(each.resources), ", ".join(each.needs))
    console = Console()
    console.print(table)
    total = sum(each.resources for each in summaries)
    console.print(f"{len(summaries)} stacks, {total} resources in {seconds:.1f} s")
