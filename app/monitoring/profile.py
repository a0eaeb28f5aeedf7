"""The reference profile: what a model's inputs and predictions looked like at training.

It is a JSON document next to the run that trained the model, at `monitoring/reference_profile.json`.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.errors import SlipwayError
from app.monitoring.layout import length, named_outputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.monitoring.layout import Columns

ARTIFACT_FOLDER = "monitoring"
FILE_NAME = "reference_profile.json"

# Deciles: the bins that the usual bounds of the population stability index are meant for.
_BINS = 10
# Order statistics kept of a column, evenly spaced: with 1,000 of them the empirical distribution is off by 0.0005.
_KEPT_VALUES = 1000
# Numbers with fewer different values (counts of doors, codes, 0 and 1) are compared as categories.
_FEWEST_NUMBERS = 11
_KEPT_CATEGORIES = 50


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    rows: int
    missing: int


class NumericColumn(_Frozen):
    """A column of numbers.

    Args:
        name: The column's name.
        rows: Rows it was profiled on, those without a value included.
        missing: Rows without a value.
        values: Its values, sorted: all, or 1,000 evenly spaced ones of them.
        edges: Inner edges of its bins: the deciles, each once. A value on an edge belongs to the bin below.
        counts: Values in each bin; one more than edges.
    """

    kind: Literal["numeric"] = "numeric"
    values: tuple[float, ...]
    edges: tuple[float, ...]
    counts: tuple[int, ...]


class CategoricalColumn(_Frozen):
    """A column of categories.

    Args:
        name: The column's name.
        rows: Rows it was profiled on, those without a value included.
        missing: Rows without a value.
        numbers: Whether the categories are numbers, so that "1", 1 and 1.0 are the same one.
        counts: Rows of each category, the most frequent first, 50 at most.
        other: Rows of all further categories.
    """

    kind: Literal["categorical"] = "categorical"
    numbers: bool
    counts: dict[str, int]
    other: int


Column = Annotated[NumericColumn | CategoricalColumn, Field(discriminator="kind")]


class ReferenceProfile(BaseModel):
    """What a version was trained on.

    Args:
        schema_version: 1.
        features: The inputs, a column each.
        predictions: The model's answers to rows that no training saw.
        digest: sha256 of everything else in the document, in canonical JSON.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: Literal[1] = 1
    features: tuple[Column, ...]
    predictions: tuple[Column, ...]
    digest: str = ""

    @model_validator(mode="after")
    def _check_digest(self) -> Self:
        if self.digest and self.digest != self._own_digest():
            raise ValueError("the digest does not fit: the profile was changed or cut off")
        return self

    def sealed(self) -> ReferenceProfile:
        """The same with its digest."""
        return self.model_copy(update={"digest": self._own_digest()})

    def _own_digest(self) -> str:
        document = self.model_dump(mode="json", exclude={"digest"})
        return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def build(features: Columns, predictions: Columns) -> ReferenceProfile:
    """The profile of columns.

    Args:
        features: The inputs of training, by the names of the model's signature.
        predictions: Its answers to rows that it has not learned from, as MLflow would send them: by output name, or
            one column of any name.

    Raises:
        ValueError: There are no rows.
    """
    if not length(features) or not length(predictions):
        raise ValueError("a profile needs rows, of features and of predictions")
    return ReferenceProfile(
        features=tuple(_column(name, values) for name, values in features.items()),
        predictions=prediction_columns(predictions),
    ).sealed()


def prediction_columns(predictions: Columns) -> tuple[Column, ...]:
    """The profiles of answers, under the names that logs and profiles share."""
    return tuple(_column(name, values) for name, values in named_outputs(predictions).items())


def parse(text: str) -> ReferenceProfile:
    """Read a profile.

    Raises:
        SlipwayError: It is none, or was changed after it was written.
    """
    try:
        profile = ReferenceProfile.model_validate_json(text)
    except ValidationError as error:
        raise SlipwayError(
            "the reference profile cannot be read", why=str(error), fix="train the version again"
        ) from error
    if not profile.digest:
        raise SlipwayError("the reference profile has no digest", fix="train the version again")
    return profile


def number(value: Any) -> float | None:
    """A value as a finite number; None where it is none."""
    if isinstance(value, list | dict) or value is None:
        return None
    try:
        converted = float(value)
    except (TypeError, ValueError):
        return None
    return converted if math.isfinite(converted) else None


def category(value: Any, *, numbers: bool) -> str | None:
    """A value as the name of a category; None where there is no value."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    as_number = number(value) if numbers else None
    if as_number is not None:
        return f"{as_number:.12g}"
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, default=str)


def bin_counts(values: Sequence[float], edges: Sequence[float]) -> tuple[int, ...]:
    """How many values lie in each bin."""
    import numpy as np  # noqa: PLC0415 - slow to import

    bins = np.searchsorted(np.asarray(edges, dtype="float64"), np.asarray(values, dtype="float64"), side="left")
    return tuple(int(count) for count in np.bincount(bins, minlength=len(edges) + 1))


def _column(name: str, values: Sequence[Any]) -> NumericColumn | CategoricalColumn:
    given = [value for value in values if category(value, numbers=False) is not None]
    numbers = [number(value) for value in given if not isinstance(value, str | bool)]
    finite = sorted(value for value in numbers if value is not None)
    are_numbers = bool(given) and len(finite) == len(given)
    if are_numbers and len(set(finite)) >= _FEWEST_NUMBERS:
        return _numeric(name, len(values), finite)
    return _categorical(name, len(values), (category(value, numbers=are_numbers) for value in given), are_numbers)


def _numeric(name: str, rows: int, values: list[float]) -> NumericColumn:
    import numpy as np  # noqa: PLC0415 - slow to import

    deciles = np.quantile(values, np.arange(1, _BINS) / _BINS)
    edges = tuple(float(edge) for edge in np.unique(deciles))
    kept = values
    if len(values) > _KEPT_VALUES:
        kept = [float(value) for value in np.quantile(values, (np.arange(_KEPT_VALUES) + 0.5) / _KEPT_VALUES)]
    return NumericColumn(
        name=name,
        rows=rows,
        missing=rows - len(values),
        values=tuple(kept),
        edges=edges,
        counts=bin_counts(values, edges),
    )


def _categorical(name: str, rows: int, values: Iterable[str | None], numbers: bool) -> CategoricalColumn:  # noqa: FBT001 - private
    counts = Counter(value for value in values if value is not None)
    kept = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_KEPT_CATEGORIES])
    return CategoricalColumn(
        name=name,
        rows=rows,
        missing=rows - counts.total(),
        numbers=numbers,
        counts=kept,
        other=counts.total() - sum(kept.values()),
    )
