"""The direct path: checked rows straight into the model, many requests a call, with the answers MLflow would give.

It is used only for models whose flavor, or own metadata, says that rows do not influence each other, and only as far
as a self-check at start shows it on the model's logged input example: answers are compared with MLflow's.
"""

from __future__ import annotations

import time
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import orjson
import pandas as pd

from app.serving.agreement import agrees, equal, equal_but_for_rounding, expected_answers
from app.serving.answers import rows_of
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


def _checked(model: Model, reader: Reader, columns: Columns, rows: Rows) -> Verdict:
    probe, expected = expected_answers(model, columns, rows, MAX_BATCH_ROWS)
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
        if not agrees(predict_rows, probe, expected, 1, equal):
            continue
        sizes = (
            size for size in _CHECK_BATCHES if not agrees(predict_rows, probe, expected, size, equal_but_for_rounding)
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
        return rows_of(predict(convert(rows)), len(rows))

    return predict_rows


def _frame(columns: Columns, rows: Rows) -> pd.DataFrame:
    """What MLflow's schema enforcement would hand to the model."""
    data = {
        name: np.array(values, columns.column_dtype(position)) if columns.column_dtype(position) else list(values)
        for position, (name, values) in enumerate(zip(columns.names or (), zip(*rows, strict=True), strict=True))
    }
    return pd.DataFrame(data)
