"""The Open Inference Protocol, version 2 (https://github.com/kserve/open-inference-protocol), over JSON.

A request is translated into MLflow's own protocol and takes the same way to the model; answers are translated back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.serving.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mlflow.types.schema import Schema

# The protocol's table of tensor data types.
DATATYPES = (
    "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BYTES",
)  # fmt: skip
_OF_MLFLOW = {
    "boolean": "BOOL",
    "integer": "INT32",
    "long": "INT64",
    "float": "FP32",
    "double": "FP64",
    "float32": "FP32",
    "float64": "FP64",
    "int32": "INT32",
    "int64": "INT64",
    "uint8": "UINT8",
    "bool": "BOOL",
}
_OF_PYTHON = {bool: "BOOL", int: "INT64", float: "FP64", str: "BYTES"}
_DEFAULT_OUTPUT = "output-0"


def tensors(schema: Schema | None) -> list[dict[str, Any]]:
    """A signature's inputs or outputs as the protocol's tensor metadata."""
    if schema is None:
        return []
    described = []
    for position, spec in enumerate(schema.inputs):
        kind = getattr(spec.type, "name", str(spec.type))
        described.append(
            {
                "name": spec.name or f"input-{position}",
                "datatype": _OF_MLFLOW.get(kind, "BYTES"),
                "shape": list(getattr(spec, "shape", (-1,))),
            }
        )
    return described


def to_invocation(document: Any, schema: Schema | None) -> dict[str, Any]:
    """An inference request as a body of MLflow's scoring protocol.

    Raises:
        InvalidInputError: It is no inference request, or its tensors do not fit their shapes.
    """
    inputs = document.get("inputs") if isinstance(document, dict) else None
    if not isinstance(inputs, list) or not inputs or not all(isinstance(item, dict) for item in inputs):
        raise InvalidInputError('send {"inputs": [{"name", "shape", "datatype", "data"}, …]}')
    arrays = {_name(item): _nested(item) for item in inputs}
    body = _body(arrays, schema)
    if document.get("parameters"):
        body["params"] = document["parameters"]
    return body


def to_response(document: dict[str, Any], predictions: Any, *, name: str, version: str, schema: Schema | None) -> Any:
    """Predictions as an inference response, with the outputs that the request asked for.

    Raises:
        InvalidInputError: It asked for an output that there is not.
    """
    outputs = _outputs(predictions, schema)
    asked = document.get("outputs")
    if asked:
        names = [_name(item) for item in asked] if isinstance(asked, list) else [""]
        known = {output["name"]: output for output in outputs}
        if not set(names) <= set(known):
            raise InvalidInputError(f"there is no such output; the model gives {', '.join(map(repr, known))}")
        outputs = [known[name] for name in names]
    response = {"model_name": name, "model_version": version, "outputs": outputs}
    return response | ({"id": document["id"]} if "id" in document else {})


def _name(item: Any) -> str:
    name = item.get("name") if isinstance(item, dict) else None
    if not isinstance(name, str):
        raise InvalidInputError("an input or output has no name")
    return name


def _nested(item: dict[str, Any]) -> list[Any]:
    """A tensor's data, flat or nested, as nested lists of its shape."""
    shape, data = item.get("shape"), item.get("data")
    if item.get("datatype") not in DATATYPES:
        raise InvalidInputError(f"an input's datatype must be one of {', '.join(DATATYPES)}")
    if not isinstance(shape, list) or not shape or not all(type(size) is int and size >= 0 for size in shape):
        raise InvalidInputError("an input's shape must be a list of sizes")
    if not isinstance(data, list):
        raise InvalidInputError("an input's data must be a list")
    flat = _flat(data, depth=len(shape))
    if len(flat) != math.prod(shape):
        raise InvalidInputError(f"an input of shape {shape} needs {math.prod(shape)} values, and has {len(flat)}")
    for size in reversed(shape[1:]):
        flat = [flat[start : start + size] for start in range(0, len(flat), size)] if size else []
    return flat


def _flat(data: list[Any], *, depth: int) -> list[Any]:
    for _ in range(depth - 1):
        if not data or not all(isinstance(item, list) for item in data):
            break
        data = [value for item in data for value in item]
    return data


def _body(arrays: dict[str, list[Any]], schema: Schema | None) -> dict[str, Any]:
    only = next(iter(arrays.values())) if len(arrays) == 1 else None
    if schema is None or schema.is_tensor_spec():
        named = schema is not None and schema.has_input_names()
        return {"inputs": arrays if named or only is None else only}
    names = schema.input_names() if schema.has_input_names() else None
    if only is not None and (names is None or next(iter(arrays)) not in names):
        # One matrix for all columns, in the signature's order.
        return {"dataframe_split": ({"columns": names} if names else {}) | {"data": only}}
    if len({len(column) for column in arrays.values()}) != 1:
        raise InvalidInputError("the inputs have different numbers of rows")
    rows = [[_scalar(value) for value in row] for row in zip(*arrays.values(), strict=True)]
    return {"dataframe_split": {"columns": list(arrays), "data": rows}}


def _scalar(value: Any) -> Any:
    """A column's value: [n, 1] means the same as [n]."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _outputs(predictions: Any, schema: Schema | None) -> list[dict[str, Any]]:
    names = [spec.name for spec in schema.inputs if spec.name] if schema is not None else []
    if isinstance(predictions, dict):
        return [_output(key, value if isinstance(value, list) else [value]) for key, value in predictions.items()]
    rows = predictions if isinstance(predictions, list) else [predictions]
    if rows and all(isinstance(row, dict) for row in rows):
        keys = list(dict.fromkeys(key for row in rows for key in row))
        return [_output(key, [row.get(key) for row in rows]) for key in keys]
    return [_output(names[0] if len(names) == 1 else _DEFAULT_OUTPUT, rows)]


def _output(name: str, values: Sequence[Any]) -> dict[str, Any]:
    shape, flat = [len(values)], list(values)
    while flat and all(isinstance(value, list) for value in flat) and len({len(value) for value in flat}) == 1:
        shape.append(len(flat[0]))
        flat = [inner for value in flat for inner in value]
    return {"name": str(name), "shape": shape, "datatype": _datatype(flat), "data": flat}


def _datatype(values: list[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return "FP64"
    return _OF_PYTHON.get(kinds.pop(), "BYTES") if len(kinds) == 1 else "BYTES"
