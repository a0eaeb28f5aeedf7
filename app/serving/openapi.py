"""The server described in OpenAPI 3.1, with the served model's own inputs, and the same as a page for people."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.serving.model import Model

_JSON_TYPES: dict[str, dict[str, Any]] = {
    "double": {"type": "number"},
    "float": {"type": "number"},
    "long": {"type": "integer"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "string": {"type": "string"},
    "datetime": {"type": "string", "format": "date-time"},
    "binary": {"type": "string", "contentEncoding": "base64"},
}
_ERROR = {
    "type": "object",
    "required": ["error_code", "message"],
    "properties": {"error_code": {"type": "string"}, "message": {"type": "string"}},
}
_REFUSALS = {
    "400": "The body cannot be read, does not fit the signature, or the model itself raised.",
    "413": "Too many bytes or rows.",
    "503": "Not ready, or the queue is full: try again after Retry-After seconds.",
    "504": "No prediction within the time limit.",
}
_MEDIA_REFUSAL = {"415": "A content type that is not read."}


def document(model: Model | None, *, name: str, version: str, example: str | None) -> dict[str, Any]:
    """The OpenAPI document.

    Args:
        model: The served model; None while it is being loaded, then its inputs are left open.
        name: The model's name.
        version: The model's version.
        example: The logged input example as a request body of `/invocations`.
    """
    row, answer = _row(model), _answer(model)
    body = _invocation(row)
    body["properties"]["params"] = _params(model)
    if tensor := _tensor(model):
        body["properties"] |= {"inputs": tensor, "instances": tensor}
    invocation = _operation("Predict, by MLflow's scoring protocol", body, answer, _MEDIA_REFUSAL)
    if example:
        invocation["requestBody"]["content"]["application/json"]["example"] = json.loads(example)
    for mime in ("text/csv", "application/vnd.apache.parquet"):
        invocation["requestBody"]["content"][mime] = {"schema": {"type": "string"}}
    base = f"/v2/models/{name}"
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{name}, version {version}", "version": version},
        "paths": {
            "/invocations": {"post": invocation},
            "/predict": {"post": _operation("Predict rows by position", _positional(row), answer)},
            f"{base}/infer": {"post": _operation("Predict, by the Open Inference Protocol", _inference(), {})},
            base: {"get": _probe("The model's inputs and outputs")},
            f"{base}/ready": {"get": _probe("Loaded and warm?", unready=True)},
            "/v2": {"get": _probe("The server")},
            "/v2/health/live": {"get": _probe("Alive?")},
            "/v2/health/ready": {"get": _probe("Loaded and warm?", unready=True)},
            "/ping": {"get": _probe("Alive?")},
            "/health": {"get": _probe("Alive?")},
            "/ready": {"get": _probe("Loaded and warm? If not, why", unready=True)},
            "/version": {"get": _probe("What is served")},
            "/metrics": {"get": _probe("Metrics for Prometheus", content_type="text/plain")},
        },
        "components": {"schemas": {"Error": _ERROR}},
    }


def page(description: dict[str, Any]) -> bytes:
    """The document as one page that loads nothing from anywhere."""
    parts = []
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            parts.append(f"<h2><code>{method.upper()} {html.escape(path)}</code></h2>")
            parts.append(f"<p>{html.escape(operation['summary'])}</p>")
            if "requestBody" in operation:
                content = operation["requestBody"]["content"]["application/json"]
                shown = {key: content[key] for key in ("schema", "example") if key in content}
                parts.append(f"<pre>{html.escape(json.dumps(shown, indent=1))}</pre>")
    title = html.escape(description["info"]["title"])
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    note = '<p>The same for machines: <a href="openapi.json">openapi.json</a></p>'
    return f"{head}<body><h1>{title}</h1>{note}{''.join(parts)}</body></html>".encode()


def _row(model: Model | None) -> dict[str, dict[str, Any]] | None:
    """JSON schemas of the inputs by name, or None where they have no names or are not known."""
    schema = model.input_schema if model else None
    if schema is None or not schema.has_input_names():
        return None
    return {
        str(spec.name): _JSON_TYPES.get(getattr(spec.type, "name", ""), {}) | {"x-mlflow-type": str(spec.type)}
        for spec in schema.inputs
    }


def _tensor(model: Model | None) -> dict[str, Any]:
    """JSON schema of the only, unnamed tensor that a model takes; empty where it takes something else."""
    schema = model.input_schema if model else None
    if schema is None or not schema.is_tensor_spec() or schema.has_input_names():
        return {}
    spec: Any = schema.inputs[0]
    kind = {"f": "number", "i": "integer", "u": "integer"}.get(spec.type.kind)
    nested: dict[str, Any] = ({"type": kind} if kind else {}) | {"x-mlflow-type": str(spec.type)}
    for size in reversed(spec.shape):
        limits = {"minItems": size, "maxItems": size} if size >= 0 else {}
        nested = {"type": "array", "items": nested} | limits
    return nested


def _params(model: Model | None) -> dict[str, Any]:
    """JSON schema of the parameters of a prediction."""
    schema: Any = model.params_schema if model else None
    properties = {}
    for spec in schema.params if schema is not None else ():
        value = _JSON_TYPES.get(getattr(spec.dtype, "name", ""), {})
        described = value if spec.shape is None else {"type": "array", "items": value}
        properties[spec.name] = described | {"default": spec.to_dict()["default"], "x-mlflow-type": str(spec.dtype)}
    return {"type": "object"} | ({"properties": properties} if properties else {})


def _answer(model: Model | None) -> dict[str, Any]:
    """JSON schema of an answer: MLflow holds no model to its output signature, so it is told and not promised."""
    schema = model.output_schema if model else None
    told = {} if schema is None else {"x-mlflow-outputs": schema.to_dict()}
    return {"type": "object", "required": ["predictions"], "properties": {"predictions": told}}


def _invocation(row: dict[str, dict[str, Any]] | None) -> dict[str, Any]:
    record: dict[str, Any] = {"type": "object"}
    columns: dict[str, Any] = {"type": "array", "items": {"type": "string"}}
    if row is not None:
        record = {"type": "object", "properties": row}
        columns["examples"] = [list(row)]
    split = {
        "type": "object",
        "required": ["data"],
        "properties": {"columns": columns, "data": {"type": "array"}, "index": {"type": "array"}},
    }
    return {
        "type": "object",
        "properties": {
            "dataframe_split": split,
            "dataframe_records": {"type": "array", "items": record},
            "instances": {},
            "inputs": {},
        },
        "oneOf": [{"required": [name]} for name in ("dataframe_split", "dataframe_records", "instances", "inputs")],
    }


def _positional(row: dict[str, dict[str, Any]] | None) -> dict[str, Any]:
    item: dict[str, Any] = {"type": "array"}
    if row is not None:
        item |= {"prefixItems": list(row.values()), "minItems": len(row), "maxItems": len(row)}
    return {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": item}}}


def _inference() -> dict[str, Any]:
    tensor = {
        "type": "object",
        "required": ["name", "shape", "datatype", "data"],
        "properties": {
            "name": {"type": "string"},
            "shape": {"type": "array", "items": {"type": "integer"}},
            "datatype": {"type": "string"},
            "data": {"type": "array"},
        },
    }
    return {"type": "object", "required": ["inputs"], "properties": {"inputs": {"type": "array", "items": tensor}}}


def _operation(
    summary: str, request: dict[str, Any], answer: dict[str, Any], refusals: dict[str, str] | None = None
) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    responses: dict[str, Any] = {
        status: {"description": text, "content": error} for status, text in (_REFUSALS | (refusals or {})).items()
    }
    responses["200"] = {"description": "Predictions", "content": {"application/json": {"schema": answer}}}
    body = {"required": True, "content": {"application/json": {"schema": request}}}
    return {"summary": summary, "requestBody": body, "responses": responses}


def _probe(summary: str, *, unready: bool = False, content_type: str = "application/json") -> dict[str, Any]:
    responses = {"200": {"description": "Yes", "content": {content_type: {}}}}
    if unready:
        responses["503"] = {"description": "No", "content": {content_type: {}}}
    return {"summary": summary, "responses": responses}
