"""How a deployment's requests are divided, and what a target observes of them: how those of each version went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.routing import Assigned, ClusterTraffic, Mirror


@dataclass(frozen=True)
class Split:
    """How a deployment's requests are divided among its versions.

    Args:
        weights: Percent by version, with a sum of 100; versions that are not named get none. Empty: offer nothing.
        mirror: The version that gets copies of a share of the requests; its answers are thrown away.
        sticky_header: Requests with equal values of this header meet the same version. Empty: they meet any.
        assigned: Values of a header that name a version; all other requests go by weight.
    """

    weights: Mapping[str, int]
    mirror: Mirror | None = None
    sticky_header: str = ""
    assigned: Assigned | None = None

    @property
    def versions(self) -> set[str]:
        """The versions that some request, or a copy of one, can reach."""
        weighted = {version for version, weight in self.weights.items() if weight}
        mirrored = {self.mirror.version} if self.mirror else set()
        return weighted | mirrored | set(self.assigned.values.values() if self.assigned else ())


class Traffic(BaseModel):
    """Counters of one version; they only grow, but for a restart of whoever counts.

    Args:
        requests: Completed requests.
        server_errors: Those answered with 5xx.
        model_errors: Errors the model itself raised, which MLflow answers with 400.
        latency_buckets: Number of requests by the upper bound of their latency in milliseconds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: int = 0
    server_errors: int = 0
    model_errors: int = 0
    latency_buckets: Mapping[float, int] = Field(default_factory=dict)

    @classmethod
    def counted(cls, seen: ClusterTraffic, model_errors: int | None) -> Traffic | None:
        """What a router saw of a version, with the errors of its model; None where its servers do not tell these."""
        if model_errors is None:
            return None
        return cls(
            requests=seen.requests,
            server_errors=seen.server_errors,
            model_errors=model_errors,
            latency_buckets=seen.latency_buckets,
        )

    @classmethod
    def sum(cls, parts: Iterable[Traffic]) -> Traffic:
        """The traffic of all parts together."""
        found = list(parts)
        buckets: Counter[float] = Counter()
        for part in found:
            buckets.update(part.latency_buckets)
        return cls(
            requests=sum(part.requests for part in found),
            server_errors=sum(part.server_errors for part in found),
            model_errors=sum(part.model_errors for part in found),
            latency_buckets=dict(buckets),
        )


Observation = Mapping[str, Traffic | None]
"""Traffic by version; None where it could not be read."""

NOTHING_OBSERVED: Observation = MappingProxyType({})
