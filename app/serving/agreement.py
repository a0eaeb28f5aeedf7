"""Whether a way into the model answers as MLflow does, tried on the model's own input example."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson

from app.serving.answers import answers_json
from app.serving.invocations import answer as mlflow_answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.serving.model import Model
    from app.serving.tabular import (
        Columns,
        Rows,
    )  # Relative and absolute difference that rounding may make, in double and in single precision.
_DOUBLE = (1e-9, 1e-12)
_SINGLE = (1e-5, 1e-6)


def expected_answers(model: Model, columns: Columns, rows: Rows, count: int) -> tuple[Rows, list[Any]]:
    """`count` probe rows, and MLflow's answer to each alone; the example's own rows where varied ones are refused."""
    varied = [_varied(rows[number % len(rows)], number // len(rows)) for number in range(count)]
    try:
        return varied, [_reference(model, columns, row) for row in varied]
    except Exception:  # noqa: BLE001 - a model may refuse values that nobody logged
        plain = [rows[number % len(rows)] for number in range(count)]
        return plain, [_reference(model, columns, row) for row in plain]


def _varied(row: list[Any], round_: int) -> list[Any]:
    """The row with its fractions moved a little each round: equal rows would hide that they influence each other."""
    return [value * (1 + 0.01 * round_) if type(value) is float else value for value in row]


def _reference(model: Model, columns: Columns, row: list[Any]) -> Any:
    """MLflow's answer to one row, by its own parsing, enforcement and writing."""
    body = (
        {"inputs": [row]} if columns.names is None else {"dataframe_split": {"columns": columns.names, "data": [row]}}
    )
    return json.loads(mlflow_answer(model, orjson.dumps(body), "application/json"))


def agrees(
    predict_rows: Callable[[Rows], list[Any]],
    rows: Rows,
    expected: list[Any],
    size: int,
    same: Callable[[Any, Any], bool],
) -> bool:
    """Whether calls of `size` rows answer what is expected of each row."""
    for start in range(0, len(rows) - size + 1, size):
        try:
            answers = predict_rows(rows[start : start + size])
        except Exception:  # noqa: BLE001 - then this way is not the model's
            return False
        written = [json.loads(answers_json([answer])) for answer in answers]
        if len(written) != size or not all(map(same, written, expected[start : start + size])):
            return False
    return True


def equal(ours: Any, theirs: Any) -> bool:
    """Equal to the last digit and in type; NaN is equal to NaN."""
    return json.dumps(ours) == json.dumps(theirs)


def equal_but_for_rounding(ours: Any, theirs: Any) -> bool:
    """Equal, with the last digits of fractions left open.

    A matrix product sums in another order for another number of rows: MLflow's own answers to two rows in one request
    and in two differ in the last digit as well. Whatever really lets rows influence each other differs by far more.
    """
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, float):
        relative, absolute = _SINGLE if _is_single(ours) and _is_single(theirs) else _DOUBLE
        return math.isclose(ours, theirs, rel_tol=relative, abs_tol=absolute) or equal(ours, theirs)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(equal_but_for_rounding, ours, theirs))
    if isinstance(ours, dict):
        return list(ours) == list(theirs) and equal_but_for_rounding(list(ours.values()), list(theirs.values()))
    return bool(ours == theirs)


def _is_single(value: float) -> bool:
    """Whether a model may have worked it out in single precision, whose last digit is the seventh."""
    with np.errstate(over="ignore"):
        return float(np.float32(value)) == value
