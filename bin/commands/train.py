"""bin/slipway train: a pipeline of one's own on the local platform."""

from __future__ import annotations

import dataclasses
from pathlib import Path  # noqa: TC003 - Typer reads the annotation when it runs
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec


def train(
    spec: Annotated[Path, typer.Argument(help="A YAML file that describes the pipeline; see docs/pipeline.md.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the versions as JSON.")] = False,
) -> None:
    """Check data, train, evaluate, register and gate every version of a pipeline into Staging."""
    from app.aws import emulator_session
    from app.local.runtime import load_runtime
    from app.local.training import train as run
    from app.outputs import read_outputs
    from app.pipeline.data import load
    from app.progress import progress

    parsed = _read(spec)
    load(parsed.data)  # bad data is said before a platform is asked for
    runtime = load_runtime()
    outputs = read_outputs(emulator_session(runtime.endpoint_url), "local")
    versions = run(parsed, runtime, outputs, progress())
    _show(versions, as_json=as_json)


def _read(path: Path) -> PipelineSpec:
    import yaml

    from app.errors import BadInputError
    from app.pipeline.spec import parse

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadInputError(f"{path} cannot be read", why=str(error), fix="give a YAML file") from error
    if not isinstance(document, dict):
        raise BadInputError(f"{path} does not describe a pipeline", why="it is no mapping", fix="see docs/pipeline.md")
    return parse(document)


def _show(versions: list[ModelVersion], *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps([_row(version) for version in versions], indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("model", "version", "stage", "made now", "accuracy", "log loss")
    for each in versions:
        measured = (f"{each.metrics.get(name, float('nan')):.3f}" for name in ("accuracy", "log_loss"))
        table.add_row(each.name, each.version, each.stage.value, "yes" if each.created else "no", *measured)
    Console().print(table)


def _row(version: ModelVersion) -> dict[str, Any]:
    return {**dataclasses.asdict(version), "metrics": dict(version.metrics), "stage": version.stage.value}
