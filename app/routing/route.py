"""What a deployment's traffic looks like: which version gets which share of it, and for how long a call may last."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic reads it
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

DEPLOYMENT_NAME = r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
"""A deployment's name becomes a process name, a URL segment and a Kubernetes object's name with a suffix: an RFC 1123
label, shortened to 40 characters so that `model-<name>-<version>` stays within the label's 63."""

GATEWAY_TIMEOUT_SECONDS = 30.0
"""An API Gateway HTTP API ends every call after 30 s (AWS: "Quotas for configuring and running an HTTP API")."""

PATIENT_RETRIES = 20
"""With the back-off of the retry policy, that many tries span some 18 s: a version's only server that was killed is
back by then."""

DEFAULT_TIMEOUT_SECONDS = 25.0
"""Long enough for a slow model, short enough that the caller hears our answer and not the gateway's 503."""

FULL_WEIGHT = 100
"""Weights are whole percents."""


HEADER_NAME = r"^[A-Za-z0-9-]+$"
"""What a request's header may be called here; HTTP allows more, and nobody uses it."""

Port = Annotated[int, Field(ge=1, le=65535)]


class Backend(BaseModel):
    """One version of a model, where it listens, and its share of the traffic.

    Args:
        version: The registered model version, for example "2".
        host: Address or DNS name of the model server.
        port: Its port.
        more_ports: The ports of the version's further servers on the same host, where it has more than one.
        weight: Percent of the deployment's requests; 0 keeps the backend known, connected and health-checked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[str, Field(pattern=r"^[0-9]+$")]
    host: Annotated[str, Field(min_length=1)]
    port: Port
    more_ports: tuple[Port, ...] = ()
    weight: Annotated[int, Field(ge=0, le=FULL_WEIGHT)] = 0

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports of all its servers."""
        return (self.port, *self.more_ports)

    def at(self, ports: tuple[int, ...]) -> Backend:
        """The same version with its servers at these ports, one at least."""
        return self.model_copy(update={"port": ports[0], "more_ports": ports[1:]})


class Mirror(BaseModel):
    """A share of the requests that is copied to one more version, whose answers are thrown away.

    Args:
        version: The backend that receives the copies.
        percent: Share of the requests that is copied, in percent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Annotated[str, Field(pattern=r"^[0-9]+$")]
    percent: Annotated[int, Field(ge=1, le=FULL_WEIGHT)]


class Assigned(BaseModel):
    """Requests that name their version themselves, by a header's value; all others go by weight.

    Args:
        header: The header's name.
        values: Version by value of the header, compared as it is written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: Annotated[str, Field(pattern=HEADER_NAME)]
    values: Annotated[Mapping[Annotated[str, Field(min_length=1)], str], Field(min_length=1)]


class Route(BaseModel):
    """The traffic of one deployment, published at `/endpoints/<deployment>/`.

    Args:
        deployment: The deployment's name.
        backends: Its versions. Their weights sum to 100, or all are 0 while nothing is offered yet.
        mirror: The version that gets a copy of the requests, if any.
        sticky_header: Requests with equal values of this header meet the same version, in proportion to the weights;
            those without it meet any. Empty: every request meets any.
        assigned: Values of a header that name a version, whatever its weight.
        endpoints: More names it is published under, at `/endpoints/<endpoint>/`.
        timeout_seconds: The longest a call may last, all retries included; below the gateway's 30 s.
        retries: How often a request that met a dead or draining server is tried again. Where each version has more
            than one server, few are enough, and an overloaded version is not asked twenty times as often.

    Raises:
        pydantic.ValidationError: The weights do not add up, a version appears twice, or the mirror or a header's value
            names no backend.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    deployment: Annotated[str, Field(pattern=DEPLOYMENT_NAME)]
    backends: tuple[Backend, ...]
    mirror: Mirror | None = None
    sticky_header: Annotated[str, Field(pattern=f"^$|{HEADER_NAME}")] = ""
    assigned: Assigned | None = None
    endpoints: tuple[Annotated[str, Field(pattern=DEPLOYMENT_NAME)], ...] = ()
    timeout_seconds: Annotated[float, Field(gt=0, lt=GATEWAY_TIMEOUT_SECONDS)] = DEFAULT_TIMEOUT_SECONDS
    retries: Annotated[int, Field(ge=0, le=PATIENT_RETRIES)] = PATIENT_RETRIES

    @model_validator(mode="after")
    def _check(self) -> Route:
        versions = [backend.version for backend in self.backends]
        if len(set(versions)) != len(versions):
            raise ValueError(f"versions {versions} of {self.deployment!r} must differ")
        total = sum(backend.weight for backend in self.backends)
        if total not in (0, FULL_WEIGHT):
            raise ValueError(
                f"weights of {self.deployment!r} sum to {total}; they must sum to {FULL_WEIGHT}, or all be 0"
            )
        if self.mirror and self.mirror.version not in versions:
            raise ValueError(f"mirror version {self.mirror.version!r} is none of the backends {versions}")
        for version in self.assigned.values.values() if self.assigned else ():
            if version not in versions:
                raise ValueError(f"assigned version {version!r} is none of the backends {versions}")
        return self

    @property
    def weights(self) -> dict[str, int]:
        """Percent of the traffic by version, versions at 0 included."""
        return {backend.version: backend.weight for backend in self.backends}

    @property
    def offered(self) -> bool:
        """Whether any version gets traffic."""
        return any(backend.weight for backend in self.backends)

    def uses(self, version: str) -> bool:
        """Whether any request can reach `version`: by its weight, as a copy, or because its header says so."""
        assigned = self.assigned.values.values() if self.assigned else ()
        mirrored = self.mirror is not None and self.mirror.version == version
        return mirrored or version in assigned or bool(self.weights.get(version))
