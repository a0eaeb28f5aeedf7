"""What a model gives for a batch, cut into an answer a row, and answers written as MLflow writes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pandas as pd

from app.serving.invocations import to_json

_PLAIN = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS | orjson.OPT_PASSTHROUGH_DATACLASS


class Cells(dict[str, Any]):
    """One row of an answer that is a dictionary of arrays: by output, the row's value."""


def predictions_of(answers: list[Any]) -> Any:
    """The rows' answers as the model would give them: a list, or a dictionary of as many values an output."""
    if not answers or type(answers[0]) is not Cells:
        return answers
    return {name: [cells[name] for cells in answers] for name in answers[0]}


def answers_json(answers: list[Any]) -> bytes:
    """`{"predictions": …}` with the values MLflow writes."""
    predictions = predictions_of(answers)
    try:
        body = orjson.dumps({"predictions": predictions}, option=_PLAIN)
    except TypeError:
        return to_json(predictions)
    # orjson writes null for what is no number; MLflow writes NaN and Infinity.
    return to_json(predictions) if b"null" in body else body


def rows_of(predictions: Any, rows: int) -> list[Any]:
    """One JSON-able answer a row, in the shapes that MLflow gives them.

    Raises:
        ValueError: A dictionary holds something else than arrays of `rows` rows.
    """
    return _cells(predictions, rows) if type(predictions) is dict else _as_list(predictions)


def _cells(predictions: dict[str, Any], rows: int) -> list[Cells]:
    """A dictionary of arrays cut into rows.

    Raises:
        ValueError: An output is no array of as many rows.
    """
    shapes = {name: getattr(values, "shape", ()) for name, values in predictions.items()}
    if not predictions or any(shape[:1] != (rows,) for shape in shapes.values()):
        raise ValueError(f"the model's answer to {rows} rows has the shapes {shapes}")
    columns = [values.tolist() for values in predictions.values()]
    return [Cells(zip(predictions, row, strict=True)) for row in zip(*columns, strict=True)]


def _as_list(predictions: Any) -> list[Any]:
    """One JSON-able answer a row, in the shapes that MLflow gives them."""
    if isinstance(predictions, np.ndarray):
        return predictions.tolist()  # type: ignore[no-any-return]  # a model's answer has at least one dimension
    if isinstance(predictions, pd.Series):
        predictions = predictions.to_frame()
    if isinstance(predictions, pd.DataFrame):
        return predictions.to_dict(orient="records")
    return list(predictions)
