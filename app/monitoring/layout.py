"""Requests and answers laid out as columns: one list of values a name, whatever protocol they came in.

A body that cannot be laid out is not logged at all: whoever does not know which value belongs to which field cannot
redact it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Columns = dict[str, list[Any]]

PREDICTION = "prediction"
"""The name of a model's only output, whatever its signature or protocol calls it."""

# A vector of a few numbers (probabilities) is a column each; an image or an embedding stays one value.
_WIDEST_VECTOR = 100
_NO_COLUMNS = frozenset({"params", "signature_name"})


def input_columns(document: Any, names: Sequence[str] | None) -> Columns | None:
    """Columns of a body of MLflow's scoring protocol (dataframe_split, dataframe_records, instances, inputs, chat).

    Args:
        document: The parsed body.
        names: The inputs that the model's signature names; others were never seen by the model and are left out.

    Returns:
        Columns of equal length, or None where the body has no layout that is known.
    """
    if not isinstance(document, dict):
        return None
    for form, read in _FORMS.items():
        if form in document:
            return _known(read(document[form], names), names)
    single = {name: [value] for name, value in document.items() if name not in _NO_COLUMNS}
    return _known(single, names)


def csv_columns(body: bytes, names: Sequence[str] | None) -> Columns | None:
    """Columns of a CSV body with a header line; values stay text, empty ones are None."""
    try:
        lines = list(csv.reader(io.StringIO(body.decode()), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    header, *rows = [line for line in lines if line] or [[]]
    return _known(_rows(header, [[cell or None for cell in row] for row in rows]), names)


def parquet_columns(body: bytes, names: Sequence[str] | None) -> Columns | None:
    """Columns of a Parquet file."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import
    import pyarrow.parquet as pq  # noqa: PLC0415 - slow to import

    try:
        columns: Columns = pq.read_table(io.BytesIO(body)).to_pydict()
    except pa.ArrowException:
        return None
    return _known(columns, names)


def output_columns(answer: Any) -> Columns | None:
    """Columns of an answer of `/invocations`, `/predict` or the Open Inference Protocol."""
    if not isinstance(answer, dict):
        return None
    if isinstance(answer.get("outputs"), list):
        return named_outputs({item["name"]: _unflattened(item) for item in answer["outputs"]})
    predictions = answer.get("predictions", answer)
    if isinstance(predictions, dict):
        lists = {name: value if isinstance(value, list) else [value] for name, value in predictions.items()}
        return named_outputs(lists) if _equal_lengths(lists) else named_outputs({PREDICTION: [predictions]})
    rows = predictions if isinstance(predictions, list) else [predictions]
    return named_outputs((_records(rows, None) if _all(dict, rows) else None) or {PREDICTION: rows})


def named_outputs(columns: Columns) -> Columns:
    """The columns under the names that logs and profiles share: a vector becomes one column an element."""
    if len(columns) == 1:
        columns = {PREDICTION: next(iter(columns.values()))}
    spread: Columns = {}
    for name, values in columns.items():
        spread |= _elements(name, values)
    return spread


def length(columns: Columns | None) -> int:
    """How many rows the columns have."""
    return max(map(len, columns.values()), default=0) if columns else 0


def _elements(name: str, values: list[Any]) -> Columns:
    widths = {len(value) if isinstance(value, list) else -1 for value in values}
    width = next(iter(widths), -1)
    if len(widths) != 1 or not 1 <= width <= _WIDEST_VECTOR or any(isinstance(each[0], list) for each in values):
        return {name: values}
    if width == 1:
        return {name: [value[0] for value in values]}
    return {f"{name}.{number}": [value[number] for value in values] for number in range(width)}


def _known(columns: Columns | None, names: Sequence[str] | None) -> Columns | None:
    if not columns or not _equal_lengths(columns):
        return None
    if names is None:
        return columns
    if not any(name in columns for name in names):
        return None
    gap = [None] * length(columns)
    return {name: columns.get(name, gap) for name in names}


def _split(value: Any, names: Sequence[str] | None) -> Columns | None:
    if not isinstance(value, dict) or not isinstance(value.get("data"), list):
        return None
    columns = value.get("columns", names)
    return _rows(columns, value["data"]) if columns is not None else _unnamed(value["data"], None)


def _rows(columns: Any, rows: list[Any]) -> Columns | None:
    if not isinstance(columns, list | tuple) or len({str(name) for name in columns}) != len(columns):
        return None
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        return None
    return {str(name): [row[position] for row in rows] for position, name in enumerate(columns)}


def _records(value: Any, _: Sequence[str] | None) -> Columns | None:
    if not isinstance(value, list) or not value or not _all(dict, value):
        return None
    names = dict.fromkeys(name for record in value for name in record)
    return {name: [record.get(name) for record in value] for name in names}


def _instances(value: Any, names: Sequence[str] | None) -> Columns | None:
    if isinstance(value, dict):
        return {name: cells if isinstance(cells, list) else [cells] for name, cells in value.items()}
    if not isinstance(value, list) or not value:
        return None
    return _records(value, names) if isinstance(value[0], dict) else _unnamed(value, names)


def _unnamed(rows: list[Any], names: Sequence[str] | None) -> Columns | None:
    """Rows by position: under the signature's names, else under their position."""
    if names and len(names) == 1:
        return {names[0]: [row[0] if isinstance(row, list) and len(row) == 1 else row for row in rows]}
    if names:
        return _rows(names, rows)
    width = len(rows[0]) if rows and isinstance(rows[0], list) else 0
    flat = width and all(isinstance(row, list) and len(row) == width for row in rows) and not _all(list, rows[0])
    return _rows([str(position) for position in range(width)], rows) if flat else {"inputs": rows}


def _unflattened(item: dict[str, Any]) -> list[Any]:
    """A tensor's flat data as rows of its shape, as far as two dimensions go."""
    shape, data = item["shape"], item["data"]
    width = len(data) // shape[0] if len(shape) > 1 and shape[0] else 0
    return [data[start : start + width] for start in range(0, len(data), width)] if width else list(data)


def _equal_lengths(columns: Columns) -> bool:
    return len({len(values) for values in columns.values()}) == 1


def _all(kind: type, values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, kind) for value in values)


_FORMS: dict[str, Callable[[Any, Sequence[str] | None], Columns | None]] = {
    "dataframe_split": _split,
    "dataframe_records": _records,
    "instances": _instances,
    "inputs": _instances,
}
