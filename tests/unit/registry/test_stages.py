"""Stages: which moves are legal."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadInputError
from app.registry.stages import ALIASES, LEGAL_MOVES, Stage, check_move

LEGAL = {
    (Stage.NONE, Stage.STAGING),
    (Stage.STAGING, Stage.PRODUCTION),
    (Stage.PRODUCTION, Stage.ARCHIVED),
    (Stage.ARCHIVED, Stage.PRODUCTION),
}


@pytest.mark.parametrize(("origin", "to"), list(itertools.product(Stage, Stage)))
def test_only_the_way_forward_and_the_rollback_are_legal(origin: Stage, to: Stage) -> None:
    if (origin, to) in LEGAL:
        check_move("wine", "2", origin, to)
        return
    with pytest.raises(BadInputError) as caught:
        check_move("wine", "2", origin, to)
    assert f"from {origin} to {to}" in str(caught.value)
    assert all(f"{a} → {b}" in caught.value.why for a, b in LEGAL)
    assert all(legal in caught.value.fix for legal in LEGAL_MOVES[origin])


@given(st.lists(st.sampled_from(Stage), max_size=8))
def test_nothing_reaches_production_that_was_not_in_staging(wanted: list[Stage]) -> None:
    visited = [Stage.NONE]
    for to in wanted:
        if to in LEGAL_MOVES[visited[-1]]:
            visited.append(to)
    if Stage.PRODUCTION in visited:
        assert Stage.STAGING in visited[: visited.index(Stage.PRODUCTION)]


def test_stages_are_mlflows_own_words() -> None:
    from mlflow.entities.model_registry.model_version_stages import ALL_STAGES

    assert {stage.value for stage in Stage} == set(ALL_STAGES)


def test_the_stages_with_an_alias_are_those_a_version_is_looked_up_by() -> None:
    assert dict(ALIASES) == {Stage.STAGING: "staging", Stage.PRODUCTION: "production"}
