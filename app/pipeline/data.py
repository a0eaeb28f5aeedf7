"""Rows to train on: loaded, checked before anything is trained, and identified by a digest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError
from app.pipeline.spec import BundledData, CsvData

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

# Fewer rows of a class cannot be split into rows to learn from and rows to judge by and still say anything; a target
# that is no class at all (a price, an id) falls under it as well.
MINIMUM_ROWS_PER_CLASS = 10
_SHOWN = 5  # problems or values named in a message, before "and N more"


@dataclass(frozen=True)
class Dataset:
    """Checked rows.

    Args:
        name: What the data set is called in reports and in MLflow.
        source: Where it came from, for people.
        features: Numbers to predict from, as float64, one column each, no gaps.
        target: The class of each row, as text.
        digest: sha256 of names and values, in order.
    """

    name: str
    source: str
    features: pd.DataFrame
    target: pd.Series[str]
    digest: str

    @property
    def classes(self) -> list[str]:
        """The classes, sorted as scikit-learn sorts them."""
        return sorted(self.target.unique())


def load(source: BundledData | CsvData) -> Dataset:
    """Load and check a data set.

    Raises:
        BadInputError: The source is unknown, cannot be read, or its rows cannot be trained on; every problem is named
            with its column and the file.
    """
    if isinstance(source, BundledData):
        return _load_bundled(source.name)
    return _load_csv(source)


def _wine() -> Any:
    from sklearn.datasets import load_wine  # noqa: PLC0415 - slow to import

    return load_wine(as_frame=True)


def _breast_cancer() -> Any:
    from sklearn.datasets import load_breast_cancer  # noqa: PLC0415 - slow to import

    return load_breast_cancer(as_frame=True)


BUNDLED: Mapping[str, Callable[[], Any]] = MappingProxyType({"wine": _wine, "breast_cancer": _breast_cancer})


def _load_bundled(name: str) -> Dataset:
    if name not in BUNDLED:
        raise BadInputError(
            f"there is no bundled data set {name!r}",
            why=f"there are {', '.join(BUNDLED)}",
            fix="name one of these, or give a CSV file",
        )
    bunch = BUNDLED[name]()
    classes = dict(enumerate(str(each) for each in bunch.target_names))
    return _dataset(name, f"sklearn.datasets.load_{name}", bunch.data, bunch.target.map(classes))


def _load_csv(source: CsvData) -> Dataset:
    frame = _read_csv(source.path)
    features = list(source.features or [name for name in frame.columns if name != source.target])
    problems = _missing_columns(frame, [*features, source.target])
    if not features:
        problems.append(f"there is no column besides the target {source.target!r}")
    if not problems:
        problems = [problem for name in features for problem in _column_problems(frame[name])]
        problems += _target_problems(frame[source.target])
    if problems:
        raise _unusable(source.path, problems)
    return _dataset(Path(source.path).stem, source.path, frame[features], frame[source.target])


def _read_csv(path: str) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - slow to import

    try:
        # As text: pandas would rename a column that is there twice and guess types without naming a line.
        # Blank lines are kept until the lines are numbered.
        frame = pd.read_csv(
            path,
            dtype=str,
            header=None,
            keep_default_na=False,
            skip_blank_lines=False,
            encoding="utf-8-sig",
        )
    except FileNotFoundError:
        raise BadInputError(f"{path}: no such file", fix="give the path of a CSV file with a header line") from None
    except pd.errors.EmptyDataError:
        raise _unusable(path, ["the file is empty"]) from None
    except (pd.errors.ParserError, UnicodeDecodeError, OSError) as error:
        raise _unusable(path, [f"it cannot be read as CSV in UTF-8: {error}"]) from error
    frame = frame.fillna("").map(str.strip)  # a line that is too short ends in no value, not even an empty one
    header = list(frame.iloc[0])
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise _unusable(path, [f"column {name!r} is there {header.count(name)} times" for name in twice])
    rows = frame.iloc[1:].set_axis(header, axis="columns")
    filled: pd.DataFrame = rows[(rows != "").any(axis="columns")]
    if filled.empty:
        raise _unusable(path, ["there is a header line and no row"])
    return filled


def _missing_columns(frame: pd.DataFrame, wanted: list[str]) -> list[str]:
    missing = [name for name in wanted if name not in frame.columns]
    there = _some([repr(name) for name in frame.columns])
    return [f"column {name!r} is missing (there are {there})" for name in missing]


def _column_problems(column: pd.Series[str]) -> list[str]:
    import numpy as np  # noqa: PLC0415 - slow to import
    import pandas as pd  # noqa: PLC0415 - slow to import

    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype="float64")
    empty = column.str.lower().isin(_ABSENT).to_numpy()
    wrong = ~empty & ~np.isfinite(numbers)
    problems = []
    if empty.any():
        problems.append(f"column {column.name!r} has no value in {_lines(column, empty)}")
    if wrong.any():
        example = column[wrong].iloc[0]
        problems.append(f"column {column.name!r} is not a number ({example!r}) in {_lines(column, wrong)}")
    return problems


_ABSENT = ("", "na", "n/a", "nan", "null", "none")


def _target_problems(column: pd.Series[str]) -> list[str]:
    empty = column.str.lower().isin(_ABSENT)
    if empty.any():
        return [f"column {column.name!r} has no value in {_lines(column, empty.to_numpy())}"]
    counts = column.value_counts()
    rare = sorted(counts[counts < MINIMUM_ROWS_PER_CLASS].index)
    problems = []
    if len(counts) == 1:
        problems.append(
            f"column {column.name!r} has one class only ({counts.index[0]!r}): there is nothing to tell apart"
        )
    if rare:
        named = _some([f"{each!r} ({counts[each]})" for each in rare])
        problems.append(
            f"column {column.name!r} has classes of fewer than {MINIMUM_ROWS_PER_CLASS} rows: {named}; "
            "a target must be a class, not a number to estimate"
        )
    return problems


def _lines(column: pd.Series[str], mask: Any) -> str:
    # The frame's index counts from the header line, 0; a person's editor counts lines from 1.
    return "line " + _some([str(index + 1) for index in column.index[mask]])


def _some(words: list[str]) -> str:
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + more


def _unusable(path: str, problems: list[str]) -> BadInputError:
    return BadInputError(
        f"{path} cannot be trained on", why="; ".join(problems), fix="correct the file, or name its columns in the spec"
    )


def _dataset(name: str, source: str, features: pd.DataFrame, target: pd.Series[Any]) -> Dataset:
    # Whole numbers too become float64: a signature of integers refuses a request whose value is missing.
    numbers = features.astype("float64").reset_index(drop=True)
    classes = target.astype(str).astype(object).reset_index(drop=True)
    return Dataset(name, source, numbers, classes, _digest(numbers, classes))


def _digest(features: pd.DataFrame, target: pd.Series[str]) -> str:
    """From the values alone, so that it is the same with any version of pandas and on any machine."""
    digest = hashlib.sha256(json.dumps([list(features.columns), target.tolist()]).encode())
    digest.update(features.to_numpy(dtype="<f8").tobytes(order="C"))
    return digest.hexdigest()
