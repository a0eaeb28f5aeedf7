"""Two versions' answers to the same requests."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.monitoring.mirror import compare
from tests.unit.monitoring.examples import record


def answered(version, request_id, answer, **changes):
    outputs = None if answer is None else json.dumps({"prediction": answer})
    return record(version=version, request_id=request_id, outputs=outputs, **changes)


def compared(*records, **options):
    return compare(records, stable="1", candidate="2", **options)


@pytest.mark.parametrize(
    ("stable", "candidate", "same"),
    [
        ([0.25], [0.25 * (1 + 1e-9)], True),
        ([0.25], [0.2501], False),
        ([1], [1.0000000001], True),
        ([1_000_000], [1_000_001], False),
        (["class_1"], ["class_1"], True),
        (["class_1"], ["class_2"], False),
        ([True], [1], False),
        ([None], [None], True),
        ([[0.1, 0.9]], [[0.1, 0.9000000001]], True),
        ([{"label": "a", "p": 0.5}], [{"label": "a", "p": 0.7}], False),
        ([0.1, 0.2], [0.1], False),
    ],
    ids=str,
)
def test_fractions_are_compared_with_a_tolerance_and_classes_exactly(stable, candidate, same) -> None:
    found = compared(answered("1", "a", stable), answered("2", "a", candidate))
    assert (found.pairs, found.mismatches, found.errors) == (1, 0 if same else 1, 0)


def test_a_wider_tolerance_can_be_asked_for() -> None:
    pair = answered("1", "a", [1.0]), answered("2", "a", [1.05])
    assert compared(*pair).mismatches == 1
    assert compared(*pair, tolerance=0.1).mismatches == 0


def test_only_what_both_versions_were_asked_is_compared() -> None:
    found = compared(
        answered("1", "both", [1]), answered("2", "both", [1]), answered("1", "stable only", [1]),
        answered("2", "candidate only", [2]), answered("3", "both", [9]), answered("1", "refused", None, status=400),
        answered("2", "refused", None, status=400),
    )  # fmt: skip
    assert (found.pairs, found.mismatches, found.mismatch_share) == (1, 0, 0.0)
    assert math.isnan(compared().mismatch_share)


def test_a_candidate_that_fails_where_stable_answers_is_a_mismatch_with_its_id() -> None:
    found = compared(answered("1", "a", [1]), answered("2", "a", None, status=400))
    assert (found.pairs, found.mismatches, found.errors, found.examples) == (1, 1, 1, ("a",))


def test_an_attempt_before_the_answer_does_not_stand_for_it() -> None:
    late = answered("2", "a", [1])
    early = answered("2", "a", None, status=503)
    for order in ([early, late], [late, early]):
        assert compared(answered("1", "a", [1]), *order).mismatches == 0


def test_an_id_that_a_caller_uses_twice_joins_equal_inputs_only() -> None:
    first, second = json.dumps({"x": [1]}), json.dumps({"x": [2]})
    found = compared(
        answered("1", "same", [1], inputs=first), answered("1", "same", [2], inputs=second),
        answered("2", "same", [2], inputs=second), answered("2", "same", [1], inputs=first),
    )  # fmt: skip
    assert (found.pairs, found.mismatches) == (2, 0)


@given(st.permutations(range(8)), st.sets(st.integers(0, 3)))
def test_the_order_of_the_records_does_not_matter(order, wrong) -> None:
    records = [answered("1", str(number), [number]) for number in range(4)]
    records += [answered("2", str(number), [-1 if number in wrong else number]) for number in range(4)]
    found = compared(*(records[position] for position in order))
    assert (found.pairs, found.mismatches) == (4, len(wrong))
