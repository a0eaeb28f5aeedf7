"""Sampling by the request's id."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.monitoring.sampling import is_sampled

shares = st.floats(0.001, 1)


@given(st.text(), shares, shares)
def test_a_larger_share_holds_every_request_of_a_smaller_one(request_id: str, one: float, other: float) -> None:
    if is_sampled(request_id, min(one, other)):
        assert is_sampled(request_id, max(one, other))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1])
def test_the_share_of_requests_is_kept_that_was_asked_for(share: float) -> None:
    kept = sum(is_sampled(f"request-{number}", share) for number in range(20_000))
    assert kept / 20_000 == pytest.approx(share, abs=0.012)


def test_which_requests_are_kept_never_changes() -> None:
    # Servers of different releases run side by side: what this function says is a format.
    assert [number for number in range(100) if is_sampled(str(number), 0.05)] == [29, 72, 90, 99]
