"""What `bin/up` chose and started, kept in `runtime.json`, so that every other command finds the platform."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from app.aws import EMULATOR_CREDENTIALS
from app.database import SECRET_FILE_VARIABLE
from app.errors import SlipwayError
from app.local.home import home as default_home
from app.local.home import write_private
from app.local.supervisor import Supervisor

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FILE = "runtime.json"


class Ports(BaseModel):
    """The loopback ports of the local runtime. Model servers take the free ones from `model_server_first_port` on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    emulator_port: int
    database_port: int
    tracking_port: int
    router_port: int
    router_admin_port: int
    model_server_first_port: int


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    endpoint_url: str
    embedded_emulator: bool
    ports: Ports


class Runtime:
    """The local platform of one home folder.

    Args:
        home: The folder of its data, logs and secrets.
        endpoint_url: The AWS emulator, such as `http://127.0.0.1:4566`.
        embedded_emulator: Whether the emulator is ours; False where a running LocalStack is used.
        ports: Where everything listens.
    """

    def __init__(self, home: Path, *, endpoint_url: str, embedded_emulator: bool, ports: Ports) -> None:
        self.home = home
        self.endpoint_url = endpoint_url
        self.embedded_emulator = embedded_emulator
        self.ports = ports

    @property
    def router_port(self) -> int:
        """Where Envoy takes predictions."""
        return self.ports.router_port

    @property
    def router_admin_port(self) -> int:
        """Where Envoy's admin interface answers."""
        return self.ports.router_admin_port

    @property
    def model_server_first_port(self) -> int:
        """The lowest port a model server may take."""
        return self.ports.model_server_first_port

    @property
    def tracking_uri(self) -> str:
        """The tracking server's base URL."""
        return f"http://127.0.0.1:{self.ports.tracking_port}"

    @property
    def database_secret_file(self) -> Path:
        """The file that holds the database role's local secret."""
        return self.home / "secrets" / "database"

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that every local process, and every command of ours that acts on `local`, works with."""
        return {
            **EMULATOR_CREDENTIALS,
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "MLFLOW_S3_ENDPOINT_URL": self.endpoint_url,
            "MLFLOW_TRACKING_URI": self.tracking_uri,
            SECRET_FILE_VARIABLE: str(self.database_secret_file),
        }

    def supervisor(self) -> Supervisor:
        """Keeps this runtime's processes alive."""
        return Supervisor(self.home)

    def save(self) -> None:
        """Remember this runtime for the commands to come."""
        record = _Record(endpoint_url=self.endpoint_url, embedded_emulator=self.embedded_emulator, ports=self.ports)
        write_private(self.home / _FILE, record.model_dump_json(indent=2) + "\n")


def load_runtime(home: Path | None = None) -> Runtime:
    """The runtime that `bin/up` saved.

    Raises:
        SlipwayError: There is none, or its file is not readable.
    """
    folder = home or default_home()
    try:
        record = _Record.model_validate_json((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SlipwayError("there is no local platform here", why=f"no {_FILE} in {folder}", fix="bin/up") from error
    except ValidationError as error:
        raise SlipwayError(f"{folder / _FILE} cannot be read", why=str(error), fix="bin/up writes it again") from error
    return Runtime(
        folder, endpoint_url=record.endpoint_url, embedded_emulator=record.embedded_emulator, ports=record.ports
    )


@contextmanager
def working_environment(runtime: Runtime) -> Iterator[None]:
    """The variables that MLflow and boto3 read, for as long as the context is open."""
    before = dict(os.environ)
    os.environ.update(runtime.environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
