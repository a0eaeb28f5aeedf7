"""What the local target remembers between commands: every deployment, its model, its versions and their ports."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from app.errors import SlipwayError
from app.local.home import write_private
from app.routing import Backend, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from app.targets.traffic import Split

LOOPBACK = "127.0.0.1"
_LAST_PORT = 65535
_DIVISION = ("mirror", "sticky_header", "assigned")  # what a route takes over from a split as it is
_LOCK_SECONDS = 120  # a change may wait for requests under way, which last up to half a minute


class Record(BaseModel):
    """One deployment.

    Args:
        model: The registered model's name.
        route: Its traffic; versions that are being started have weight 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    route: Route

    def backend(self, version: str) -> Backend | None:
        """The version's backend; None where it has none."""
        return next((each for each in self.route.backends if each.version == version), None)

    @property
    def servers(self) -> int:
        """How many servers a version has, the most of all; 1 where there is no version yet."""
        return max((len(each.ports) for each in self.route.backends), default=1)

    def with_backend(self, backend: Backend) -> Record:
        """The record with `backend` added, or in the place of the one of its version."""
        others = tuple(each for each in self.route.backends if each.version != backend.version)
        return self.with_backends((*others, backend))

    def with_backends(self, backends: tuple[Backend, ...]) -> Record:
        """The record with exactly these backends, in the order of their versions."""
        ordered = tuple(sorted(backends, key=lambda each: int(each.version)))
        return Record(model=self.model, route=Route.model_validate({**dict(self.route), "backends": ordered}))

    def with_endpoints(self, endpoints: tuple[str, ...]) -> Record:
        """The record published under these names too."""
        return Record(model=self.model, route=Route.model_validate({**dict(self.route), "endpoints": endpoints}))

    def with_split(self, split: Split) -> Record:
        """The record with its requests divided anew; versions that are not named get none."""
        weighed = tuple(
            each.model_copy(update={"weight": split.weights.get(each.version, 0)}) for each in self.route.backends
        )
        change = {"backends": weighed} | {name: getattr(split, name) for name in _DIVISION}
        return Record(model=self.model, route=Route.model_validate({**dict(self.route), **change}))


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    deployments: dict[str, Record] = {}


class Memory:
    """The file `deployments.json` of a home folder.

    Args:
        home: The local runtime's folder.
    """

    def __init__(self, home: Path) -> None:
        self._file = home / "deployments.json"
        self._lock = home / "deployments.lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from changing deployments while this one reads, acts and writes.

        Raises:
            SlipwayError: Somebody else holds it for two minutes.
        """
        from filelock import FileLock, Timeout  # noqa: PLC0415 - part of the local runtime only

        try:
            with FileLock(self._lock, timeout=_LOCK_SECONDS):
                yield
        except Timeout as error:
            raise SlipwayError(
                "another command keeps changing deployments here", why=f"it holds {self._lock}", fix="wait for it"
            ) from error

    def read(self) -> dict[str, Record]:
        """Every deployment by name.

        Raises:
            SlipwayError: The file cannot be read.
        """
        try:
            return dict(_Content.model_validate_json(self._file.read_text(encoding="utf-8")).deployments)
        except FileNotFoundError:
            return {}
        except ValidationError as error:
            raise SlipwayError(
                f"{self._file} cannot be read", why=str(error), fix="remove it and create the deployments again"
            ) from error

    def write(self, records: Mapping[str, Record]) -> None:
        """Replace what is remembered, all or nothing."""
        write_private(self._file, _Content(deployments=dict(records)).model_dump_json(indent=2) + "\n")


def remembered_ports(records: Mapping[str, Record]) -> set[int]:
    """The ports of every server of every deployment."""
    return {port for record in records.values() for backend in record.route.backends for port in backend.ports}


def free_port(first: int, taken: set[int]) -> int:
    """The lowest port from `first` on that is not in `taken` and that nothing listens on.

    Raises:
        SlipwayError: There is none.
    """
    for port in range(first, _LAST_PORT + 1):
        if port not in taken and is_free(port):
            return port
    raise SlipwayError(f"no free port from {first} on", fix="end what listens there, or choose a lower first port")


def is_free(port: int) -> bool:
    """Whether a server could listen on this port of the loopback interface now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
