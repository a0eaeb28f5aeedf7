"""Rows of plain values, read from a parsed body without pandas, where that means exactly what MLflow would make of it.

Everything here answers either rows, checked value by value, or None: then MLflow's own code reads the body. So nothing
is refused here, and no conversion is done that MLflow might do otherwise.
"""

from __future__ import annotations

import functools
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from mlflow.types.schema import Schema, TensorSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import DTypeLike

Rows = list[Any]

# Python types that JSON gives, and that MLflow takes over into a column of the type unchanged in value.
_ACCEPTED: dict[str, frozenset[type]] = {
    "double": frozenset({float, int}),
    "float": frozenset({float, int}),
    "long": frozenset({int}),
    "integer": frozenset({int}),
    "boolean": frozenset({bool}),
    "string": frozenset({str}),
}
_DTYPES: dict[str, DTypeLike] = {
    "double": np.float64,
    "float": np.float32,
    "long": np.int64,
    "integer": np.int32,
    "boolean": np.bool_,
}
# Beyond, an integer is not exact as a double, and the order of conversions would show in the result.
_EXACT_INTEGER = 2**53
_FORMATS = frozenset({"dataframe_split", "dataframe_records", "instances", "inputs"})
# With one of these keys MLflow reads the body as a chat-like input.
_OTHER_MEANING = frozenset({"messages", "prompt", "input"})


@dataclass(frozen=True)
class Columns:
    """The inputs of a signature that the direct path can read.

    Attributes:
        names: Column names, or None for one tensor of shape (-1, width).
        kinds: MLflow's type names, a column each.
    """

    names: tuple[str, ...] | None
    kinds: tuple[str, ...]

    @property
    def is_numeric(self) -> bool:
        """No text, no truth values: fits a matrix."""
        return all(kind in {"double", "float", "long", "integer"} for kind in self.kinds)

    @property
    def matrix_dtype(self) -> np.dtype[Any]:
        """What pandas would make of a frame of these columns when asked for one array."""
        return np.result_type(*(_DTYPES[kind] for kind in self.kinds))

    def column_dtype(self, position: int) -> DTypeLike | None:
        """The dtype of one column; None for text, whose dtype pandas decides."""
        return _DTYPES.get(self.kinds[position])


def columns_of(schema: Schema | None) -> Columns | None:
    """What the direct path can read of a signature, or None: then every request goes MLflow's way."""
    if schema is None or not schema.inputs:
        return None
    if schema.is_tensor_spec():
        return _tensor_columns(schema)
    kinds = tuple(getattr(spec.type, "name", "") for spec in schema.inputs)
    if not schema.has_input_names() or not all(kind in _ACCEPTED for kind in kinds):
        return None
    return Columns(tuple(map(str, schema.input_names())), kinds)


def _tensor_columns(schema: Schema) -> Columns | None:
    spec = schema.inputs[0]
    if not isinstance(spec, TensorSpec):
        return None
    kind = {np.dtype(np.float64): "double", np.dtype(np.float32): "float"}.get(spec.type)
    if len(schema.inputs) > 1 or spec.name is not None or kind is None:
        return None
    if len(spec.shape) != 2 or spec.shape[0] != -1 or spec.shape[1] < 1:  # noqa: PLR2004 - rows and columns
        return None
    return Columns(None, (kind,) * spec.shape[1])


class Reader:
    """Reads parsed bodies of one signature.

    Args:
        columns: What the signature takes.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._names = columns.names or ()
        self._names_list = list(self._names)
        self._width = len(columns.kinds)
        # One type for all columns is the common case, and is checked a row at a time.
        self._uniform = columns.kinds[0] if len(set(columns.kinds)) == 1 else None
        self._forms = self._readers()
        self._pickers: dict[tuple[str, ...], Callable[[Any], Any] | None] = {}

    def positional(self, document: Any) -> Rows | None:
        """Rows of `{"data": [[…], …]}`, a flat list being one row."""
        data = document.get("data") if type(document) is dict else None
        if type(data) is not list or not data:
            return None
        return self._checked(data if type(data[0]) is list else [data])

    def invocation(self, document: Any) -> Rows | None:
        """Rows of MLflow's scoring protocol."""
        if type(document) is not dict:
            return None
        form = next(iter(document)) if len(document) == 1 else _only_form(document)
        read = self._forms.get(form)
        return read(document[form]) if read is not None else None

    def _readers(self) -> dict[str, Callable[[Any], Rows | None]]:
        """What reads each form that bodies of this signature may have."""
        if not self._names:
            return {"instances": self._tensor, "inputs": self._tensor}
        return {
            "dataframe_split": self._split,
            "dataframe_records": functools.partial(self._records, exact=False),
            "instances": functools.partial(self._records, exact=True),
            "inputs": self._by_column,
        }

    def _tensor(self, value: Any) -> Rows | None:
        return self._checked(value) if type(value) is list else None

    def _split(self, frame: Any) -> Rows | None:
        if type(frame) is not dict or len(frame) != 2:  # noqa: PLR2004 - columns and data
            return None
        columns, data = frame.get("columns"), frame.get("data")
        if type(data) is not list:
            return None
        if columns == self._names_list:
            return self._checked(data)
        return self._reordered(columns, data)

    def _reordered(self, columns: Any, data: list[Any]) -> Rows | None:
        if type(columns) is not list or not all(type(name) is str for name in columns):
            return None
        pick = self._picker(tuple(columns))
        if pick is None or not all(type(row) is list and len(row) == len(columns) for row in data):
            return None
        return self._checked([list(pick(row)) for row in data])

    def _picker(self, given: tuple[str, ...]) -> Callable[[Any], Any] | None:
        """Takes the signature's columns out of a row with the columns `given`; None where they are not all there."""
        if len(set(given)) != len(given) or not set(self._names) <= set(given):
            return None
        positions = [given.index(name) for name in self._names]
        return operator.itemgetter(*positions) if len(positions) > 1 else lambda row: [row[positions[0]]]

    def _records(self, records: Any, *, exact: bool) -> Rows | None:
        """Rows of dictionaries; `exact` refuses keys that are no columns, as MLflow converts those as well."""
        if type(records) is not list or not records:
            return None
        for record in records:
            if type(record) is not dict or (exact and len(record) != self._width):
                return None
        if exact and not self._columns.is_numeric:
            return None
        try:
            return self._checked([[record[name] for name in self._names] for record in records])
        except KeyError:
            return None

    def _by_column(self, value: Any) -> Rows | None:
        if type(value) is not dict or value.keys() != set(self._names):
            return None
        lists = [value[name] for name in self._names]
        if not self._columns.is_numeric or not all(type(column) is list for column in lists):
            return None
        if len({len(column) for column in lists}) != 1:
            return None
        return self._checked([list(row) for row in zip(*lists, strict=True)])

    def _checked(self, rows: list[Any]) -> Rows | None:
        # Loops, not generators: for the one row that most requests bring, making a generator costs more than the check.
        width = self._width
        for row in rows:
            if type(row) is not list or len(row) != width:
                return None
        if not rows:
            return None
        fits = self._fit_type(self._uniform, rows) if self._uniform is not None else self._fit(rows)
        return rows if fits else None

    @staticmethod
    def _fit_type(kind: str, rows: Rows) -> bool:
        """Whether every value fits the one type that all columns have."""
        accepted = _ACCEPTED[kind]
        for row in rows:
            if not accepted.issuperset(map(type, row)):
                return False
        return kind == "double" or _in_range(kind, (value for row in rows for value in row))

    def _fit(self, rows: Rows) -> bool:
        """Whether every value fits its column's type."""
        columns = zip(*rows, strict=True)
        # In a frame of several types a matrix holds integers as doubles: they have to be exact.
        return all(
            _ACCEPTED[kind].issuperset(map(type, column)) and _in_range(kind, column)
            for kind, column in zip(self._columns.kinds, columns, strict=True)
        )


def _in_range(kind: str, values: Iterable[Any]) -> bool:
    if kind in {"boolean", "string"}:
        return True
    limit = 2**31 - 1 if kind == "integer" else _EXACT_INTEGER
    return all(type(value) is float or -limit <= value <= limit for value in values)


def _only_form(document: dict[str, Any]) -> str:
    """Which form a body of several keys has; none ("") where MLflow has to read it."""
    if document.get("params") is not None or not _OTHER_MEANING.isdisjoint(document):
        return ""
    forms = _FORMATS.intersection(document)
    return next(iter(forms)) if len(forms) == 1 else ""
