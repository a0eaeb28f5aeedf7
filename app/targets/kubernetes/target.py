"""The Kubernetes target: see the package."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from app.errors import SlipwayError
from app.routing import Backend, Publisher, Route, cluster_name
from app.routing.route import PATIENT_RETRIES
from app.targets.kubernetes.changes import Changes
from app.targets.kubernetes.drift import DriftChecks
from app.targets.kubernetes.rollout import wait_until_rolled_out
from app.targets.kubernetes.routers import RouteMap, Routers
from app.targets.kubernetes.servers import Servers
from app.targets.manifests import (
    ModelVersion,
    ServingNamespace,
    foundation,
    host,
    router,
    target_group_binding,
)
from app.targets.manifests.common import HTTP_PORT, ROUTER
from app.targets.memory import Record
from app.targets.port import Answer, CandidateError, DeploymentStatus
from app.targets.traffic import Observation, Split, Traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Engine

    from app.targets.kubernetes.api import Api, Reply
    from app.targets.placement import Placement

# Under EKS Auto Mode the first is served, where the AWS Load Balancer Controller was installed the second.
_BINDINGS = ("eks.amazonaws.com/v1", "elbv2.k8s.aws/v1beta1")
_PREDICT_SECONDS = 35.0  # longer than any route's timeout: the router answers first
_FEW_RETRIES = 5
_ROUTER_SECONDS = 180.0


@dataclass(frozen=True)
class Surroundings:
    """What an environment has besides its cluster.

    Args:
        variables: What a client needs to reach the tracking server and AWS.
        database: Where releases and the ledger are kept.
        actor: Who is acting, verified by the environment.
        url: Where the router is called from inside the network.
        target_group_arn: The target group of the load balancer in front of the router; empty: there is none.
    """

    variables: Mapping[str, str]
    database: Callable[[], Engine]
    actor: Callable[[], str]
    url: str
    target_group_arn: str = ""


class KubernetesTarget:
    """Deployments in one namespace of a cluster.

    Args:
        api: The cluster.
        namespace: What runs there.
        surroundings: The environment it belongs to.

    Attributes:
        drift_checks: What the cluster checks by itself.
    """

    def __init__(self, api: Api, namespace: ServingNamespace, surroundings: Surroundings) -> None:
        self._api = api
        self._namespace = namespace
        self._surroundings = surroundings
        self._servers = Servers(api, namespace)
        self.drift_checks = DriftChecks(api, namespace)
        self._routers = Routers(api)
        self._map = RouteMap(api, self._routers)
        self._changes = Changes(self._map, Publisher(self._map, self._routers))
        self._founded = False

    @classmethod
    def connect(cls, environment: str) -> KubernetesTarget:
        """The target of `environment`: its cluster by what the stacks published, or by a kubeconfig's context.

        Raises:
            SlipwayError: The stacks are not deployed, or serve no models.
        """
        from app.targets.kubernetes.connect import connected  # noqa: PLC0415 - imports boto3, which is slow

        return cls(*connected(environment))

    @property
    def variables(self) -> Mapping[str, str]:
        """See `Target.variables`."""
        return self._surroundings.variables

    def database(self) -> Engine:
        """See `Target.database`."""
        return self._surroundings.database()

    def actor(self) -> str:
        """See `Target.actor`."""
        return self._surroundings.actor()

    def start(self, deployment: str, model: str, version: str, placement: Placement | None = None) -> None:
        """See `Target.start`."""
        self._found()
        placement = placement or self._servers.placement(deployment, version)
        made = ModelVersion(deployment, model, version, placement)
        self._changes.make(deployment, lambda records: _started(records, made, self._namespace.name), publish=False)
        try:
            self._servers.start(made)
        except CandidateError:
            if not self._map.load()[deployment].route.uses(version):
                self.stop(deployment, version)
            raise
        self._set_retries(deployment)

    def set_split(self, deployment: str, split: Split) -> None:
        """See `Target.set_split`."""

        def divided(records: dict[str, Record]) -> dict[str, Record]:
            record = records.get(deployment)
            unknown = split.versions - set(record.route.weights if record else ())
            if unknown:
                raise CandidateError(f"{deployment} has no running version {', '.join(sorted(unknown))}")
            return {**records, deployment: record.with_split(split)} if record else records

        self._changes.make(deployment, divided)

    def set_endpoints(self, deployment: str, endpoints: tuple[str, ...]) -> None:
        """See `Target.set_endpoints`."""

        def published(records: dict[str, Record]) -> dict[str, Record]:
            record = records.get(deployment)
            return {**records, deployment: record.with_endpoints(endpoints)} if record else records

        self._changes.make(deployment, published)

    def stop(self, deployment: str, version: str) -> None:
        """See `Target.stop`."""

        def without(records: dict[str, Record]) -> dict[str, Record]:
            record = records.get(deployment)
            if record is None:
                return records
            if record.route.uses(version):
                raise SlipwayError(
                    f"version {version} of {deployment} has {record.route.weights[version]} % of the traffic, "
                    "or copies of it",
                    fix="move it first",
                )
            left = tuple(each for each in record.route.backends if each.version != version)
            others = {name: each for name, each in records.items() if name != deployment}
            return {**others, deployment: record.with_backends(left)} if left else others

        self._changes.make(deployment, without)
        self._servers.remove(deployment, version)

    def delete(self, deployment: str) -> None:
        """See `Target.delete`."""
        self._changes.make(
            deployment, lambda records: {name: each for name, each in records.items() if name != deployment}
        )
        self._servers.remove_all(deployment)
        self.drift_checks.end(deployment)

    def observe(self, deployment: str) -> Observation:
        """See `Target.observe`: the sum of all routers, and of the errors that the models of all pods raised."""
        record = self._map.load().get(deployment)
        versions = [backend.version for backend in record.route.backends] if record else []
        if not versions:
            return {}
        traffic = self._routers.traffic(cluster_name(deployment, version) for version in versions)
        observed: dict[str, Traffic | None] = {}
        for version in versions:
            seen = traffic[cluster_name(deployment, version)]
            observed[version] = Traffic.counted(seen, self._servers.model_errors(deployment, version))
        return observed

    def predict(self, deployment: str, body: bytes, *, synthetic: bool = False) -> Answer:
        """See `Target.predict`; goes through the API server's proxy to the router's Service."""
        where = f"/api/v1/namespaces/{self._namespace.name}/services/{ROUTER}:http/proxy"
        reply = self._post(f"{where}/endpoints/{deployment}/invocations", body, synthetic=synthetic)
        if reply.status >= httpx.codes.INTERNAL_SERVER_ERROR and b'"kind":"Status"' in reply.body:
            raise SlipwayError(
                f"the router does not answer for {deployment}",
                why=reply.body.decode(errors="replace"),
                fix=f"kubectl --namespace {self._namespace.name} get pods -l app.kubernetes.io/name={ROUTER}",
            )
        return _answer(reply)

    def preview(self, deployment: str, version: str, body: bytes) -> Answer:
        """See `Target.preview`; goes through the API server's proxy to one of the version's pods."""
        record = self._map.load().get(deployment)
        if record is None or record.backend(version) is None:
            raise CandidateError(f"{deployment} has no running version {version}")
        ready = self._servers.ready_pods(deployment, version)
        if not ready:
            return Answer(httpx.codes.SERVICE_UNAVAILABLE, "", b"no server is ready")
        path = self._api.pod(random.choice(ready), f":{HTTP_PORT}/proxy/invocations")  # noqa: S311 - spreads load
        return _answer(self._post(path, body, synthetic=True))

    def status(self, deployment: str) -> DeploymentStatus | None:
        """See `Target.status`."""
        record = self._map.load().get(deployment)
        if record is None:
            return None
        versions = tuple(self._servers.status(deployment, backend) for backend in record.route.backends)
        url = f"{self._surroundings.url}/endpoints/{deployment}"
        return DeploymentStatus(deployment, record.model, url, versions, record.route.endpoints)

    def deployments(self) -> list[str]:
        """See `Target.deployments`."""
        return sorted(self._map.load())

    def _found(self) -> None:
        """Have the namespace and its router there, as this version of Slipway makes them."""
        if self._founded:
            return
        for manifest in foundation(self._namespace):
            self._api.apply(manifest)
        self._map.create(self._namespace)
        for manifest in router(self._namespace):
            self._api.apply(manifest)
        self._bind()
        try:
            wait_until_rolled_out(self._api, ROUTER, what="the router", seconds=_ROUTER_SECONDS)
        except CandidateError as error:  # the fault is not a version's
            raise SlipwayError(error.what, why=error.why, fix=error.fix) from error
        self._founded = True

    def _bind(self) -> None:
        arn = self._surroundings.target_group_arn
        served = [each for each in _BINDINGS if self._api.path(each, "TargetGroupBinding")]
        if arn and served:
            self._api.apply(target_group_binding(self._namespace, arn, api_version=served[0]))

    def _set_retries(self, deployment: str) -> None:
        """Few retries where every version has another server to try; patience where a version has only one."""
        placements = [
            self._servers.placement(deployment, version) for version in self._map.load()[deployment].route.weights
        ]
        retries = _FEW_RETRIES if all(each.replicas > 1 for each in placements) else PATIENT_RETRIES

        def retried(records: dict[str, Record]) -> dict[str, Record]:
            record = records[deployment]
            route = Route.model_validate({**dict(record.route), "retries": retries})
            return {**records, deployment: Record(model=record.model, route=route)}

        self._changes.make(deployment, retried)

    def _post(self, path: str, body: bytes, *, synthetic: bool) -> Reply:
        headers = {"x-slipway-synthetic": "1"} if synthetic else {}
        return self._api.send("POST", path, body=body, headers=headers, seconds=_PREDICT_SECONDS)


def _started(records: Mapping[str, Record], made: ModelVersion, namespace: str) -> dict[str, Record]:
    record = records.get(made.deployment) or Record(
        model=made.model, route=Route(deployment=made.deployment, backends=())
    )
    if record.backend(made.version) is None:
        address = host(made.deployment, made.version, namespace)
        record = record.with_backend(Backend(version=made.version, host=address, port=HTTP_PORT))
    return {**records, made.deployment: record}


def _answer(reply: Reply) -> Answer:
    return Answer(reply.status, reply.headers.get("x-slipway-model-version", ""), reply.body)
