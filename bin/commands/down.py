"""bin/down: stop the local platform, and delete its data if that is asked for and allowed."""

from __future__ import annotations

from typing import Annotated

import typer

from bin.commands import local
from bin.commands.terraform_cli import terraform_environment

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def down(
    delete_data: Annotated[
        bool,
        typer.Option(
            "--delete-data",
            help="Also delete databases, artifacts, logs and Terraform's state. The setting allow_data_deletion of "
            "the environment 'local' must allow it, too.",
        ),
    ] = False,
) -> None:
    """Stop every process of the local platform. Data stays, and bin/up goes on from it."""
    from app.local import platform
    from app.local.infrastructure import Infrastructure
    from app.progress import progress

    with local.alone():
        runtime, bars = local.runtime(), progress()
        if delete_data:
            platform.check_deletion(allowed=local.settings().allow_data_deletion)
            if not runtime.embedded_emulator:  # it lives on, and what is in it is ours to take away
                Infrastructure(runtime, terraform_environment(runtime.home)).destroy(bars)
        with bars.step("Stopping the local platform"):
            platform.stop(runtime)
        if delete_data:
            with bars.step("Deleting its data"):
                platform.delete_data(runtime)
