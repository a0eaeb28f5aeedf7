"""What a person asks of a release: how the candidate takes over, and what it must show on the way."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from app.rollout.expressions import parse_gate
from app.routing.route import HEADER_NAME
from app.targets.placement import Placement  # noqa: TC001 - pydantic reads it

FULL_WEIGHT = 100
DEFAULT_STEPS = (10, 50, 100)
LASTING = ("steps", "then", "mirror_percent", "ab_header", "ab_values", "ab_percent", "keep_seconds", "verify")
"""What a release that goes on keeps of its policy, whatever is asked for then: it stands in the middle of it."""

DAY_SECONDS = 86_400
MONTH_SECONDS = 31 * DAY_SECONDS

Percent = Annotated[int, Field(ge=1, le=FULL_WEIGHT)]
Words = tuple[Annotated[str, Field(min_length=1)], ...]


class Strategy(StrEnum):
    """How the candidate takes over; ROLLBACK is no choice of a config: it goes back to a version that served before."""

    CANARY = "canary"
    BLUE_GREEN = "blue-green"
    SHADOW = "shadow"
    AB = "ab"
    ROLLING = "rolling"
    REPLACE = "replace"
    ROLLBACK = "rollback"


class Then(StrEnum):
    """What follows a passed shadow."""

    CANARY = "canary"
    PROMOTE = "promote"


class Policy(BaseModel):
    """What a candidate must show, and how fast it may go; each field's description says what it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: Annotated[
        tuple[Percent, ...],
        Field(description="percent of the traffic at each step; rising, the last one 100"),
    ] = DEFAULT_STEPS
    batches: Annotated[
        int, Field(ge=1, le=FULL_WEIGHT, description="rolling: in how many equal steps the traffic moves")
    ] = 4
    pause_seconds: Annotated[
        float, Field(ge=0, le=DAY_SECONDS, description="least time at each step, the shadow's included (rolling: 0)")
    ] = 5.0
    min_requests: Annotated[
        int,
        Field(
            ge=1, le=100_000, description="least number of the new version's requests at each step: fewer prove nothing"
        ),
    ] = 20
    max_error_rate: Annotated[
        float,
        Field(ge=0, lt=1, description="greatest share of its requests that may fail, errors of the model included"),
    ] = 0.01
    max_latency_ratio: Annotated[
        float,
        Field(ge=1, description="greatest 95th percentile of its latency, as a multiple of the stable version's"),
    ] = 2.0
    max_prediction_drift: Annotated[
        float | None,
        Field(
            gt=0,
            description="greatest population stability index between the answers of the two versions while both have "
            "callers, from the payload log; 0.2 is a usual bound; left out: not asked",
        ),
    ] = None
    gate: Annotated[
        Words,
        Field(
            description="own conditions, each a PromQL expression and its bound, with ; between them: "
            "'sum(rate(errors{version=\"$candidate\"}[1m])) < 0.5'; $deployment, $stable and $candidate are filled in"
        ),
    ] = ()
    prometheus_url: Annotated[
        str,
        Field(
            pattern=r"^$|^https?://[^@\s]+$", description="the Prometheus server that evaluates `gate` and `ab_result`"
        ),
    ] = ""
    analysis_timeout_seconds: Annotated[
        float,
        Field(
            gt=0, le=DAY_SECONDS, description="how long a step may stay without a verdict before the release is held"
        ),
    ] = 120.0
    probe: Annotated[
        bool,
        Field(description="send the model's logged input example through the router where callers send too little"),
    ] = True
    mirror_percent: Annotated[Percent, Field(description="shadow: share of the callers' requests that is copied")] = 20
    max_mismatch_rate: Annotated[
        float,
        Field(
            ge=0,
            le=1,
            description="shadow: greatest share of the copies that may be answered otherwise than the stable version "
            "did; 1 for a model that is meant to answer otherwise",
        ),
    ] = 0.05
    then: Annotated[
        Then, Field(description="shadow: what follows when it has passed: canary, or promote (100 % at once)")
    ] = Then.CANARY
    ab_header: Annotated[
        str, Field(pattern=f"^$|{HEADER_NAME}", description="ab: the header that decides which version answers")
    ] = ""
    ab_values: Annotated[
        Words,
        Field(
            description="ab: the header's values, with commas, that the new version answers; left out: equal values "
            "meet one version, shared out by their hash"
        ),
    ] = ()
    ab_percent: Annotated[
        int, Field(ge=1, lt=FULL_WEIGHT, description="ab: the new version's share of the hashed values, in percent")
    ] = 50
    ab_seconds: Annotated[
        float | None,
        Field(
            gt=0,
            le=MONTH_SECONDS,
            description="ab: how long the test runs before it is held with its results; left out: until a person "
            "promotes or aborts it",
        ),
    ] = None
    ab_result: Annotated[
        str,
        Field(
            description="ab: a PromQL expression for what is tested, such as conversions, told with each version's "
            "results; $version is filled in"
        ),
    ] = ""
    keep_seconds: Annotated[
        float | None,
        Field(
            ge=0,
            le=DAY_SECONDS,
            description="how long the command keeps the old version started after the release, for an instant "
            "rollback; 0: not at all (rolling); left out: until the next release, and the command does not wait",
        ),
    ] = None
    verify: Annotated[
        bool | None,
        Field(
            description="whether the release ends with checks of the deployed version: schema, predictions against the "
            "model itself, latency under a set load; left out: in staging"
        ),
    ] = None
    verify_p95_ms: Annotated[
        float, Field(gt=0, description="greatest 95th percentile of the latency in these checks, in milliseconds")
    ] = 1000.0
    placement: Annotated[
        Placement | None,
        Field(
            description="how many servers the version gets, on Kubernetes also which and where; left out: as they are"
        ),
    ] = None

    @field_validator("steps")
    @classmethod
    def _rising(cls, steps: tuple[int, ...]) -> tuple[int, ...]:
        rising = all(low < high for low, high in itertools.pairwise(steps))
        if not steps or not rising or steps[-1] != FULL_WEIGHT:
            raise ValueError(f"steps {list(steps)} must rise and end at {FULL_WEIGHT}, for example 10,50,100")
        return steps

    @field_validator("gate")
    @classmethod
    def _parsed(cls, gates: tuple[str, ...]) -> tuple[str, ...]:
        for gate in gates:
            parse_gate(gate)
        return gates

    @model_validator(mode="after")
    def _asks_somebody(self) -> Self:
        if (self.gate or self.ab_result) and not self.prometheus_url:
            raise ValueError("gate and ab_result need prometheus_url, the server that evaluates them")
        return self
