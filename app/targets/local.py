"""The local target: model servers as supervised processes behind Envoy, all of it on this machine."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import httpx

from app.errors import BadInputError, SlipwayError
from app.monitoring.location import PAYLOAD_LOG_VARIABLE, payload_log_uri
from app.routing import AdminClient, Backend, Folder, Publisher, UnhealthyBackendError, cluster_name
from app.targets.local_servers import LocalServers
from app.targets.memory import LOOPBACK, Memory
from app.targets.model_server import model_errors, readiness, servers
from app.targets.placement import Placement
from app.targets.port import Answer, CandidateError, DeploymentStatus, VersionStatus
from app.targets.traffic import Observation, Split, Traffic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from app.local.runtime import Runtime
    from app.outputs import StackOutputs
    from app.targets.memory import Record

ENVIRONMENT = "local"
_PREDICT_SECONDS = 35.0  # longer than any route's timeout: the router answers first


class LocalTarget:
    """Deployments of a running local platform.

    Args:
        runtime: The platform.
    """

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._memory = Memory(runtime.home)
        self._servers = LocalServers(runtime, self._memory)
        self._admin = AdminClient(f"http://{LOOPBACK}:{runtime.router_admin_port}")
        self._publisher = Publisher(Folder(runtime.home / "router"), self._admin)
        self._http = httpx.Client(timeout=_PREDICT_SECONDS, trust_env=False)

    @classmethod
    def connect(cls, environment: str) -> LocalTarget:  # noqa: ARG003 - there is one local platform
        """The target of the local platform.

        Raises:
            SlipwayError: `bin/up` has not been run.
        """
        from app.local.runtime import load_runtime  # noqa: PLC0415 - the port knows no runtime; only this adapter does

        return cls(load_runtime())

    @property
    def variables(self) -> Mapping[str, str]:
        """What a client needs to reach the local tracking server, its artifacts, its database and the payload log."""
        return {**self._runtime.environment, PAYLOAD_LOG_VARIABLE: payload_log_uri(self._outputs)}

    def database(self) -> Engine:
        """The database the data stack published."""
        from app.database import engine  # noqa: PLC0415 - SQLAlchemy is slow to import

        return engine(self._outputs.data.database)

    @cached_property
    def _outputs(self) -> StackOutputs:
        from app.aws import emulator_session  # noqa: PLC0415 - imports boto3, which is slow
        from app.outputs import read_outputs  # noqa: PLC0415 - pydantic's models take a moment

        return read_outputs(emulator_session(self._runtime.endpoint_url), ENVIRONMENT)

    def actor(self) -> str:
        """The caller's ARN, as the emulator's STS says it."""
        from app.aws import caller_arn, emulator_session  # noqa: PLC0415 - imports boto3, which is slow

        return caller_arn(emulator_session(self._runtime.endpoint_url))

    def start(self, deployment: str, model: str, version: str, placement: Placement | None = None) -> None:
        """See `Target.start`; of a placement, the number of servers alone means something here."""
        count = _count(placement)
        before, backend = self._ensure(deployment, model, version, count)
        try:
            self._servers.wait(deployment, backend)
        except CandidateError:
            if before is None or len(before.ports) == len(backend.ports):
                self.stop(deployment, version)
            else:
                self._resize(deployment, version, len(before.ports))
            raise
        kept = count or len(backend.ports)
        if before is not None and before.ports != backend.ports[:kept]:
            self._resize(deployment, version, kept)

    def set_split(self, deployment: str, split: Split) -> None:
        """See `Target.set_split`."""
        with self._memory.locked():
            records = self._memory.read()
            record = records.get(deployment)
            known = set(record.route.weights) if record else set()
            unknown = split.versions - known
            if unknown:
                raise CandidateError(f"{deployment} has no running version {', '.join(sorted(unknown))}")
            if record is not None:
                self._publish({**records, deployment: record.with_split(split)})

    def set_endpoints(self, deployment: str, endpoints: tuple[str, ...]) -> None:
        """See `Target.set_endpoints`."""
        with self._memory.locked():
            records = self._memory.read()
            record = records.get(deployment)
            if record is not None:
                self._publish({**records, deployment: record.with_endpoints(endpoints)})

    def stop(self, deployment: str, version: str) -> None:
        """See `Target.stop`."""
        with self._memory.locked():
            records = self._memory.read()
            record = records.get(deployment)
            backend = record.backend(version) if record else None
            if record is None or backend is None:
                return
            if record.route.uses(version):
                raise SlipwayError(
                    f"version {version} of {deployment} has {backend.weight} % of the traffic, or copies of it",
                    fix="move it first",
                )
            left = tuple(each for each in record.route.backends if each.version != version)
            others = {name: each for name, each in records.items() if name != deployment}
            self._publish({**others, deployment: record.with_backends(left)} if left else others)
            self._servers.end(deployment, backend)

    def delete(self, deployment: str) -> None:
        """See `Target.delete`."""
        with self._memory.locked():
            records = self._memory.read()
            record = records.pop(deployment, None)
            if record is not None:
                self._publish(records)
                for backend in record.route.backends:
                    self._servers.end(deployment, backend)

    def observe(self, deployment: str) -> Observation:
        """See `Target.observe`."""
        record = self._memory.read().get(deployment)
        backends = record.route.backends if record else ()
        traffic = self._admin.traffic(cluster_name(deployment, each.version) for each in backends)
        observed: dict[str, Traffic | None] = {}
        for backend in backends:
            seen = traffic[cluster_name(deployment, backend.version)]
            observed[backend.version] = Traffic.counted(seen, model_errors(servers(deployment, backend)))
        return observed

    def predict(self, deployment: str, body: bytes, *, synthetic: bool = False) -> Answer:
        """See `Target.predict`."""
        try:
            return self._post(self._url(deployment), body, synthetic=synthetic)
        except httpx.HTTPError as error:
            raise SlipwayError(
                f"the router does not answer for {deployment}", why=repr(error), fix="bin/slipway status"
            ) from error

    def preview(self, deployment: str, version: str, body: bytes) -> Answer:
        """See `Target.preview`."""
        record = self._memory.read().get(deployment)
        backend = record.backend(version) if record else None
        if backend is None:
            raise CandidateError(f"{deployment} has no running version {version}")
        try:
            return self._post(servers(deployment, backend)[0].url, body, synthetic=True)
        except httpx.HTTPError as error:
            return Answer(httpx.codes.SERVICE_UNAVAILABLE, "", repr(error).encode())

    def status(self, deployment: str) -> DeploymentStatus | None:
        """See `Target.status`."""
        record = self._memory.read().get(deployment)
        if record is None:
            return None
        versions = tuple(_version_status(deployment, backend) for backend in record.route.backends)
        return DeploymentStatus(deployment, record.model, self._url(deployment), versions, record.route.endpoints)

    def deployments(self) -> list[str]:
        """See `Target.deployments`."""
        return sorted(self._memory.read())

    def restore(self) -> list[CandidateError]:
        """Start the servers of every remembered deployment again, after the platform was down.

        Returns:
            Why versions do not serve, one error for each that does not; the others do.

        Raises:
            SlipwayError: The router does not work.
        """
        remembered = self._memory.read()
        started = [
            (name, self._ensure(name, record.model, backend.version)[1])
            for name, record in remembered.items()
            for backend in record.route.backends
        ]
        failures = [failure for name, backend in started if (failure := self._servers.failure(name, backend))]
        with self._memory.locked():
            self._publish(self._memory.read())
        return failures

    def _post(self, url: str, body: bytes, *, synthetic: bool) -> Answer:
        headers = {"content-type": "application/json"} | ({"x-slipway-synthetic": "1"} if synthetic else {})
        answer = self._http.post(f"{url}/invocations", content=body, headers=headers)
        return Answer(answer.status_code, answer.headers.get("x-slipway-model-version", ""), answer.content)

    def _ensure(
        self, deployment: str, model: str, version: str, count: int | None = None
    ) -> tuple[Backend | None, Backend]:
        log = payload_log_uri(self._outputs)
        return self._servers.ensure(deployment, model, version, payload_log=log, count=count)

    def _resize(self, deployment: str, version: str, count: int) -> None:
        """Have the router know the first `count` servers of a version and no others, then end the others."""
        with self._memory.locked():
            records = self._memory.read()
            record = records.get(deployment)
            backend = record.backend(version) if record else None
            if record is not None and backend is not None:
                fewer = backend.at(backend.ports[:count])
                self._publish({**records, deployment: record.with_backend(fewer)})
                self._servers.end(deployment, backend, but=count)

    def _publish(self, records: Mapping[str, Record]) -> None:
        """Make `records` what the router serves, then what is remembered."""
        try:
            self._publisher.publish([record.route for record in records.values()])
        except UnhealthyBackendError as error:
            raise CandidateError(error.what, why=error.why, fix=error.fix) from error
        self._memory.write(records)

    def _url(self, deployment: str) -> str:
        return f"http://{LOOPBACK}:{self._runtime.router_port}/endpoints/{deployment}"


def _count(placement: Placement | None) -> int | None:
    """How many servers a version shall have; None where that is not said.

    Raises:
        BadInputError: The placement asks for what only a cluster can give.
    """
    asked = placement.model_dump(exclude_unset=True) if placement else {}
    count: int | None = asked.pop("replicas", None)
    if asked:
        raise BadInputError(
            f"the local platform cannot place servers by {', '.join(asked)}",
            why="a version's servers share this machine, all of it; only how many there are can be said (replicas)",
            fix="leave these keys out here; they are for Kubernetes",
        )
    return count


def _version_status(deployment: str, backend: Backend) -> VersionStatus:
    said = [readiness(server) for server in servers(deployment, backend)]
    ready = sum(each.ready for each in said)
    detail = next((each.detail for each in said if not each.ready), said[0].detail)
    return VersionStatus(
        version=backend.version,
        weight=backend.weight,
        healthy=ready == len(said),
        detail=detail if len(said) == 1 else f"{ready} of {len(said)} servers are ready: {detail}",
        address=servers(deployment, backend)[0].url,
        placement=Placement(replicas=len(said)),
    )
