"""`bin/slipway tracking`: the tracking server's database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.progress import Progress

app = typer.Typer(no_args_is_help=True, help="The tracking server's database.")


@app.callback()
def tracking() -> None:
    """The tracking server's database."""


@app.command()
def upgrade(
    environment: Annotated[str, typer.Argument(help="local, dev, staging, prod, or one of your own.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Bring the database to the schema of the deployed MLflow: at first, and after every new version of it.

    The server is stopped meanwhile. The database is copied first; on a failure the copy is put back, and the server
    started as it was.
    """
    from app.progress import progress
    from stacks.environments import environment as settings

    said = _upgrade_local() if settings(environment).local_runtime else _upgrade_on_aws(environment, progress())
    print(json.dumps({"environment": environment, "result": said}) if as_json else said)


def _upgrade_local() -> str:
    from app.aws import emulator_session
    from app.local import tracking as server
    from app.local.runtime import load_runtime
    from app.outputs import read_outputs
    from bin.commands.local import alone

    with alone():
        runtime = load_runtime()
        outputs = read_outputs(emulator_session(runtime.endpoint_url), "local")
        try:
            return server.upgrade(runtime, outputs)
        finally:
            runtime.supervisor().ensure(server.program(runtime, outputs))
            server.wait(runtime)


def _upgrade_on_aws(environment: str, progress: Progress) -> str:
    from app.aws import session
    from app.tracking.one_off import OneOffTask, run
    from modules import names

    task = OneOffTask(server=names.tracking_server(environment), upgrade=names.tracking_upgrade(environment))
    return run(session(environment), task, progress)
