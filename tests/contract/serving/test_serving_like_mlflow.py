"""The same payloads to MLflow's own scoring server and to ours: same predictions, same class of status."""

from __future__ import annotations

import asyncio
import json

import mlflow.pyfunc
import pytest
from mlflow.pyfunc import scoring_server
from serving_models import MIXED, SAVERS, WINE, WINE_NAMES
from starlette.testclient import TestClient

from app.serving import openapi
from app.serving.dataplane import Dataplane
from app.serving.errors import ServingError
from app.serving.loader import load
from app.serving.metrics import Metrics
from app.serving.settings import Settings

JSON = "application/json"
WINE_ROWS = WINE.head(2).to_numpy().tolist()
MIXED_NAMES = list(MIXED.columns)
MIXED_ROWS = [[1.5, 2, "red"], [3, 4, "blue"]]
# Where MLflow's server fails by a defect (500), a refusal (400 or 415) is the better answer.
BETTER_THAN_A_DEFECT = {400, 415}


def split(columns, data, **more):
    return {"dataframe_split": {"columns": columns, "data": data} | more}


def records(names, rows):
    return {"dataframe_records": [dict(zip(names, row, strict=True)) for row in rows]}


def by_column(names, rows):
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}


def shapes(names, rows):
    """One payload in every form, and in forms that are nearly right."""
    wide = [[*row, "more"] for row in rows]
    return {
        "split": split(names, rows),
        "split with an index": split(names, rows, index=[5, 6]),
        "split with a wrong index": split(names, rows, index=[5]),
        "split with a stray key": split(names, rows, order=1),
        "split in another order": split(names[::-1], [row[::-1] for row in rows]),
        "split with an extra column": split([*names, "more"], wide),
        "split without the first column": split(names[1:], [row[1:] for row in rows]),
        "split with a column twice": split([*names, names[0]], [[*row, row[0]] for row in rows]),
        "split without columns": {"dataframe_split": {"data": rows}},
        "split without data": {"dataframe_split": {"columns": names}},
        "split with no rows": split(names, []),
        "split with short rows": split(names, [row[:-1] for row in rows]),
        "split with one short row": split(names, [rows[0], rows[1][:-1]]),
        "split with long rows": split(names, wide),
        "split with a flat row": split(names, rows[0]),
        "split as a list": {"dataframe_split": rows},
        "records": records(names, rows),
        "records in another order": records(names[::-1], [row[::-1] for row in rows]),
        "records with an extra field": records([*names, "more"], wide),
        "records without the first field": records(names[1:], [row[1:] for row in rows]),
        "records of which one lacks a field": {"dataframe_records": [dict(zip(names, rows[0], strict=True)), {}]},
        "records, none": {"dataframe_records": []},
        "records as a dictionary": {"dataframe_records": by_column(names, rows)},
        "records of numbers": {"dataframe_records": [1, 2]},
        "instances": {"instances": records(names, rows)["dataframe_records"]},
        "instances without names": {"instances": rows},
        "instances, none": {"instances": []},
        "instances with an extra field": {"instances": records([*names, "more"], wide)["dataframe_records"]},
        "inputs by column": {"inputs": by_column(names, rows)},
        "inputs by column of different length": {"inputs": by_column(names, rows) | {names[0]: [1.0]}},
        "inputs by column with an extra one": {"inputs": by_column([*names, "more"], wide)},
        "inputs without names": {"inputs": rows},
        "inputs, one row of scalars": {"inputs": dict(zip(names, rows[0], strict=True))},
        "inputs, none": {"inputs": []},
        "inputs, nothing": {"inputs": None},
        "inputs, a word": {"inputs": "wine"},
        "two forms": split(names, rows) | {"inputs": rows},
        "no form": {"rows": rows},
        "a list": rows,
        "a number": 1,
        "a word": "wine",
        "nothing": None,
        "empty": {},
        "chat": {"messages": [{"role": "user", "content": "hi"}]},
        "prompt": {"prompt": "hi"},
        "form and stray key": split(names, rows) | {"stray": 1},
        "params of no schema": split(names, rows) | {"params": {"a": 1}},
        "params as a list": split(names, rows) | {"params": [1]},
        "params, empty": split(names, rows) | {"params": {}},
    }


def cells(names, rows):
    """The first cell replaced by anything that JSON can hold."""
    odd = [None, True, "1.5", "x", "", [1.0], {"a": 1}, 2**53 + 1, 2**63, 2**64, -(2**70), 1e308, 0, -0.0, 1]
    return {
        f"{form} with {value!r}": build([[value, *rows[0][1:]], *rows[1:]])
        for value in odd
        for form, build in {
            "split": lambda changed: split(names, changed),
            "records": lambda changed: records(names, changed),
            "inputs": lambda changed: {"inputs": by_column(names, changed)},
        }.items()
    }


RAW = {
    "not JSON": (b"{", JSON),
    "NaN": (json.dumps(split(WINE_NAMES, [[float("nan"), *WINE_ROWS[0][1:]]])).encode(), JSON),
    "Infinity": (json.dumps(split(WINE_NAMES, [[float("inf"), *WINE_ROWS[0][1:]]])).encode(), JSON),
    "no bytes": (b"", JSON),
    "not UTF-8": (b'{"inputs": "\xff"}', JSON),
    "UTF-16": (json.dumps(split(WINE_NAMES, WINE_ROWS)).encode("utf-16"), JSON),
    "a byte order mark": (b"\xef\xbb\xbf" + json.dumps(split(WINE_NAMES, WINE_ROWS)).encode(), JSON),
    "a key twice": (b'{"inputs": 1, "inputs": 2}', JSON),
    "nested deeply": (b'{"inputs": ' + b"[" * 100_000, JSON),
    "a huge integer": (b'{"inputs": ' + b"9" * 5000 + b"}", JSON),
    "charset": (json.dumps(split(WINE_NAMES, WINE_ROWS)).encode(), f"{JSON}; charset=UTF-8"),
    "another charset": (b"{}", f"{JSON}; charset=latin-1"),
    "a content type's parameter": (b"{}", f"{JSON}; version=2"),
    "another content type": (b"{}", "text/plain"),
    "CSV": (WINE.head(3).to_csv(index=False).encode(), "text/csv"),
    "CSV without its first column": (WINE.iloc[:3, 1:].to_csv(index=False).encode(), "text/csv"),
    "CSV of text": (b"alcohol\nmuch\n", "text/csv"),
    "CSV, empty": (b"", "text/csv"),
    "CSV, not UTF-8": (b"alcohol\n\xff\n", "text/csv"),
    "Parquet": (WINE.head(3).to_parquet(), "application/vnd.apache.parquet"),
    "Parquet that is none": (b"PAR1", "application/vnd.apache.parquet"),
}
TENSORS = {
    "inputs": {"inputs": WINE_ROWS},
    "instances": {"instances": WINE_ROWS},
    "whole numbers": {"inputs": [[1] * 13]},
    "a flat row": {"inputs": WINE_ROWS[0]},
    "too narrow": {"inputs": [[1.0] * 12]},
    "ragged": {"inputs": [[1.0] * 13, [1.0]]},
    "text": {"inputs": [["1"] * 13]},
    "nothing in it": {"inputs": [[None] * 13]},
    "a frame": split(WINE_NAMES, WINE_ROWS),
    "a frame without names": {"dataframe_split": {"data": WINE_ROWS}},
}
COMMANDS = {
    "good": records(["command"], [["hi"], ["there"]]),
    "with params": records(["command"], [["hi"]]) | {"params": {"suffix": "!"}},
    "with unknown params": records(["command"], [["hi"]]) | {"params": {"other": 1}},
    "with params of a wrong type": records(["command"], [["hi"]]) | {"params": {"suffix": [1]}},
    "with params as text": records(["command"], [["hi"]]) | {"params": "x"},
    "raising": records(["command"], [["raise"]]),
    "refusing": records(["command"], [["refuse"]]),
    "one column, no name": {"inputs": ["hi", "there"]},
    "a number": records(["command"], [[1]]),
}


def encoded(payloads):
    return {name: (json.dumps(payload).encode(), JSON) for name, payload in payloads.items()}


CASES = {
    "wine": encoded(shapes(WINE_NAMES, WINE_ROWS) | cells(WINE_NAMES, WINE_ROWS)) | RAW,
    "mixed": encoded(shapes(MIXED_NAMES, MIXED_ROWS) | cells(MIXED_NAMES, MIXED_ROWS)),
    "tensor": encoded(TENSORS | shapes(WINE_NAMES, WINE_ROWS)) | RAW,
    "lightgbm": encoded(shapes(WINE_NAMES, WINE_ROWS) | cells(WINE_NAMES, WINE_ROWS)) | RAW,
    "onnx": encoded(shapes(WINE_NAMES, WINE_ROWS) | cells(WINE_NAMES, WINE_ROWS)) | RAW,
    "onnx_tensor": encoded(TENSORS | shapes(WINE_NAMES, WINE_ROWS)) | RAW,
    "obedient": encoded(COMMANDS | shapes(["command"], [["hi"], ["there"]])) | RAW,
    "unsigned": encoded(shapes(["x"], [[0.5], [2.5]])) | RAW,
}


# The direct path that each model gets.
FORMS = {
    "wine": "matrix",
    "mixed": "frame",
    "tensor": "matrix",
    "lightgbm": "matrix",
    "onnx": "frame",
    "onnx_tensor": "matrix",
}


@pytest.fixture(scope="module", params=list(SAVERS))
def pair(request, models, tmp_path_factory):
    """A model's name, MLflow's server of it, and ours."""
    folder = models[request.param]
    app = scoring_server.init(mlflow.pyfunc.load_model(str(folder)))
    settings = Settings(model_uri=str(folder), name=request.param, version="1")
    # Entered: one event loop for all of its requests.
    with TestClient(app, raise_server_exceptions=False) as theirs:
        yield request.param, theirs, (load(settings, tmp_path_factory.mktemp("loaded")), settings)


async def _answers(loaded, settings, cases):
    dataplane = Dataplane(loaded.model, loaded.verdict.path, settings, Metrics("m", "1"))
    answers = {}
    for name, (body, content_type) in cases.items():
        try:
            answers[name] = (200, json.loads(await dataplane.invocations(body, content_type)))
        except ServingError as error:
            answers[name] = (error.status, None)
    return answers


def test_every_payload_is_answered_as_mlflow_answers_it(pair):
    name, theirs, (loaded, settings) = pair
    ours = asyncio.run(_answers(loaded, settings, CASES[name]))
    differences = {}
    for case, (body, content_type) in CASES[name].items():
        expected = theirs.post("/invocations", content=body, headers={"content-type": content_type})
        status, predictions = ours[case]
        if expected.status_code == 200:
            same = status == 200 and _same(predictions, expected.json())
        else:
            same = status == expected.status_code or (expected.status_code == 500 and status in BETTER_THAN_A_DEFECT)
        if not same:
            differences[case] = (expected.status_code, expected.text[:200], status, predictions)
    assert differences == {}


def _same(ours, theirs):
    """Equal, what is no number included."""
    return json.dumps(ours) == json.dumps(theirs)


def test_the_direct_path_is_in_use_where_a_model_allows_it(pair):
    name, _, (loaded, _) = pair
    path = loaded.verdict.path
    assert (path and path.form) == FORMS.get(name)
    assert path is None or path.batches


def test_the_description_tells_the_shape_of_an_only_tensor(pair):
    name, _, (loaded, _) = pair
    described = openapi.document(loaded.model, name=name, version="1", example=None)["paths"]["/invocations"]["post"]
    body = described["requestBody"]["content"]["application/json"]["schema"]["properties"]
    row = body["inputs"].get("items", {})
    shape = (row.get("minItems"), row.get("maxItems"), row.get("items", {}).get("type"))
    assert shape == ((13, 13, "number") if name in {"tensor", "onnx_tensor"} else (None, None, None))


def test_the_table_is_long_enough():
    assert sum(map(len, CASES.values())) > 600
    assert {name: len(cases) for name, cases in CASES.items() if len(cases) < 60} == {}
