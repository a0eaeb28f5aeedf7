"""bin/slipway train: a pipeline of one's own, on the local platform or in another environment."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - Typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec
    from app.progress import Progress


def train(
    spec: Annotated[Path, typer.Argument(help="A YAML file that describes the pipeline; see docs/pipeline.md.")],
    environment: Annotated[str, typer.Option(help="Where; on AWS from inside its VPC.")] = "local",
    as_json: Annotated[bool, typer.Option("--json", help="Print the versions as JSON.")] = False,
) -> None:
    """Check data, train, evaluate, register and gate every version of a pipeline into Staging."""
    from app.pipeline.data import load
    from app.pipeline.spec import read
    from app.progress import progress
    from stacks.environments import environment as settings

    parsed = read(spec)
    load(parsed.data)  # bad data is said before a platform is asked for
    run = _train_locally if settings(environment).local_runtime else _train_on_aws
    _show(run(parsed, environment, progress()), as_json=as_json)


def _train_locally(spec: PipelineSpec, environment: str, progress: Progress) -> list[ModelVersion]:
    from app.aws import emulator_session
    from app.local import training
    from app.local.runtime import load_runtime
    from app.outputs import read_outputs

    runtime = load_runtime()
    outputs = read_outputs(emulator_session(runtime.endpoint_url), environment)
    return training.train(spec, runtime, outputs, progress)


def _train_on_aws(spec: PipelineSpec, environment: str, progress: Progress) -> list[ModelVersion]:
    from app.aws import session
    from app.outputs import read_outputs
    from app.pipeline import platform

    aws = session(environment)
    return platform.train(spec, aws, read_outputs(aws, environment), progress)


def _show(versions: list[ModelVersion], *, as_json: bool) -> None:
    if as_json:
        import json

        from app.pipeline.run import document

        print(json.dumps([document(version) for version in versions], indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("model", "version", "stage", "made now", "accuracy", "log loss")
    for each in versions:
        measured = (f"{each.metrics.get(name, float('nan')):.3f}" for name in ("accuracy", "log_loss"))
        table.add_row(each.name, each.version, each.stage.value, "yes" if each.created else "no", *measured)
    Console().print(table)
