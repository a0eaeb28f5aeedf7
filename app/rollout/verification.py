"""The checks that end a release to staging, and what an environment asks of a version before it takes it. Pure.

A version that has passed is marked with a tag in the registry, which goes with it when it is copied to another
environment's registry; who found what, and when, is in the ledger.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.gates import GateReport, MetricGate, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA_FAILURES = "schema_failures"
PREDICTION_MISMATCHES = "prediction_mismatches"
FAILED_REQUESTS = "failed_requests"
P95_MS = "p95_ms"

_RELATIVE = 1e-6
"""Two builds of the same numerical library may differ in the last digits; a wrong model differs in the first."""


@dataclass(frozen=True)
class Rule:
    """What an environment asks for.

    Args:
        verify: Whether a release ends with the checks, where its config does not say.
        needs: The environment whose checks a version must have passed; empty: none.
    """

    verify: bool = False
    needs: str = ""


RULES: Mapping[str, Rule] = MappingProxyType({"staging": Rule(verify=True), "prod": Rule(needs="staging")})
"""By environment; those that are not named ask for nothing."""


def rule(environment: str) -> Rule:
    """What `environment` asks for."""
    return RULES.get(environment, Rule())


def verified_tag(environment: str) -> str:
    """The tag of a model version that says by whom and when it passed the checks of `environment`."""
    return f"slipway.verified.{environment}"


def check_evidence(environment: str, model: str, version: str, tags: Mapping[str, str]) -> None:
    """Refuse a version that has not passed what the environment asks for.

    Args:
        environment: Where it shall be released.
        model: The registered model.
        version: Its version.
        tags: The version's tags.

    Raises:
        BadInputError: The evidence is missing.
    """
    needs = rule(environment).needs
    if needs and not tags.get(verified_tag(needs)):
        raise BadInputError(
            f"{model} version {version} may not be released to {environment}",
            why=f"it has not passed the checks that end a release to {needs} (tag {verified_tag(needs)})",
            fix=f"release it to {needs} first: mlflow deployments … -t slipway:/{needs}",
        )


def judge(measured: Mapping[str, float | None], max_p95_ms: float) -> GateReport:
    """The verdict on a deployed version; what could not be measured is never a pass.

    Args:
        measured: `schema_failures`, `prediction_mismatches` and `failed_requests` as counts, `p95_ms` in milliseconds.
        max_p95_ms: The greatest 95th percentile of the latency.
    """
    none = (SCHEMA_FAILURES, PREDICTION_MISMATCHES, FAILED_REQUESTS)
    return evaluate([*(MetricGate(name, maximum=0) for name in none), MetricGate(P95_MS, maximum=max_p95_ms)], measured)


def same(one: object, other: object) -> bool:
    """Whether two predictions, as JSON has them, are equal but for the last digits of their numbers."""
    match one, other:
        case bool(), _:
            return one is other
        case int() | float(), int() | float():
            near = math.isclose(one, other, rel_tol=_RELATIVE, abs_tol=1e-9)
            return not isinstance(other, bool) and (near or (math.isnan(one) and math.isnan(other)))
        case dict(), dict():
            return one.keys() == other.keys() and all(same(each, other[key]) for key, each in one.items())
        case list(), list():
            return len(one) == len(other) and all(map(same, one, other))
        case _:
            return one == other


def differing(expected: object, answered: object) -> int:
    """How many predictions of one answer differ from those expected; a missing or surplus one counts too."""
    if isinstance(expected, list) and isinstance(answered, list):
        wrong = sum(not same(one, other) for one, other in zip(expected, answered, strict=False))
        return wrong + abs(len(expected) - len(answered))
    return 0 if same(expected, answered) else 1
