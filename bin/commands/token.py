"""`bin/slipway token`: what a call of the gateway carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from app.gateway import Gateway


def token(
    environment: Annotated[str, typer.Argument(help="local, dev, staging, prod, or one of your own.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with the gateway's address.")] = False,
) -> None:
    """Print a bearer token for predictions through an environment's gateway; it lives for an hour.

    Its client's secret is asked of Cognito with the caller's own AWS identity.
    """
    gateway, address = _gateway(environment)
    made = gateway.token()
    print(json.dumps({"token": made, "endpoint_url": address}) if as_json else made)


def _gateway(environment: str) -> tuple[Gateway, str]:
    from app.errors import SlipwayError
    from app.gateway import Gateway
    from app.outputs import read_outputs

    aws = _session(environment)
    outputs = read_outputs(aws, environment)
    if outputs.gateway is None:
        raise SlipwayError(f"{environment} has no gateway", why="its settings end before it")
    return Gateway(aws, outputs.gateway), outputs.gateway.endpoint_url


def _session(environment: str) -> Any:
    from app.aws import emulator_session, session
    from app.local.runtime import load_runtime
    from stacks.environments import environment as settings

    if settings(environment).local_runtime:
        return emulator_session(load_runtime().endpoint_url)
    return session(environment)
