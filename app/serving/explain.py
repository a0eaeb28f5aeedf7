"""Why an input was refused, from MLflow's error, without repeating what the caller sent.

MLflow's messages quote the data. What is told here is built from the signature's own names and from type and shape
words only.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlflow.types.schema import Schema

_MISSING = re.compile(r"Model is missing inputs \[(.*?)\]\.")
_COLUMN = (
    re.compile(r"Failed to convert column (?P<name>.+?) (?:to type|from type) '?(?P<type>[a-z0-9]+)"),
    re.compile(
        r"Incompatible input types for column (?P<name>.+?)\. Can not safely convert (?P<given>\w+) to (?P<type>\w+)"
    ),
)
_NUMBERS_ONLY = (
    re.compile(r"Shape of input \([\d, ]*\) does not match expected shape \([-\d, ]*\)"),
    re.compile(r"dtype of input \w+ does not match expected dtype \w+"),
    re.compile(r"\d+ columns passed, passed data had \d+ columns"),
    re.compile(r"The length of values for each input/column name are not the same"),
)


def explain(error: BaseException, schema: Schema | None) -> str:
    """One sentence on what is wrong with the input that MLflow refused with `error`."""
    for cause in _chain(error):
        if isinstance(cause, json.JSONDecodeError):
            return f"the body is not valid JSON: {cause}"
        if isinstance(cause, RecursionError):
            return "the body is nested too deeply"
    text = "\n".join(str(cause) for cause in _chain(error))
    names = [str(name) for name in schema.input_names()] if schema and schema.has_input_names() else []
    return _about_columns(text, names) or _about_shape(text) or _about_signature(names)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _about_columns(text: str, names: list[str]) -> str | None:
    if missing := _MISSING.search(text):
        absent = [name for name in names if repr(name) in missing[1]]
        return f"the input does not match the model's signature: missing {', '.join(map(repr, absent))}"
    for pattern in _COLUMN:
        found = pattern.search(text)
        if found and found["name"].strip("'") in names:
            return (
                f"the input does not match the model's signature: {found['name']!s} cannot be read as {found['type']}"
            )
    return None


def _about_shape(text: str) -> str | None:
    for pattern in _NUMBERS_ONLY:
        if found := pattern.search(text):
            return f"the input does not match the model's signature: {found[0]}"
    return None


def _about_signature(names: list[str]) -> str:
    takes = f"the model takes {', '.join(map(repr, names))}" if names else "see /openapi.json for what it takes"
    return f"the input cannot be read, or does not match the model's signature: {takes}"
