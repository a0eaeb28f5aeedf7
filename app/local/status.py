"""How the local platform is: every component asked anew, every deployment with its versions and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
from pydantic import BaseModel, ConfigDict
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.aws import caller_arn, emulator_session
from app.database import engine
from app.errors import SlipwayError
from app.local import emulator, postgres, tracking
from app.local.infrastructure import Infrastructure
from app.local.platform import ROUTER
from app.local.runtime import working_environment
from app.outputs import read_outputs

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.local.runtime import Runtime
    from app.local.supervisor import ProgramStatus
    from app.outputs import StackOutputs


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Component(_Frozen):
    """One part of the platform; `detail` says what is wrong where it is not healthy."""

    name: str
    healthy: bool
    address: str
    detail: str = ""
    pid: int | None = None
    uptime_seconds: float = 0.0


class VersionStatus(_Frozen):
    """One version of a deployment; `weight` is its share of the traffic in percent."""

    version: str
    weight: int
    healthy: bool


class DeploymentStatus(_Frozen):
    """One deployment and what it serves."""

    name: str
    url: str
    stable_version: str
    phase: str
    versions: tuple[VersionStatus, ...]


class Status(_Frozen):
    """The platform as a whole."""

    environment: str
    home: str
    mlflow_url: str
    components: tuple[Component, ...]
    deployments: tuple[DeploymentStatus, ...]

    @property
    def healthy(self) -> bool:
        """Whether every component is, and every version that takes traffic."""
        serving = [version for each in self.deployments for version in each.versions if version.weight]
        return all(each.healthy for each in self.components) and all(each.healthy for each in serving)


def read(runtime: Runtime) -> Status:
    """Ask every part. Parts that do not run are reported, not raised."""
    with working_environment(runtime):
        outputs = _outputs(runtime)
        components = _components(runtime, outputs)
        usable = outputs is not None and all(each.healthy for each in components)
        return Status(
            environment="local",
            home=str(runtime.home),
            mlflow_url=runtime.tracking_uri,
            components=tuple(components),
            deployments=_deployments() if usable else (),
        )


def _components(runtime: Runtime, outputs: StackOutputs | None) -> list[Component]:
    router = f"http://127.0.0.1:{runtime.router_port}"
    database = f"127.0.0.1:{runtime.ports.database_port}"
    asked: list[tuple[str, str, Callable[[], None]]] = [
        (emulator.NAME, runtime.endpoint_url, lambda: _ask_emulator(runtime)),
        (postgres.NAME, database, lambda: _ask_database(outputs)),
        (tracking.NAME, runtime.tracking_uri, lambda: tracking.ask(runtime.tracking_uri)),
        (ROUTER, router, lambda: _ask_router(router)),
    ]
    programs = runtime.supervisor().programs()
    components = [_component(name, address, ask, programs.get(name)) for name, address, ask in asked]
    return components + (_stacks(runtime) if components[0].healthy else [])


def _component(name: str, address: str, ask: Callable[[], None], program: ProgramStatus | None) -> Component:
    try:
        ask()
        healthy, detail = True, ""
    except (OSError, httpx.HTTPError, SQLAlchemyError, SlipwayError, _botocore_errors()) as error:
        healthy, detail = False, str(error).splitlines()[0]
    return Component(
        name=name,
        healthy=healthy,
        address=address,
        detail=detail,
        pid=program.pid if program else None,
        uptime_seconds=program.uptime_seconds if program else 0.0,
    )


def _botocore_errors() -> type[Exception]:
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415 - slow to import

    return BotoCoreError


def _ask_emulator(runtime: Runtime) -> None:
    httpx.get(f"{runtime.endpoint_url}/_localstack/health", timeout=5, trust_env=False).raise_for_status()
    caller_arn(emulator_session(runtime.endpoint_url))


def _ask_database(outputs: StackOutputs | None) -> None:
    if outputs is None:
        raise SlipwayError("no stack says where it is")
    made = engine(outputs.data.database)
    with made.connect() as connection:
        connection.execute(text("SELECT 1"))
    made.dispose()


def _ask_router(url: str) -> None:
    httpx.get(f"{url}/ready", timeout=5, trust_env=False).raise_for_status()


def _stacks(runtime: Runtime) -> list[Component]:
    return [
        Component(
            name=stack,
            healthy=not answers.missing,
            address=f"{answers.asked} resources asked",
            detail=f"the emulator does not know {', '.join(answers.missing)}; bin/up" if answers.missing else "",
        )
        for stack, answers in Infrastructure(runtime, {}).answers().items()
    ]


def _outputs(runtime: Runtime) -> StackOutputs | None:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - slow to import

    try:
        return read_outputs(emulator_session(runtime.endpoint_url), "local")
    except (SlipwayError, BotoCoreError, ClientError):  # the emulator's own row says what is wrong
        return None


def _deployments() -> tuple[DeploymentStatus, ...]:
    from mlflow.deployments import get_deploy_client  # noqa: PLC0415 - slow to import

    client: Any = get_deploy_client("slipway:/local")  # type: ignore[no-untyped-call]
    return tuple(DeploymentStatus.model_validate(entry) for entry in client.list_deployments())
