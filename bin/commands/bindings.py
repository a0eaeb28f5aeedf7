"""`bin/slipway bindings generate`: writes `modules/aws` from the provider's schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="The typed AWS bindings in modules/aws.")

PROJECT = Path(__file__).resolve().parents[2]
DESTINATION = PROJECT / "modules" / "aws"


@app.callback()
def bindings() -> None:
    """The typed AWS bindings in modules/aws."""


@app.command()
def generate(
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file would change.")] = False,
) -> None:
    """Write modules/aws from the schema of the AWS provider, for the types in modules/bindings/catalog.py."""
    from modules.bindings.catalog import render_all

    try:
        files = render_all(provider_schema())
    except (subprocess.CalledProcessError, ValueError, OSError) as error:
        print(f"cannot generate the bindings: {_reason(error)}", file=sys.stderr)
        raise typer.Exit(1) from error
    stale = differences(files, DESTINATION)
    if check and stale:
        print(f"modules/aws is out of date: {', '.join(stale)}", file=sys.stderr)
        print("fix: run `bin/slipway bindings generate` and commit the result", file=sys.stderr)
        raise typer.Exit(1)
    if not check:
        write(files, DESTINATION)
    print(f"{len(files)} files, {len(stale)} {'stale' if check else 'changed'}")


def provider_schema() -> dict[str, Any]:
    """Ask terraform for the AWS provider's schema, in a folder of its own (about 6 s, 13 MB of JSON).

    Raises:
        subprocess.CalledProcessError: Terraform failed; its standard error says why.
        FileNotFoundError: There is no terraform on PATH.
    """
    from bin.commands.terraform_cli import terraform_environment
    from bin.commands.terraform_provider import init_provider

    with tempfile.TemporaryDirectory(prefix="slipway-schema-") as folder:
        directory = Path(folder)
        environment = {**os.environ, **terraform_environment(directory / "config")}
        init_provider(directory, environment)
        command = ["terraform", "providers", "schema", "-json"]
        done = subprocess.run(command, cwd=directory, env=environment, check=True, capture_output=True, text=True)
        document: dict[str, Any] = json.loads(done.stdout)
    return document


def differences(files: dict[str, str], folder: Path) -> list[str]:
    """The names of files in `folder` that are missing, different, or not among `files`."""
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    return sorted(name for name in files.keys() | present.keys() if files.get(name) != present.get(name))


def write(files: dict[str, str], folder: Path) -> None:
    """Make `folder` hold exactly `files`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in differences(files, folder):
        if name in files:
            (folder / name).write_text(files[name], encoding="utf-8")
        else:
            (folder / name).unlink()


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return f"{' '.join(error.cmd)} failed\n{error.stderr.strip()}"
    return str(error)
