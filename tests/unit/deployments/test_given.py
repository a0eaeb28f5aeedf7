"""What a person gives the plugin, on its way to a model server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from app.deployments.given import request_body

if TYPE_CHECKING:
    from pathlib import Path

BODIES: tuple[dict[str, Any], ...] = (
    {"dataframe_split": {"columns": ["x", "y"], "data": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]}},
    {"dataframe_records": [{"x": 1.0}, {"x": 2.0}]},
    {"inputs": [[1.0, 2.0], [3.0, 4.0]]},
    {"inputs": {"x": [1.0, 2.0], "y": [3.0, 4.0]}},
    {"instances": [{"x": 1.0}]},
)


@pytest.mark.parametrize("body", BODIES, ids=json.dumps)
def test_a_request_body_stays_one_also_when_mlflows_command_line_has_read_it_as_a_frame(
    body: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "input.json"
    file.write_text(json.dumps(body))
    assert json.loads(request_body(pd.read_json(file))) == body
    assert json.loads(request_body(body)) == body


@pytest.mark.parametrize(
    ("inputs", "body"),
    [
        (pd.DataFrame({"x": [1.0]}), {"dataframe_split": {"columns": ["x"], "data": [[1.0]], "index": [0]}}),
        (pd.DataFrame({"inputs": [1], "x": [2]}), None),
        ({"x": [1.0]}, {"inputs": {"x": [1.0]}}),
        ([[1.0]], {"inputs": [[1.0]]}),
    ],
)
def test_everything_else_becomes_a_request_body(inputs: Any, body: dict[str, Any] | None) -> None:
    found = json.loads(request_body(inputs))
    assert found == body if body else found["dataframe_split"]["columns"] == ["inputs", "x"]
