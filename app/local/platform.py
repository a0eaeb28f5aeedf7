"""The local platform's parts, started in order; starting what runs already changes nothing."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from app.aws import emulator_session
from app.errors import BadInputError
from app.local import emulator, preflight, tracking
from app.local.infrastructure import Infrastructure, UnknownToStateError
from app.local.postgres import Postgres
from app.local.program import Program
from app.outputs import read_outputs
from app.routing import AdminClient, RouterError, read_edge, router_command
from app.targets.local import LocalTarget

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.local.runtime import Runtime
    from app.local.supervisor import Supervisor
    from app.outputs import StackOutputs
    from app.progress import Progress

ROUTER = "router"
EDGE_VARIABLE = "SLIPWAY_EDGE_FILE"
"""Names the JSON file of a further listener of the router's, for callers from outside; see docs/edge.md."""


def provision(runtime: Runtime, terraform_environment: Mapping[str, str], progress: Progress) -> StackOutputs:
    """Bring every part up: emulator, stacks, PostgreSQL, tracking server, router; returns what the stacks publish.

    Raises:
        SlipwayError: A part does not come up; whatever this call started is stopped again.
        BadInputError: The machine is not fit: a tool is missing, a port is taken.
    """
    preflight.check_terraform()
    preflight.check_disk(runtime.home)
    preflight.check_ports(runtime.ports, home=runtime.home, embedded_emulator=runtime.embedded_emulator)
    runtime.save()
    runtime.supervisor().end_strays()  # what a killed run left: Terraform still at work, say
    with _stop_what_was_started(runtime.supervisor()):
        start_emulator(runtime, progress)
        _deploy(runtime, terraform_environment, progress)
        outputs = read_outputs(emulator_session(runtime.endpoint_url), "local")
        _start_database(runtime, outputs, progress)
        _start_tracking(runtime, outputs, progress)
        _start_router(runtime, progress)
        _restore_deployments(runtime, progress)
    return outputs


def start_emulator(runtime: Runtime, progress: Progress) -> None:
    """Start the emulator, or make sure that the one the environment names answers."""
    with progress.step(f"Starting the AWS emulator at {runtime.endpoint_url}"):
        if runtime.embedded_emulator:
            runtime.supervisor().ensure(emulator.program(runtime.home, runtime.ports.emulator_port))
        emulator.wait(runtime.endpoint_url)
        if runtime.embedded_emulator:
            emulator.set_snapshot_aside(runtime.home)


def _deploy(runtime: Runtime, terraform_environment: Mapping[str, str], progress: Progress) -> None:
    infrastructure = Infrastructure(runtime, terraform_environment)
    try:
        infrastructure.deploy(progress)
    except UnknownToStateError:
        if not runtime.embedded_emulator:
            raise
        with progress.step("Resources unknown to the state: emptying the emulator"):
            runtime.supervisor().remove(emulator.NAME)
            emulator.set_snapshot_aside(runtime.home)
        start_emulator(runtime, progress)
        infrastructure.deploy(progress)


def _start_database(runtime: Runtime, outputs: StackOutputs, progress: Progress) -> None:
    with progress.step("Starting PostgreSQL"):
        postgres = Postgres(runtime.home, outputs.data.database)
        postgres.prepare()
        runtime.supervisor().ensure(postgres.program())
        postgres.provide()


def _start_tracking(runtime: Runtime, outputs: StackOutputs, progress: Progress) -> None:
    with progress.step(f"Starting the MLflow tracking server at {runtime.tracking_uri}"):
        tracking.upgrade_schema(runtime, outputs)
        runtime.supervisor().ensure(tracking.program(runtime, outputs))
        tracking.wait(runtime)


def _start_router(runtime: Runtime, progress: Progress) -> None:
    with progress.step(f"Starting Envoy at http://127.0.0.1:{runtime.router_port}"):
        edge_file = os.environ.get(EDGE_VARIABLE)
        command = router_command(
            runtime.home / "router",
            router_port=runtime.router_port,
            admin_port=runtime.router_admin_port,
            edge=read_edge(Path(edge_file)) if edge_file else None,
        )
        runtime.supervisor().ensure(Program(name=ROUTER, command=command))
        _wait_for_router(runtime)


def replace_router(runtime: Runtime, progress: Progress) -> None:
    """Start a new Envoy with the files as they are now, in the place of the one that runs; no request is lost.

    Raises:
        SlipwayError: There is no router to replace, or the new one does not start; then the old one goes on.
    """
    with progress.step("Replacing Envoy by a new one"):
        admin = AdminClient(f"http://127.0.0.1:{runtime.router_admin_port}")
        before = admin.epoch()
        runtime.supervisor().send_signal(ROUTER, "HUP")
        _wait_for_epoch(admin, before + 1)


@retry(retry=retry_if_exception_type(RouterError), stop=stop_after_delay(30), wait=wait_fixed(0.1), reraise=True)
def _wait_for_epoch(admin: AdminClient, epoch: int) -> None:
    if admin.epoch() < epoch:
        raise RouterError("the new router does not take over", fix="see the router's log: bin/slipway status")


@retry(retry=retry_if_exception_type(httpx.HTTPError), stop=stop_after_delay(30), wait=wait_fixed(0.1), reraise=True)
def _wait_for_router(runtime: Runtime) -> None:
    httpx.get(f"http://127.0.0.1:{runtime.router_port}/ready", timeout=5, trust_env=False).raise_for_status()


def _restore_deployments(runtime: Runtime, progress: Progress) -> None:
    target = LocalTarget(runtime)
    names = target.deployments()
    if not names:
        return
    with progress.step(f"Serving {', '.join(names)}") as step:
        for failure in target.restore():  # one that cannot serve harms no other; `status` shows it as ill
            step.advance(failure.what)


@contextmanager
def _stop_what_was_started(supervisor: Supervisor) -> Iterator[None]:
    before = set(supervisor.programs())
    try:
        yield
    except BaseException:  # Ctrl-C too
        for name in set(supervisor.programs()) - before:
            supervisor.remove(name)
        if not before:
            supervisor.shutdown()
        raise


def stop(runtime: Runtime) -> None:
    """Stop every process of the local platform; its data stays."""
    runtime.supervisor().shutdown()


def check_deletion(*, allowed: bool) -> None:
    """Deleting data takes two keys: the command's flag, and this setting of the environment.

    Raises:
        BadInputError: The setting does not allow it.
    """
    if not allowed:
        raise BadInputError(
            "the data of 'local' is not deleted",
            why="its setting allow_data_deletion is false",
            fix="set it to true in stacks/environments.py, then ask again",
        )


def delete_data(runtime: Runtime) -> None:
    """Delete everything a stopped platform keeps: databases, artifacts, Terraform's state, logs."""
    if runtime.home.exists():
        shutil.rmtree(runtime.home)
