"""What a deployed version must show in the checks that end a release, and which environment asks for them."""

from __future__ import annotations

import json
import math

import hypothesis.strategies as st
import pytest
from hypothesis import given

from app.errors import BadInputError
from app.gates import Verdict
from app.rollout.verification import RULES, check_evidence, differing, judge, rule, same, verified_tag

GOOD: dict[str, float | None] = {
    "schema_failures": 0,
    "prediction_mismatches": 0,
    "failed_requests": 0,
    "p95_ms": 40.0,
}
# Numbers that a factor of a billionth apart are still told from zero.
numbers = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: number == 0 or abs(number) > 1e-6)
json_values = st.recursive(
    st.none() | st.booleans() | numbers | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=10,
)


def test_a_version_that_shows_everything_passes() -> None:
    assert judge(GOOD, 100).verdict is Verdict.PASS


@pytest.mark.parametrize("name", GOOD)
def test_one_thing_wrong_is_a_fail_and_one_thing_unknown_is_no_pass(name: str) -> None:
    assert judge(GOOD | {name: 101.0}, 100).verdict is Verdict.FAIL
    assert not judge(GOOD | {name: None}, 100).passed
    assert not judge({other: value for other, value in GOOD.items() if other != name}, 100).passed


def test_staging_checks_and_prod_takes_only_what_staging_has_passed() -> None:
    assert (rule("staging").verify, rule("prod").needs) == (True, "staging")
    assert rule("local") == rule("dev")
    assert not rule("local").verify
    check_evidence("prod", "wine", "2", {verified_tag("staging"): "passed"})
    check_evidence("local", "wine", "2", {})
    for tags in ({}, {verified_tag("staging"): ""}, {verified_tag("dev"): "passed"}):
        with pytest.raises(BadInputError, match="wine version 2 may not be released to prod"):
            check_evidence("prod", "wine", "2", tags)


def test_what_an_environment_needs_is_checked_there() -> None:
    assert all(rule(each.needs).verify for each in RULES.values() if each.needs)


@given(json_values)
def test_a_prediction_equals_itself_after_its_way_through_json(value: object) -> None:
    assert same(value, json.loads(json.dumps(value)))
    assert differing([value], [value]) == 0


@given(numbers.filter(lambda number: 1e-3 < abs(number) < 1e300))
def test_the_last_digits_of_a_number_may_differ_and_no_more(number: float) -> None:
    assert same(number, number * (1 + 1e-9))
    assert not same(number, number * 1.01)


@pytest.mark.parametrize(
    ("one", "other"), [(1, True), (True, 1), ("1", 1), ([1], 1), ({"a": 1}, {"b": 1}), (None, 0), ("a", ["a"])]
)
def test_what_is_of_another_kind_is_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_every_row_that_differs_counts_and_every_row_too_few_or_too_many() -> None:
    assert differing([1.0, 2.0, 3.0], [1.0, 2.5, 3.0]) == 1
    assert differing([1.0, 2.0], [1.0]) == 1
    assert differing([1.0], None) == 1
    assert differing([math.nan], [math.nan]) == 0
