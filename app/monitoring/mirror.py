"""Two versions' answers to the same requests, held against each other: what a shadow release is judged by. Pure.

A mirrored request carries the id of the one it was copied from, and a payload log samples by that id: so what one
version has logged, the other has logged too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.monitoring.records import Record

RELATIVE_TOLERANCE = 1e-6
"""Fractions that differ by less are the same answer: another library version sums in another order."""

_ABSOLUTE_TOLERANCE = 1e-9
_EXAMPLES = 5


@dataclass(frozen=True)
class MirrorComparison:
    """What came of it.

    Attributes:
        pairs: Requests that the stable version answered and that the candidate was asked too.
        mismatches: Those of them that the candidate answered otherwise, its errors included.
        errors: Those of them that the candidate gave no prediction for.
        examples: Ids of the first few mismatches, to look them up by.
    """

    pairs: int
    mismatches: int
    errors: int
    examples: tuple[str, ...] = ()

    @property
    def mismatch_share(self) -> float:
        """Mismatches by pair, 0 to 1; NaN (which no gate passes) where there is no pair."""
        return self.mismatches / self.pairs if self.pairs else math.nan


def compare(
    records: Iterable[Record], *, stable: str, candidate: str, tolerance: float = RELATIVE_TOLERANCE
) -> MirrorComparison:
    """Join two versions' requests on their id and compare the answers.

    Numbers with a fraction are equal within the tolerance; whole numbers, texts and truth values are classes and equal
    exactly. A caller may use an id more than once, so that the inputs have to be the same as well.

    Args:
        records: Requests of both versions, in any order; others are ignored.
        stable: The version whose answers are held to be right.
        candidate: The version that got the copies.
        tolerance: Relative difference of two fractions that are the same answer.
    """
    answers: dict[str, dict[tuple[str, str | None], Record]] = {stable: {}, candidate: {}}
    for record in records:
        if record.version in answers:
            # A retry has its request's id: an answer stands for the request, whatever was tried before.
            known = answers[record.version].get((record.request_id, record.inputs))
            if known is None or known.outputs is None:
                answers[record.version][record.request_id, record.inputs] = record
    asked = [key for key, record in answers[stable].items() if record.outputs is not None and key in answers[candidate]]
    pairs = [(key[0], answers[stable][key].outputs, answers[candidate][key].outputs) for key in asked]
    wrong = [request_id for request_id, theirs, ours in pairs if not _same_text(theirs, ours, tolerance)]
    errors = sum(ours is None for _, _, ours in pairs)
    return MirrorComparison(len(pairs), len(wrong), errors, tuple(wrong[:_EXAMPLES]))


def _same_text(stable: str | None, candidate: str | None, tolerance: float) -> bool:
    if stable is None or candidate is None:
        return False
    return stable == candidate or _same(orjson.loads(stable), orjson.loads(candidate), tolerance)


def _same(stable: Any, candidate: Any, tolerance: float) -> bool:
    if isinstance(stable, dict) and isinstance(candidate, dict):
        return stable.keys() == candidate.keys() and all(
            _same(value, candidate[key], tolerance) for key, value in stable.items()
        )
    if isinstance(stable, list) and isinstance(candidate, list):
        return len(stable) == len(candidate) and all(
            _same(ours, theirs, tolerance) for ours, theirs in zip(stable, candidate, strict=True)
        )
    if _is_number(stable) and _is_number(candidate) and isinstance(stable * candidate, float):
        return math.isclose(stable, candidate, rel_tol=tolerance, abs_tol=_ABSOLUTE_TOLERANCE)
    return bool(stable == candidate) and isinstance(stable, bool) is isinstance(candidate, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
