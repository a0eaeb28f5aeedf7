"""Reads what a release's gates ask for beside counters: the payload log, and expressions over Prometheus metrics."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from app.errors import SlipwayError
from app.rollout.expressions import filled, parse_gate
from app.rollout.prometheus import value_of
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, MISMATCH_RATE, PREDICTION_DRIFT, Readings, result_of
from app.rollout.state import FULL_WEIGHT, Phase, Release

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AGE_SECONDS = 2.0
"""How old a reading may be: a payload log is many files, and grows no faster than its writers flush it."""


class Reader:
    """Reads for releases of one environment; each step's readings are kept for two seconds.

    Args:
        variables: The environment's, which say where its payload log is.
        clock: Seconds that only grow.
    """

    def __init__(self, variables: Mapping[str, str], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._variables = variables
        self._clock = clock
        self._known: tuple[object, float, Readings] | None = None

    def __call__(self, release: Release) -> Readings:
        """What the gates of the present step ask for; what cannot be read is None, with the reason."""
        step = (release.number, release.phase, release.step, release.began)
        if self._known and self._known[0] == step and self._clock() - self._known[1] < AGE_SECONDS:
            return self._known[2]
        found = self._read(release)
        self._known = (step, self._clock(), found)
        return found

    def _read(self, release: Release) -> Readings:
        metrics: dict[str, float | None] = {}
        problems: dict[str, str] = {}
        examples: tuple[str, ...] = ()
        for name, read in self._asked(release).items():
            try:
                value = read()
            except SlipwayError as error:
                metrics[name], problems[name] = None, error.why or error.what
            else:
                if value is not None:
                    metrics[name] = value
        if release.phase is Phase.MIRRORING:
            examples = self._mirror(release, metrics, problems)
        return Readings(metrics, problems, examples)

    def _asked(self, release: Release) -> dict[str, Callable[[], float | None]]:
        """What to read, by the metric's name."""
        policy = release.policy
        names = {"deployment": release.deployment, "stable": release.stable or "", "candidate": release.candidate}
        gates = {parse_gate(text).metric for text in policy.gate}
        asked: dict[str, Callable[[], float | None]] = {
            query: _valued(policy.prometheus_url, filled(query, names)) for query in gates
        }
        if policy.ab_result and release.testing:
            for version in filter(None, (release.stable, release.candidate)):
                query = filled(policy.ab_result, names | {"version": version})
                asked[result_of(version)] = _valued(policy.prometheus_url, query)
        beside = release.stable and (release.phase is Phase.MIRRORING or release.weight < FULL_WEIGHT)
        if policy.max_prediction_drift is not None and beside:
            asked[PREDICTION_DRIFT] = lambda: self._drift(release)
        return asked

    def _drift(self, release: Release) -> float | None:
        from app.monitoring.score import prediction_drift  # noqa: PLC0415 - imports pyarrow and scipy

        return prediction_drift(
            self._variables, release.deployment, release.stable or "", release.candidate, release.began
        )

    def _mirror(self, release: Release, metrics: dict[str, float | None], problems: dict[str, str]) -> tuple[str, ...]:
        from app.monitoring.score import mirror_comparison  # noqa: PLC0415 - see above

        try:
            compared = mirror_comparison(
                self._variables, release.deployment, release.stable or "", release.candidate, release.began
            )
            why = "this environment keeps no payload log"
        except SlipwayError as error:
            compared, why = None, error.why or error.what
        if compared is None:
            metrics[MIRROR_PAIRS], problems[MISMATCH_RATE] = None, why
            return ()
        metrics |= {MIRROR_PAIRS: compared.pairs, MIRROR_MISMATCHES: compared.mismatches}
        return compared.examples


def _valued(url: str, query: str) -> Callable[[], float]:
    return lambda: value_of(url, query)
