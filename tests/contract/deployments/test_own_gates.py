"""Gates over Prometheus metrics, evaluated by a real server."""

from __future__ import annotations

import math

import pytest

from app.gates import Verdict
from app.rollout.analysis import analyse
from app.rollout.config import read
from app.rollout.prometheus import PrometheusError, value_of
from app.rollout.reader import Reader
from app.rollout.readings import Readings, result_of
from app.rollout.state import Phase, Release, Strategy
from app.targets.traffic import Traffic
from tests.support.postgres import free_port

GOOD = Traffic(requests=100, latency_buckets={5.0: 100})


def judged(url: str, gate: str, **more: str) -> tuple[Verdict, str]:
    """The verdict at a first step at which all else is well, and what the analysis says."""
    release = stepping(url, gate=gate, **more)
    report = analyse(release, {"1": GOOD, "2": GOOD}, Reader({})(release))
    return report.verdict, report.results[-1].message


def stepping(url: str, **config: str) -> Release:
    strategy, policy = read({"prometheus_url": url, **config}, default=Strategy.CANARY)
    known = {"deployment": "wine", "model": "wine", "stable": "1", "candidate": "2", "actor": "tests"}
    return Release(**known, strategy=strategy, policy=policy, phase=Phase.PROGRESSING, position=1)


@pytest.mark.parametrize(
    ("expression", "value"),
    [("1 + 1", 2), ("vector(0.25)", 0.25), ('up{job="itself"}', 1), ("-1 / 0", -math.inf), ("sum(up) * 3", 3)],
)
def test_a_scalar_and_a_vector_of_one_are_a_number(prometheus: str, expression: str, value: float) -> None:
    assert value_of(prometheus, expression) == value


@pytest.mark.parametrize("expression", ["nothing_of_this_name", "0 / 0", "up > 1"])
def test_what_has_no_value_is_not_a_number(prometheus: str, expression: str) -> None:
    assert math.isnan(value_of(prometheus, expression))


@pytest.mark.parametrize(
    ("expression", "why"),
    [('{__name__=~"go_.+"}', "no single number"), ("up[1m]", "no single number"), ("sum(", "parse error")],
)
def test_more_than_one_number_and_a_bad_expression_are_errors(prometheus: str, expression: str, why: str) -> None:
    with pytest.raises(PrometheusError, match=why):
        value_of(prometheus, expression)


@pytest.mark.parametrize(
    ("gate", "verdict", "said"),
    [
        ("vector($candidate) > 1.5", Verdict.PASS, "within bounds"),
        ("vector($candidate) <= 1", Verdict.FAIL, "vector($candidate) 2 is above the maximum 1"),
        ("sum(up) < 1", Verdict.FAIL, "sum(up) 1 is above"),
        ("errors_of_nobody < 0.5", Verdict.INCONCLUSIVE, "not a finite number"),
        ("sum( < 0.5", Verdict.ERROR, "parse error"),
        ("up > 0; nothing < 1", Verdict.INCONCLUSIVE, "nothing"),
    ],
)
def test_only_a_value_within_its_bound_passes(prometheus: str, gate: str, verdict: Verdict, said: str) -> None:
    found, message = judged(prometheus, gate)
    assert found is verdict
    assert said in message


def test_a_server_that_does_not_answer_is_an_error_and_no_pass() -> None:
    verdict, message = judged(f"http://127.0.0.1:{free_port()}", "up > 0")
    assert verdict is Verdict.ERROR
    assert "could not be read (" in message


def test_the_result_of_an_ab_test_is_read_for_each_version(prometheus: str) -> None:
    release = stepping(prometheus, strategy="ab", ab_header="x-user", ab_result="vector($version) * 10")
    found: Readings = Reader({})(release)
    assert (found.metrics[result_of("1")], found.metrics[result_of("2")]) == (10, 20)
