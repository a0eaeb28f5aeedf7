"""Own gates: what is one, and which values pass it."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.gates import Verdict, evaluate
from app.rollout.expressions import filled, parse_gate


def verdict(text: str, value: float) -> Verdict:
    gate = parse_gate(text)
    return evaluate([gate], {gate.metric: value}).verdict


@pytest.mark.parametrize(
    ("text", "passes", "fails"),
    [("m < 0.5", 0.4999, 0.5), ("m <= 0.5", 0.5, 0.5001), ("m > 1e3", 1000.1, 1000), ("m >= -2", -2, -2.1)],
)
def test_a_bound_is_included_only_where_the_operator_says_so(text: str, passes: float, fails: float) -> None:
    assert (verdict(text, passes), verdict(text, fails)) == (Verdict.PASS, Verdict.FAIL)


@pytest.mark.parametrize("text", ["", "up", "up <", "< 5", "up == 1", "up != 1", "up < five", "up < 0.5 or 1"])
def test_what_does_not_end_in_a_bound_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no gate"):
        parse_gate(text)


def test_only_the_last_comparison_is_the_bound() -> None:
    gate = parse_gate('sum(rate(errors{job="a"}[1m]) > 0) / 2 <= 0.25')
    assert (gate.metric, gate.maximum) == ('sum(rate(errors{job="a"}[1m]) > 0) / 2', 0.25)


def test_names_are_filled_in_and_other_dollars_stay() -> None:
    query = 'up{version="$candidate", path=~"^/x$", other="$unknown"}'
    assert filled(query, {"candidate": "2"}) == 'up{version="2", path=~"^/x$", other="$unknown"}'


@given(st.floats(allow_nan=False, allow_infinity=False, width=32), st.sampled_from(["<", "<=", ">", ">="]))
def test_every_bound_that_can_be_written_is_read_back(bound: float, operator: str) -> None:
    gate = parse_gate(f"m {operator} {bound!r}")
    assert gate.metric == "m"
    assert verdict(f"m {operator} {bound!r}", bound) is (Verdict.PASS if "=" in operator else Verdict.FAIL)
