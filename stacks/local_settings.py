"""Where the embedded runtime of the `local` environment listens; every port can be set by an environment variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

if TYPE_CHECKING:
    from collections.abc import Mapping

PORT_VARIABLES = {
    "emulator_port": "SLIPWAY_EMULATOR_PORT",
    "database_port": "SLIPWAY_DATABASE_PORT",
    "tracking_port": "SLIPWAY_TRACKING_PORT",
    "router_port": "SLIPWAY_ROUTER_PORT",
    "router_admin_port": "SLIPWAY_ROUTER_ADMIN_PORT",
    "model_server_first_port": "SLIPWAY_MODEL_SERVER_FIRST_PORT",
}
# Below are the ports that need privileges: https://www.rfc-editor.org/rfc/rfc6335#section-6
LOWEST_PORT, HIGHEST_PORT = 1024, 65535


class LocalPortError(ValueError):
    """A port variable holds something that is not a usable port."""


class LocalRuntime(BaseModel):
    """Loopback ports of the embedded runtime.

    Args:
        emulator_port: The AWS emulator.
        database_port: PostgreSQL.
        tracking_port: The MLflow tracking server.
        router_port: Envoy, which takes predictions.
        router_admin_port: Envoy's own statistics.
        model_server_first_port: The first of the model servers' ports.
        emulator_url: Where the emulator answers when it is not the embedded one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    emulator_port: int = 4566
    database_port: int = 5442
    tracking_port: int = 5000
    router_port: int = 8080
    router_admin_port: int = 9901
    model_server_first_port: int = 18100
    emulator_url: str | None = None

    @model_validator(mode="after")
    def _ports_are_usable_and_distinct(self) -> Self:
        ports = {field: getattr(self, field) for field in PORT_VARIABLES}
        for field, port in ports.items():
            if not LOWEST_PORT <= port <= HIGHEST_PORT:
                raise ValueError(f"{PORT_VARIABLES[field]}={port} is not a port from {LOWEST_PORT} to {HIGHEST_PORT}")
            others = [PORT_VARIABLES[other] for other, same in ports.items() if same == port and other != field]
            if others:
                raise ValueError(f"{PORT_VARIABLES[field]}={port} is also {others[0]}'s port: give each its own")
        return self

    @property
    def endpoint_url(self) -> str:
        """Where the AWS emulator answers."""
        return self.emulator_url or f"http://127.0.0.1:{self.emulator_port}"

    @property
    def tracking_uri(self) -> str:
        """Where the embedded tracking server answers."""
        return f"http://127.0.0.1:{self.tracking_port}"

    @property
    def router_url(self) -> str:
        """Where the embedded Envoy takes predictions."""
        return f"http://127.0.0.1:{self.router_port}"


def with_overrides(runtime: LocalRuntime, environ: Mapping[str, str]) -> LocalRuntime:
    """`runtime` with the ports and the emulator's address that environment variables ask for.

    Raises:
        LocalPortError: Names the variable, its value and the rule.
    """
    values = runtime.model_dump()
    for field, variable in PORT_VARIABLES.items():
        if environ.get(variable):
            values[field] = _port(variable, environ[variable])
    values["emulator_url"] = _emulator_url(environ)
    try:
        return LocalRuntime.model_validate(values)
    except ValidationError as error:
        raise LocalPortError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error


def _port(variable: str, value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise LocalPortError(
            f"{variable}={value!r} is not a number: give a port from {LOWEST_PORT} to {HIGHEST_PORT}"
        ) from error


def _emulator_url(environ: Mapping[str, str]) -> str | None:
    """LocalStack's own variables: https://docs.localstack.cloud/references/configuration/."""
    url = environ.get("AWS_ENDPOINT_URL") or environ.get("LOCALSTACK_HOST")
    if not url:
        return None
    if "://" in url:
        return url.rstrip("/")
    return f"http://{url}" if ":" in url else f"http://{url}:4566"
