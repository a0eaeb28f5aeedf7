"""`bin/slipway diagram`: the picture in docs/, drawn from the synthesised stacks."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated

import typer

PROJECT = Path(__file__).resolve().parents[2]
PICTURE = PROJECT / "docs" / "architecture.svg"
ENVIRONMENT = "prod"  # the one that has everything


def diagram(
    environment: Annotated[str, typer.Argument(help="local, dev, staging, prod, or one of your own.")] = ENVIRONMENT,
    output: Annotated[Path, typer.Option(help="The SVG file to write.")] = PICTURE,
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where the file would change.")] = False,
) -> None:
    """Draw the stacks of an environment: their main resources, and which stack reads which."""
    from app.errors import SlipwayError

    drawn = draw(environment)
    if check and (not output.exists() or output.read_text(encoding="utf-8") != drawn):
        raise SlipwayError(f"{output} is out of date", fix="run `bin/slipway diagram` and commit the result")
    if not check:
        output.write_text(drawn, encoding="utf-8")
    print(f"{output}: {'up to date' if check else 'drawn'}")


def draw(environment: str) -> str:
    """The picture of an environment as SVG; no variable of this machine has a say in it."""
    from bin.commands.picture import boxes, svg
    from stacks.app import synthesise
    from stacks.environments import environment as settings

    chosen = settings(environment, {})
    with tempfile.TemporaryDirectory(prefix="slipway-diagram-") as name:
        folder = Path(name)
        synthesise([chosen], folder)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["stacks"]
        stacks = {
            stack: json.loads((folder / entry["synthesizedStackPath"]).read_text(encoding="utf-8"))
            for stack, entry in manifest.items()
        }
    made = boxes(stacks, {stack: entry["dependencies"] for stack, entry in manifest.items()})
    return svg(made, title=f"Slipway: {environment}", subtitle=f"{len(made)} stacks in {chosen.region}")
