"""The processes of a version on this machine: each on a port of its own, which is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.routing import Backend, Route
from app.targets.memory import LOOPBACK, Record, free_port, is_free, remembered_ports
from app.targets.model_server import program, servers, wait_until_ready
from app.targets.port import CandidateError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.local.runtime import Runtime
    from app.targets.memory import Memory


class LocalServers:
    """Starts, awaits and ends the model servers of a local platform.

    Args:
        runtime: The platform.
        memory: What is deployed on it.
    """

    def __init__(self, runtime: Runtime, memory: Memory) -> None:
        self._runtime = runtime
        self._memory = memory
        self._supervisor = runtime.supervisor()

    def ensure(
        self, deployment: str, model: str, version: str, *, payload_log: str, count: int | None = None
    ) -> tuple[Backend | None, Backend]:
        """Have `count` servers of a version run, or start; those it has beyond that go on.

        Args:
            deployment: The deployment's name.
            model: The registered model.
            version: Its version.
            payload_log: Where the servers log requests and answers.
            count: How many; None: as many as the version has, or the deployment's others have.

        Returns:
            The version's backend as it was, None for a new version, and as it is now.
        """
        with self._memory.locked():
            records = self._memory.read()
            record = records.get(deployment) or Record(model=model, route=Route(deployment=deployment, backends=()))
            before = record.backend(version)
            known = len(before.ports) if before else 0
            backend = before or Backend(version=version, host=LOOPBACK, port=self._new_port(remembered_ports(records)))
            backend = self._placed(deployment, backend, max(count or known or record.servers, known), records)
            self._memory.write({**records, deployment: record.with_backend(backend)})
            for server in servers(deployment, backend):
                given = program(deployment, model, server, self._runtime.environment, payload_log=payload_log)
                self._supervisor.ensure(given)
        return before, backend

    def wait(self, deployment: str, backend: Backend) -> None:
        """Return when all servers of a version are ready.

        Raises:
            CandidateError: One of them never will be.
        """
        for server in servers(deployment, backend):
            wait_until_ready(self._supervisor, server)

    def failure(self, deployment: str, backend: Backend) -> CandidateError | None:
        """Why a version does not serve; None where it does."""
        try:
            self.wait(deployment, backend)
        except CandidateError as error:
            return error
        return None

    def end(self, deployment: str, backend: Backend, *, but: int = 0) -> None:
        """End a version's servers, but for the first ones."""
        for server in servers(deployment, backend)[but:]:
            self._supervisor.remove(server.name)

    def _placed(self, deployment: str, backend: Backend, count: int, records: Mapping[str, Record]) -> Backend:
        """The backend with `count` servers, on the ports it has where these are its own or free."""
        running, taken = self._supervisor.programs(), remembered_ports(records)
        ports: list[int] = []
        for server in servers(deployment, backend.at((*backend.ports, *[0] * (count - len(backend.ports))))):
            is_own = server.port and (server.name in running or is_free(server.port))
            ports.append(server.port if is_own else self._new_port(taken | set(ports)))
        return backend.at(tuple(ports))

    def _new_port(self, taken: set[int]) -> int:
        return free_port(self._runtime.model_server_first_port, taken)
