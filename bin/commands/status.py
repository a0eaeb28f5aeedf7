"""bin/slipway status: how the local platform is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from app.local.status import Status


def status(json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Show every component, deployment, version, weight and health of the local platform; exit 1 if one is ill."""
    from app.local import status as local_status
    from app.local.runtime import load_runtime

    found = local_status.read(load_runtime())
    if json:
        print(found.model_dump_json(indent=2))
    else:
        show(found, Console())
    if not found.healthy:
        raise typer.Exit(1)


def show(found: Status, console: Console) -> None:
    """Print a status for a person."""
    console.print(f"[bold]environment[/bold] {found.environment}   [bold]data[/bold] {found.home}", soft_wrap=True)
    console.print(f"[bold]MLflow[/bold]      {found.mlflow_url}")
    parts = _table("component", "health", "address", "process", "up", "")
    for each in found.components:
        uptime = f"{each.uptime_seconds:.0f} s" if each.pid else ""
        parts.add_row(each.name, _health(each.healthy), each.address, str(each.pid or ""), uptime, each.detail)
    console.print(parts)
    if not found.deployments:
        return
    served = _table("deployment", "version", "weight", "health", "phase")
    for deployment in found.deployments:
        for row in deployment.versions:
            name = f"{row.version} (stable)" if row.version == deployment.stable_version else row.version
            served.add_row(deployment.name, name, f"{row.weight} %", _health(row.healthy), deployment.phase)
    console.print(served)
    for deployment in found.deployments:
        console.print(f"[bold]{deployment.name}[/bold]  {deployment.url}", soft_wrap=True)


def _table(*columns: str) -> Table:
    """A table without vertical lines, whose cells are folded rather than cut off."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _health(healthy: bool) -> str:  # noqa: FBT001 - the one thing it turns into words
    return "[green]healthy[/green]" if healthy else "[red]ill[/red]"
