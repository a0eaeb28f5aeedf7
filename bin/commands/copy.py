"""bin/slipway copy: a version from one environment's registry into another's."""

from __future__ import annotations

import json
from typing import Annotated

import typer


def copy(
    model_uri: Annotated[str, typer.Argument(help="models:/name/version, models:/name@alias or models:/name/Stage.")],
    origin: Annotated[str, typer.Option("--from", help="Whose registry has it: slipway:/<environment>.")],
    to: Annotated[str, typer.Option("--to", help="Whose registry gets it: slipway:/<environment>.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Copy a registered version into another environment, byte for byte, with its tags and its reference profile.

    It arrives in Staging, ready for a release there. Copying it again finds the copy, and brings it the tags that came
    since: the evidence of passed checks, say.
    """
    import tempfile
    from pathlib import Path

    from app.pipeline.copying import fetch, put
    from app.progress import progress
    from app.rollout.registered import resolve
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of

    source, destination = environment_of(origin), environment_of(to)
    with (
        tempfile.TemporaryDirectory(prefix="slipway-copy-") as folder,
        progress().step(f"{model_uri} from {source} to {destination}") as step,
    ):
        with wired(connect(source), source) as parts:
            found = resolve(model_uri, parts.registry)
            step.advance(f"downloading version {found.version}")
            fetched = fetch(parts.registry, source, found.model, found.version, Path(folder))
        with wired(connect(destination), destination) as parts:
            step.advance("registering")
            version = put(parts.registry, fetched, _artifact_root(destination))
    if as_json:
        print(json.dumps({"model": found.model, "from": found.version, "version": version, "target": to}))
    else:
        print(f"{found.model} version {found.version} of {source} is version {version} in {destination}, in Staging")


def _artifact_root(environment: str) -> str:
    from app.aws import emulator_session, session
    from app.local.runtime import load_runtime
    from app.outputs import read_outputs
    from stacks.environments import environment as settings

    local = settings(environment).local_runtime
    aws = emulator_session(load_runtime().endpoint_url) if local else session(environment)
    return read_outputs(aws, environment).artifact_root
