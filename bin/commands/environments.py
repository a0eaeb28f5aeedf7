"""`bin/slipway environments`: which environments there are, and how two of them differ."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping

app = typer.Typer(no_args_is_help=True, help="The environments in stacks/environments.py.")


@dataclass(frozen=True)
class Difference:
    """One thing that two environments do not have alike; None where one of them has none of it."""

    name: str
    left: Any
    right: Any


@app.callback()
def environments() -> None:
    """The environments in stacks/environments.py."""


@app.command()
def diff(
    left: Annotated[str, typer.Argument(help="One environment.")],
    right: Annotated[str, typer.Argument(help="Another.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Show how two environments differ: in their settings, and in the resources that are synthesised from them."""
    from stacks.environments import environment

    one, other = environment(left), environment(right)
    settings = diff_settings(one.model_dump(mode="json"), other.model_dump(mode="json"))
    resources = diff_resources(*(_resources(each) for each in (one, other)))
    if as_json:
        parts = {"settings": settings, "resources": resources}
        print(json.dumps({name: [asdict(each) for each in found] for name, found in parts.items()}, indent=2))
    else:
        _show("setting", left, right, settings)
        _show("resources", left, right, resources)


def diff_settings(left: Mapping[str, Any], right: Mapping[str, Any], prefix: str = "") -> list[Difference]:
    """The settings that differ, as dotted names, in the order in which they are declared."""
    found: list[Difference] = []
    for name in [*left, *(name for name in right if name not in left)]:
        one, other = left.get(name), right.get(name)
        if isinstance(one, dict) and isinstance(other, dict):
            found += diff_settings(one, other, f"{prefix}{name}.")
        elif one != other:
            found.append(Difference(f"{prefix}{name}", one, other))
    return found


def diff_resources(left: Mapping[str, int], right: Mapping[str, int]) -> list[Difference]:
    """Stacks' resource types of which there are more in one environment than in the other."""
    names = sorted(left.keys() | right.keys())
    return [
        Difference(name, left.get(name, 0), right.get(name, 0)) for name in names if left.get(name) != right.get(name)
    ]


def _resources(settings: Any) -> dict[str, int]:
    """`network aws_nat_gateway` → how many."""
    from stacks.app import synthesise

    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="slipway-diff-") as folder:
        synthesise([settings], Path(folder))
        for file in Path(folder).glob("stacks/*/cdk.tf.json"):
            part = file.parent.name.partition("-")[2]
            for terraform_type, made in json.loads(file.read_text(encoding="utf-8"))["resource"].items():
                counts[f"{part} {terraform_type}"] = len(made)
    return counts


def _show(title: str, left: str, right: str, found: list[Difference]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title, left, right)
    for each in found:
        table.add_row(each.name, str(each.left), str(each.right))
    Console().print(table)
