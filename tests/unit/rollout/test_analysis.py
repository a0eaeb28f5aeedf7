"""Verdicts on a candidate's traffic."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.gates import Verdict
from app.rollout.analysis import analyse, missing_requests, percentile, window
from app.rollout.state import Phase, Policy, Release, Strategy
from app.targets.traffic import Observation, Traffic


@pytest.fixture
def release() -> Release:
    return Release(
        deployment="wine",
        model="wine",
        stable="1",
        candidate="2",
        strategy=Strategy.CANARY,
        policy=Policy(min_requests=20, max_error_rate=0.1, max_latency_ratio=2),
        actor="tests",
        phase=Phase.PROGRESSING,
        position=1,
    )


def traffic(requests: int, *, latency_ms: float = 5.0, **errors: int) -> Traffic:
    return Traffic(requests=requests, latency_buckets={latency_ms: requests}, **errors)


@pytest.mark.parametrize(
    ("observation", "verdict"),
    [
        ({"1": traffic(100), "2": traffic(20)}, Verdict.PASS),
        ({"1": traffic(100), "2": traffic(19)}, Verdict.INCONCLUSIVE),
        ({"1": traffic(100), "2": None}, Verdict.ERROR),
        ({"1": traffic(100)}, Verdict.ERROR),
        ({"1": traffic(100), "2": traffic(20, server_errors=2)}, Verdict.PASS),
        ({"1": traffic(100), "2": traffic(20, server_errors=2, model_errors=1)}, Verdict.FAIL),
        ({"1": traffic(100), "2": traffic(4, model_errors=3)}, Verdict.FAIL),
        ({"1": traffic(100), "2": traffic(20, latency_ms=20)}, Verdict.PASS),
        ({"1": traffic(100), "2": traffic(20, latency_ms=21)}, Verdict.FAIL),
        ({"1": traffic(100, latency_ms=50), "2": traffic(20, latency_ms=100)}, Verdict.PASS),
        ({"1": traffic(19), "2": traffic(20, latency_ms=500)}, Verdict.INCONCLUSIVE),
        ({"1": None, "2": traffic(20, latency_ms=500)}, Verdict.INCONCLUSIVE),
    ],
)
def test_a_candidate_is_judged_by_errors_and_by_latency_where_there_is_something_to_compare(
    release: Release, observation: Observation, verdict: Verdict
) -> None:
    assert analyse(release, observation).verdict is verdict


def test_latency_that_is_not_counted_yet_is_waited_for(release: Release) -> None:
    late = Traffic(requests=20, latency_buckets={5.0: 3})
    assert analyse(release, {"1": traffic(100), "2": late}).verdict is Verdict.INCONCLUSIVE


def test_only_traffic_since_the_step_began_counts(release: Release) -> None:
    later = release.change(baseline={"2": traffic(1000, server_errors=900)})
    assert analyse(later, {"1": traffic(100), "2": traffic(1020, server_errors=900)}).verdict is Verdict.PASS
    assert missing_requests(later, {"1": traffic(18), "2": traffic(1005, server_errors=900)}) == {"1": 2, "2": 15}


def test_counters_that_begin_again_are_counted_from_zero(release: Release) -> None:
    later = release.change(baseline={"2": traffic(1000)})
    seen = window(later, {"2": traffic(7)}, "2")
    assert seen is not None
    assert (seen.requests, seen.latency_buckets) == (7, {5.0: 7})


@given(st.dictionaries(st.floats(0.1, 1e4), st.integers(1, 50), min_size=1), st.floats(0.01, 1))
def test_a_percentile_has_its_share_of_the_requests_at_or_below_it(buckets: dict[float, int], share: float) -> None:
    found = percentile(buckets, share)
    assert found is not None
    below = sum(count for upper, count in buckets.items() if upper <= found)
    assert below >= share * sum(buckets.values())
    assert below - buckets[found] < share * sum(buckets.values())


def test_nothing_has_no_percentile() -> None:
    assert percentile({}, 0.95) is None
