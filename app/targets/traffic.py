"""What a target observes: how the requests of each version went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterable


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
