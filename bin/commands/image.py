"""bin/slipway image: the images that carry Slipway."""

from __future__ import annotations

import dataclasses
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bin.bootstrap import ROOT, uv

if TYPE_CHECKING:
    from collections.abc import Iterator

app = typer.Typer(no_args_is_help=True)

_Environment = Annotated[str, typer.Option(help="The environment, as its stacks publish it.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.callback()
def image() -> None:
    """Build, push and prove the images that carry Slipway."""


@app.command()
def requirements(
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file would change.")] = False,
) -> None:
    """Write requirements/*.txt, what the images install, from pyproject.toml and uv.lock."""
    from app.errors import SlipwayError
    from app.image.requirements import render, stale

    files = render(ROOT, uv())
    changed = stale(files)
    names = ", ".join(str(path.relative_to(ROOT)) for path in changed)
    if check and changed:
        raise SlipwayError(f"out of date: {names}", fix="run `bin/slipway image requirements` and commit the result")
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_text(files[path], encoding="utf-8")
    print(f"{len(files)} files, {len(changed)} changed" + (f": {names}" if names else ""))


@app.command()
def build(
    target: Annotated[str, typer.Argument(help="model-server, router, tracking or training.")] = "model-server",
    *,
    for_model: Annotated[
        str | None, typer.Option("--for", metavar="MODEL_URI", help="Add this model's own requirements on top.")
    ] = None,
    tag: Annotated[str | None, typer.Option(help="Name and tag; default: slipway/TARGET:dev.")] = None,
    environment: _Environment = "local",
    as_json: _Json = False,
) -> None:
    """Build an image of the Dockerfile; with --for, one that has what a model needs beyond it."""
    from app.errors import BadInputError
    from app.image.build import build as run
    from app.image.build import build_for, default_reference, reference_for
    from app.progress import progress

    if for_model is None:
        built = run(ROOT, target, tag or default_reference(target), progress())
    elif target != "model-server":
        raise BadInputError(f"--for adds to the model server, not to {target}", fix="leave out the target")
    else:
        requirements = _requirements(for_model, environment)
        base = run(ROOT, target, default_reference(target), progress())
        built = build_for(base.reference, for_model, requirements, tag or reference_for(for_model), progress())
    text = f"{built.reference} {built.image_id} {built.size_bytes / 1e6:.0f} MB"
    _show(dataclasses.asdict(built), text, as_json=as_json)


def _requirements(model_uri: str, environment: str) -> str:
    import tempfile
    from pathlib import Path

    from app.image.verify import fetch

    with _models(model_uri, environment), tempfile.TemporaryDirectory(prefix="slipway-image-") as folder:
        return fetch(f"{model_uri.rstrip('/')}/requirements.txt", Path(folder)).read_text(encoding="utf-8")


@app.command()
def push(
    reference: Annotated[str, typer.Argument(help="The local image.")] = "slipway/model-server:dev",
    *,
    to: Annotated[
        str | None, typer.Option(help="REGISTRY/NAME:TAG; default: the environment's repository, with the image's tag.")
    ] = None,
    environment: _Environment = "local",
    as_json: _Json = False,
) -> None:
    """Push an image and print what it is called by its digest."""
    from app.image.push import push as run
    from app.image.push import repository_of, split
    from app.progress import progress

    to = to or f"{repository_of(reference, _data(environment))}:{split(reference)[1]}"
    pushed = run(reference, to, progress())
    _show({"reference": pushed, "pushed_to": to}, pushed, as_json=as_json)


@app.command()
def verify(
    reference: Annotated[str, typer.Argument(help="The image, as the registry knows it: name@sha256:… or name:tag.")],
    model_uri: Annotated[str, typer.Argument(help="A model with an input example: models:/name/version or a folder.")],
    *,
    environment: _Environment = "local",
    as_json: _Json = False,
) -> None:
    """Pull an image, run it by its digest, read-only and not as root, and have it predict a model's input example."""
    from app.image.verify import verify as run
    from app.progress import progress

    with _models(model_uri, environment):
        proof = run(reference, model_uri, progress())
    text = f"{proof.reference}\nserves {proof.model_uri}: ready in {proof.ready_seconds} s, predicts {proof.answer}"
    _show(dataclasses.asdict(proof), text, as_json=as_json)


@contextmanager
def _models(model_uri: str, environment: str) -> Iterator[None]:
    """The variables that MLflow needs to find a model: what is set already, else what the environment publishes."""
    import os

    if "MLFLOW_TRACKING_URI" in os.environ or not model_uri.startswith(("models:", "runs:")):
        yield
    elif environment == "local":
        from app.local.runtime import load_runtime, working_environment

        with working_environment(load_runtime()):
            yield
    else:
        import mlflow

        from app.aws import session
        from app.outputs import read_outputs

        mlflow.set_tracking_uri(read_outputs(session(environment), environment).tracking.tracking_uri)
        yield


def _data(environment: str) -> Any:
    from app.aws import session
    from app.outputs import read_outputs

    endpoint_url = None
    if environment == "local":
        from app.local.runtime import load_runtime

        endpoint_url = load_runtime().endpoint_url
    return read_outputs(session(environment, endpoint_url=endpoint_url), environment).data


def _show(document: dict[str, Any], text: str, *, as_json: bool) -> None:
    print(json.dumps(document, indent=2) if as_json else text)
