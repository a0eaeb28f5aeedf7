"""bin/slipway release: what `mlflow deployments update` does, and what it would do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.rollout.wiring import Wired


def release(
    name: Annotated[str, typer.Argument(help="The deployment.")],
    model_uri: Annotated[str, typer.Argument(help="models:/name/version, models:/name@alias or models:/name/Stage.")],
    *,
    config: Annotated[
        list[str] | None, typer.Option("--config", "-C", help="key=value; see `mlflow deployments help -t slipway`.")
    ] = None,
    target: Annotated[str, typer.Option("--target", help="Where it runs: slipway:/<environment>.")] = "slipway:/local",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be done, if every gate passed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Release a version to a deployment, or go on with its unfinished release; returns when that has ended.

    The strategy and what the version must show are config keys, as for `mlflow deployments update`. With `--dry-run`
    nothing is changed: the planner that would carry the release out tells its actions.
    """
    from app.rollout.wiring import wired
    from app.targets.registry import connect, environment_of

    environment = environment_of(target)
    with wired(connect(environment), environment) as parts:
        document = _carried_out(parts, name, model_uri, config, dry_run=dry_run)
    if as_json:
        print(json.dumps(document, indent=2))
    elif dry_run:
        print("\n".join(document["plan"]) or f"{name}: nothing to do")
    else:
        print(f"{name}: version {document['stable_version']} serves all of the traffic and is Production")


def _carried_out(parts: Wired, name: str, model_uri: str, config: list[str] | None, *, dry_run: bool) -> dict[str, Any]:
    from app.progress import progress
    from app.rollout.config import read
    from app.rollout.registered import resolve
    from app.rollout.state import Strategy

    strategy, policy = read(_pairs(config), default=Strategy.CANARY)
    asked = (name, resolve(model_uri, parts.registry), strategy, policy if config else None)
    if dry_run:
        return {"deployment": name, "plan": list(parts.deployments.forecast(*asked))}
    parts.deployments.update(*asked, progress())
    return {"deployment": name, "stable_version": parts.deployments.get(name).stable}


def _pairs(config: list[str] | None) -> dict[str, str]:
    from app.errors import BadInputError

    for each in config or ():
        if "=" not in each:
            raise BadInputError(f"-C {each} is no key=value", fix="for example: -C steps=10,50,100")
    return dict(each.split("=", 1) for each in config or ())
