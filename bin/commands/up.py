"""bin/up: the whole platform on this machine, a model trained, released and asked for a prediction."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from bin.commands import local
from bin.commands.terraform_cli import terraform_environment

if TYPE_CHECKING:
    from app.local.sample import Prediction
    from app.local.status import Status

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def up(
    dataset: Annotated[
        str, typer.Option("--dataset", help="The sample to release: wine or breast-cancer.", metavar="NAME")
    ] = "wine",
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Provision the platform on this machine and release a sample model on it.

    Starts the AWS emulator, deploys the stacks of `local` with cdktf, starts PostgreSQL, MLflow and Envoy, trains two
    versions of a model, deploys the first, moves to the second by canary, and predicts through the API gateway.
    Safe to run again at any time. Ports are set by SLIPWAY_EMULATOR_PORT, SLIPWAY_DATABASE_PORT, SLIPWAY_TRACKING_PORT,
    SLIPWAY_ROUTER_PORT, SLIPWAY_ROUTER_ADMIN_PORT and SLIPWAY_MODEL_SERVER_FIRST_PORT; the folder for data by
    SLIPWAY_HOME; a door for callers from outside, with tokens, limits and TLS, by SLIPWAY_EDGE_FILE.
    """
    from app.local import platform, sample, status
    from app.pipeline.samples import sample as known
    from app.progress import progress

    known(dataset)  # a wrong name is said before anything starts
    with local.alone():
        runtime, bars = local.runtime(), progress()
        terraform = terraform_environment(runtime.home, os.environ)
        outputs = platform.provision(runtime, terraform, bars)
        prediction = sample.release(dataset, runtime, outputs, bars)
        found = status.read(runtime)
    if json:
        print(f'{{"prediction": {prediction.model_dump_json()}, "status": {found.model_dump_json()}}}')
        return
    _summarise(found, prediction)


def _summarise(found: Status, prediction: Prediction) -> None:
    from bin.commands.status import show

    console = Console()
    show(found, console)
    console.print(
        f"[bold]prediction[/bold]  {prediction.deployment} version {prediction.version}, {prediction.rows} rows: "
        f"{', '.join(map(str, prediction.through_gateway))} [green](the model's own answer)[/green]"
    )
    console.print("[bold]try it[/bold] (the token lives for an hour):")
    print(prediction.curl)  # never wrapped, so that it can be pasted
