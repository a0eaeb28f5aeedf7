"""`/predict`: `{"data": [[…], …]}`, values by position in the order of the model's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.serving.errors import InvalidInputError

if TYPE_CHECKING:
    from mlflow.types.schema import Schema

_SHAPE = 'send {"data": [[value, …], …]}, with one value for each input of the model, in its order'


def to_invocation(document: Any, schema: Schema | None) -> dict[str, Any]:
    """The same rows as a body of MLflow's scoring protocol: with the signature's names where it has names.

    Raises:
        InvalidInputError: The document has another shape, or a row another width than the signature.
    """
    if not isinstance(document, dict) or not isinstance(document.get("data"), list):
        raise InvalidInputError(_SHAPE)
    rows: list[Any] = document["data"]
    if rows and not isinstance(rows[0], list):
        rows = [rows]
    if schema is None or schema.is_tensor_spec():
        return {"inputs": rows}
    width = len(schema.inputs)
    if not all(isinstance(row, list) and len(row) == width for row in rows):
        raise InvalidInputError(f"each row needs {width} values, in this order: {_names(schema)}")
    columns = {"columns": schema.input_names()} if schema.has_input_names() else {}
    return {"dataframe_split": columns | {"data": rows}}


def _names(schema: Schema) -> str:
    return ", ".join(map(str, schema.input_names())) if schema.has_input_names() else "see /openapi.json"
