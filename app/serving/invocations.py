"""MLflow's scoring protocol: bytes of a content type → what a pyfunc takes; predictions → JSON.

The parsing is MLflow's own (`mlflow.pyfunc.scoring_server`, whose version is pinned), so that any input means here
what it means there.
"""

# mypy: allow-untyped-calls
# MLflow is typed in part only.
from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

from mlflow.pyfunc import scoring_server

from app.serving.errors import InvalidInputError, ModelError, TooLargeError, UnsupportedMediaTypeError

if TYPE_CHECKING:
    from app.serving.model import Model

CONTENT_TYPES = ("application/json", "text/csv", "application/vnd.apache.parquet")


def mime_type(content_type: str) -> str:
    """The media type of a Content-Type header, refused as MLflow refuses it.

    Raises:
        UnsupportedMediaTypeError: Not one of `CONTENT_TYPES`, not UTF-8, or with parameters nobody knows.
    """
    mime, *pairs = (part.strip() for part in content_type.split(";"))
    parameters = {key: value for key, _, value in (pair.partition("=") for pair in pairs)}
    if parameters.pop("charset", "utf-8").lower() != "utf-8":
        raise UnsupportedMediaTypeError("only UTF-8 is supported: send charset=utf-8 or no charset")
    if parameters:
        raise UnsupportedMediaTypeError("unknown content type parameters: only charset is known")
    if mime not in CONTENT_TYPES:
        raise UnsupportedMediaTypeError(f"content type must be one of {', '.join(CONTENT_TYPES)}")
    return mime


def answer(model: Model, body: bytes, mime: str, max_rows: int = sys.maxsize) -> bytes:
    """Parse, predict, and write the answer's JSON: the whole of MLflow's `/invocations`.

    Raises:
        InvalidInputError: The body cannot be read or does not fit the signature.
        TooLargeError: It has more than `max_rows` rows.
        ModelError: The model raised.
    """
    data, params, unwrapped = _parse(model, body, mime)
    _refuse_too_many(data, max_rows)
    predictions = model.predict(data, params)
    try:
        return to_json(predictions, unwrapped=unwrapped)
    except (TypeError, ValueError) as error:
        raise ModelError("the model's answer cannot be written as JSON", cause=error, status=500) from error


def to_json(predictions: Any, *, unwrapped: bool = False) -> bytes:
    """Predictions as MLflow writes them; `unwrapped` leaves out the "predictions" key (chat-like inputs)."""
    out = io.StringIO()
    write = scoring_server.unwrapped_predictions_to_json if unwrapped else scoring_server.predictions_to_json
    write(predictions, out)
    return out.getvalue().encode()


def _parse(model: Model, body: bytes, mime: str) -> tuple[Any, dict[str, Any] | None, bool]:
    try:
        if mime == "application/json":
            parsed = scoring_server._parse_json_data(body, model.metadata, model.input_schema)  # noqa: SLF001 - see the module's docstring
            return parsed.data, parsed.params, parsed.is_unified_llm_input
        if mime == "text/csv":
            return scoring_server.parse_csv_input(io.StringIO(body.decode()), model.input_schema), None, False  # type: ignore[arg-type]  # None is its own default
        return scoring_server.parse_parquet_input(io.BytesIO(body)), None, False
    except UnicodeDecodeError as error:
        raise InvalidInputError("the body is not UTF-8") from error
    except Exception as error:  # whatever a parser trips over, the body is at fault
        raise InvalidInputError(model.explain(error)) from error


def _refuse_too_many(data: Any, max_rows: int) -> None:
    """Hold parsed data against the limit: a dictionary of columns has as many rows as its longest column."""
    columns = data.values() if isinstance(data, dict) else [data]
    too_many(max(map(_length, columns), default=0), max_rows)


def _length(data: Any) -> int:
    """Rows of a list, an array or a frame; anything else is one value."""
    shape: tuple[int, ...] = getattr(data, "shape", (len(data),) if isinstance(data, list) else ())
    return shape[0] if shape else 1


def too_many(rows: int, max_rows: int) -> None:
    """Refuse more rows than the limit.

    Raises:
        TooLargeError: There are more.
    """
    if rows > max_rows:
        raise TooLargeError(f"the request has {rows} rows; at most {max_rows} are taken")
