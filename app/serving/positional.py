"""`/predict`: `{"data": [[…], …]}`, values by position in the order of the model's signature."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.serving.errors import InvalidInputError
from app.serving.invocations import answer as invocations_answer

if TYPE_CHECKING:
    from app.serving.model import Model

_SHAPE = 'send {"data": [[value, …], …]} with one value per input of the model, in its order'


def answer(model: Model, body: bytes) -> bytes:
    """Parse, predict, and write the answer's JSON.

    Raises:
        InvalidInputError: The body cannot be read or does not fit the signature.
        ModelError: The model raised.
    """
    try:
        document = json.loads(body)
    except ValueError as error:
        raise InvalidInputError("the body is not JSON") from error
    rows = rows_of(document)
    translated = _as_invocation(model, rows)
    return invocations_answer(model, json.dumps(translated).encode(), "application/json")


def rows_of(document: Any) -> list[Any]:
    """The rows in a parsed body; a flat list is one row.

    Raises:
        InvalidInputError: It has another shape.
    """
    if not isinstance(document, dict) or not isinstance(document.get("data"), list):
        raise InvalidInputError(_SHAPE)
    rows: list[Any] = document["data"]
    return rows if not rows or isinstance(rows[0], list) else [rows]


def _as_invocation(model: Model, rows: list[Any]) -> dict[str, Any]:
    """The same rows in MLflow's protocol: with the signature's names where it has names."""
    schema = model.input_schema
    if schema is None or schema.is_tensor_spec():
        return {"inputs": rows}
    if not schema.has_input_names():
        return {"dataframe_split": {"data": rows}}
    return {"dataframe_split": {"columns": schema.input_names(), "data": rows}}
