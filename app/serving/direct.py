"""The direct path: checked rows straight into the model, many requests a call, with the answers MLflow would give.

It is used only for models whose flavor, or own metadata, says that rows do not influence each other, and only as far
as a self-check at start shows it on the model's logged input example: answers are compared with MLflow's.
"""

from __future__ import annotations

import json
import math
import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pandas as pd

from app.serving.invocations import answer as mlflow_answer
from app.serving.invocations import to_json
from app.serving.tabular import Columns, Reader, Rows, columns_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.serving.model import Model

# Flavors whose models predict row by row. Another model says so itself: metadata={"slipway_batching": True}.
ROW_WISE_FLAVORS = frozenset({"sklearn", "xgboost", "lightgbm", "catboost", "onnx"})
BATCHING_KEY = "slipway_batching"
# A batch never grows beyond what the self-check has seen: 64 rows cost a model about what one row costs.
MAX_BATCH_ROWS = 64
_CHECK_BATCHES = (2, 3, 8, MAX_BATCH_ROWS)
# Short enough that nobody notices the event loop busy with it.
_QUICK_SECONDS = 0.002
_PLAIN = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS


@dataclass(frozen=True)
class DirectPath:
    """A way into the model that passed the self-check.

    Attributes:
        reader: Reads bodies into rows.
        predict_rows: n checked rows to n answers, in one call of the model.
        form: "matrix" (no pandas at all) or "frame".
        batches: Whether rows of several requests may share a call.
        quick: Whether a full batch is answered within 2 ms.
    """

    reader: Reader
    predict_rows: Callable[[Rows], list[Any]]
    form: str
    batches: bool
    quick: bool


@dataclass(frozen=True)
class Verdict:
    """What the self-check found: the path, if there is one, and a sentence for the log."""

    path: DirectPath | None
    why: str


def choose(model: Model) -> Verdict:
    """Find the fastest way into `model` that answers as MLflow does.

    Args:
        model: A loaded model that predicted its example already.
    """
    said = (model.metadata.metadata or {}).get(BATCHING_KEY)
    if said is False or (said is None and model.flavor not in ROW_WISE_FLAVORS):
        return Verdict(None, f"flavor {model.flavor} does not say that rows are independent")
    columns = columns_of(model.input_schema)
    if columns is None or model.has_params or model.converts_input:
        return Verdict(None, "the signature needs MLflow's conversions")
    reader = Reader(columns)
    rows = reader.invocation(orjson.loads(model.example_body)) if model.example_body else None
    if not rows:
        return Verdict(None, "there is no input example that the direct path reads: nothing to check it with")
    return _checked(model, reader, columns, rows)


def answers_json(answers: list[Any]) -> bytes:
    """`{"predictions": …}` with the values MLflow writes."""
    try:
        body = orjson.dumps({"predictions": answers}, option=_PLAIN)
    except TypeError:
        return to_json(answers)
    # orjson writes null for what is no number; MLflow writes NaN and Infinity.
    return to_json(answers) if b"null" in body else body


def _checked(model: Model, reader: Reader, columns: Columns, rows: Rows) -> Verdict:
    probe, expected = _expected(model, columns, rows)
    forms: list[tuple[str, Callable[[Rows], Any]]] = [("frame", lambda rows: _frame(columns, rows))]
    if columns.names is None:
        forms = [("matrix", lambda rows: np.array(rows, columns.matrix_dtype))]
    elif columns.is_numeric:
        # Laid out as pandas lays a frame out, so that sums run in the same order.
        forms.insert(0, ("matrix", lambda rows: np.asfortranarray(np.array(rows, columns.matrix_dtype))))
    # A matrix is what we mean to pass; scikit-learn would remark on it in every call.
    warnings.filterwarnings("ignore", message="X does not have valid feature names")
    for form, convert in forms:
        predict_rows = _predictor(model, convert)
        if not _agrees(predict_rows, probe, expected, 1, _equal):
            continue
        sizes = (
            size for size in _CHECK_BATCHES if not _agrees(predict_rows, probe, expected, size, _equal_but_for_rounding)
        )
        broken = next(sizes, None)
        why = "answers agree with MLflow's"
        if broken is not None:
            why = f"batching is off: a batch of {broken} rows answers otherwise than its rows one by one"
        path = DirectPath(reader, predict_rows, form, batches=broken is None, quick=_is_quick(predict_rows, probe))
        return Verdict(path, why)
    return Verdict(None, "answers differ from MLflow's on the input example: every request goes MLflow's way")


def _is_quick(predict_rows: Callable[[Rows], list[Any]], batch: Rows) -> bool:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        predict_rows(batch)
        seconds.append(time.perf_counter() - started)
    return min(seconds) < _QUICK_SECONDS


def _predictor(model: Model, convert: Callable[[Rows], Any]) -> Callable[[Rows], list[Any]]:
    predict = model.predict_unchecked

    def predict_rows(rows: Rows) -> list[Any]:
        return _as_list(predict(convert(rows)))

    return predict_rows


def _frame(columns: Columns, rows: Rows) -> pd.DataFrame:
    """What MLflow's schema enforcement would hand to the model."""
    data = {
        name: np.array(values, columns.column_dtype(position)) if columns.column_dtype(position) else list(values)
        for position, (name, values) in enumerate(zip(columns.names or (), zip(*rows, strict=True), strict=True))
    }
    return pd.DataFrame(data)


def _as_list(predictions: Any) -> list[Any]:
    """One JSON-able answer a row, in the shapes that MLflow gives them."""
    if isinstance(predictions, np.ndarray):
        return predictions.tolist()  # type: ignore[no-any-return]  # a model's answer has at least one dimension
    if isinstance(predictions, pd.Series):
        predictions = predictions.to_frame()
    if isinstance(predictions, pd.DataFrame):
        return predictions.to_dict(orient="records")
    return list(predictions)


def _expected(model: Model, columns: Columns, rows: Rows) -> tuple[Rows, list[Any]]:
    """Probe rows, and what MLflow answers to each alone; the example's own rows where varied ones are refused."""
    varied = [_varied(rows[number % len(rows)], number // len(rows)) for number in range(MAX_BATCH_ROWS)]
    try:
        return varied, [_reference(model, columns, row) for row in varied]
    except Exception:  # noqa: BLE001 - a model may refuse values that nobody logged
        plain = [rows[number % len(rows)] for number in range(MAX_BATCH_ROWS)]
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


def _agrees(
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


def _equal(ours: Any, theirs: Any) -> bool:
    """Equal to the last digit and in type; NaN is equal to NaN."""
    return json.dumps(ours) == json.dumps(theirs)


def _equal_but_for_rounding(ours: Any, theirs: Any) -> bool:
    """Equal, with the last digits of fractions left open.

    A matrix product sums in another order for another number of rows: MLflow's own answers to two rows in one request
    and in two differ in the last digit as well. Whatever really lets rows influence each other differs by far more.
    """
    if type(ours) is not type(theirs):
        return False
    if isinstance(ours, float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12) or _equal(ours, theirs)
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(map(_equal_but_for_rounding, ours, theirs))
    if isinstance(ours, dict):
        return list(ours) == list(theirs) and _equal_but_for_rounding(list(ours.values()), list(theirs.values()))
    return bool(ours == theirs)
