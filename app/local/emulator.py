"""The AWS emulator: MiniStack from PyPI, or a running LocalStack that the environment names.

MiniStack writes its memory to disk only when it ends well. A snapshot is therefore good for one start: it is set aside
as soon as it was read, for one that is older than Terraform's state would disagree with it silently.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import httpx
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from app.aws import EMULATOR_CREDENTIALS, caller_arn, emulator_session
from app.errors import SlipwayError
from app.local.program import Program

if TYPE_CHECKING:
    from pathlib import Path

NAME = "emulator"
COMMAND = (sys.executable, "-m", "app.local.unhurried")
_START_SECONDS = 60


def program(home: Path, port: int) -> Program:
    """MiniStack on loopback, its objects and its memory kept below `home`."""
    return Program(
        name=NAME,
        command=COMMAND,
        environment={
            **variables(port),
            "PERSIST_STATE": "1",
            "STATE_DIR": str(_memory(home)),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(home / "emulator" / "s3"),
        },
    )


def variables(port: int, *, bind_host: str = "127.0.0.1") -> dict[str, str]:
    """What MiniStack's process needs to be told, wherever it runs."""
    return {
        **EMULATOR_CREDENTIALS,
        "BIND_HOST": bind_host,
        "GATEWAY_PORT": str(port),
        # Listeners nobody asked for; the first would be open to the network.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # Where a Docker engine runs, MiniStack would start containers for RDS and ECS from images it has to pull; the
        # database and the servers here are processes of ours.
        "DOCKER_HOST": "unix:///dev/null",
        # The proxy of an HTTP API reaches the router and the tracking server here, never through a corporate proxy.
        "NO_PROXY": "127.0.0.1,localhost",
    }


def wait(endpoint_url: str) -> None:
    """Return when the emulator answers an AWS call.

    Raises:
        SlipwayError: It does not within a minute.
    """
    waiting = Retrying(
        retry=retry_if_exception_type(httpx.HTTPError), stop=stop_after_delay(_START_SECONDS), wait=wait_fixed(0.1)
    )
    try:
        waiting(lambda: httpx.get(f"{endpoint_url}/_localstack/health", timeout=5, trust_env=False).raise_for_status())
    except RetryError as error:
        raise SlipwayError(
            f"the AWS emulator does not answer at {endpoint_url}",
            why=str(error.last_attempt.exception()),
            fix="see logs/emulator.log, or unset AWS_ENDPOINT_URL and LOCALSTACK_HOST to use the embedded one",
        ) from error
    caller_arn(emulator_session(endpoint_url))


def set_snapshot_aside(home: Path) -> None:
    """Make the snapshot of the last good end unreadable for the next start, now that it was read."""
    for snapshot in _memory(home).glob("*.json"):
        snapshot.replace(snapshot.with_suffix(".json.read"))


def _memory(home: Path) -> Path:
    return home / "emulator" / "memory"
