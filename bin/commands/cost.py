"""`bin/slipway cost ENVIRONMENT`: what an environment costs in a month."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bin.commands.pricing import Line, Prices
    from stacks.settings import Settings


def cost(
    environment: Annotated[str, typer.Argument(help="dev, staging, prod, or one of your own.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Estimate what an environment costs in a month, from its stacks and a dated table of list prices; asks no one."""
    from bin.commands.pricing import read_prices

    settings, prices = _settings(environment), read_prices()
    lines = price(settings, prices)
    total = round(sum(line.usd for line in lines), 2)
    if as_json:
        print(json.dumps(_document(settings, prices, lines, total), indent=2))
    else:
        _show(settings, prices, lines, total)
    for warning in warnings(settings, prices, total):
        print(f"warning: {warning}", file=sys.stderr)


def price(settings: Settings, prices: Prices) -> list[Line]:
    """Synthesise the environment and price its stacks, in the order in which they are deployed.

    Raises:
        SlipwayError: An instance type is not in the price table.
    """
    from bin.commands.pricing import estimate
    from stacks.app import synthesise

    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="slipway-cost-") as folder:
        output = Path(folder)
        synthesise([settings], output)
        stacks = json.loads((output / "manifest.json").read_text(encoding="utf-8"))["stacks"]
        for name in sorted(stacks, key=lambda name: (len(stacks[name]["dependencies"]), name)):
            content = json.loads((output / stacks[name]["synthesizedStackPath"]).read_text(encoding="utf-8"))
            lines += estimate(name, content["resource"], prices)
    return lines


def warnings(settings: Settings, prices: Prices, total: float) -> list[str]:
    """What the reader must know before they trust the total."""
    found = []
    budget = settings.alarms.monthly_budget_usd
    if budget and total > budget:
        found.append(f"{total:.2f} USD is above the budget of {budget} USD (alarms.monthly_budget_usd)")
    if settings.region != prices["region"]:
        found.append(f"the prices are those of {prices['region']}, the environment is in {settings.region}")
    return found


def _settings(name: str) -> Settings:
    from app.errors import BadInputError
    from stacks.environments import environment

    settings = environment(name)
    if settings.local_runtime:
        raise BadInputError(f"environment {name!r} runs on this machine: nothing of it is billed")
    return settings


def _document(settings: Settings, prices: Prices, lines: list[Line], total: float) -> dict[str, Any]:
    stacks: dict[str, float] = {}
    for line in lines:
        stacks[line.stack] = round(stacks.get(line.stack, 0) + line.usd, 2)
    return {
        "environment": settings.name,
        "prices_as_of": prices["as_of"],
        "region": prices["region"],
        "total_usd_a_month": total,
        "budget_usd_a_month": settings.alarms.monthly_budget_usd,
        "stacks": stacks,
        "lines": [asdict(line) for line in lines],
        "assumed": prices["assumed"],
    }


def _show(settings: Settings, prices: Prices, lines: list[Line], total: float) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table("stack", "what", box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("USD a month", justify="right")
    stack = ""
    for line in lines:
        if line.stack != stack:
            subtotal = sum(each.usd for each in lines if each.stack == line.stack)
            table.add_row(f"[bold]{line.stack}[/bold]", "", f"[bold]{subtotal:.2f}[/bold]")
            stack = line.stack
        table.add_row("", line.item, f"{line.usd:.2f}")
    table.add_section()
    table.add_row("total", "", f"[bold]{total:.2f}[/bold]")
    console = Console()
    console.print(table)
    budget = settings.alarms.monthly_budget_usd
    console.print(
        f"List prices of {prices['as_of']}, {prices['region']}; budget {f'{budget} USD' if budget else 'none'}"
    )
    taken = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in prices["assumed"].items())
    console.print(f"[dim]Taken for granted: {taken}[/dim]")
