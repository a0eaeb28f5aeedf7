"""Windows of the payload log, and what a check makes of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.errors import BadInputError, SlipwayError
from app.monitoring.check import check
from app.monitoring.drift import Thresholds
from app.monitoring.page import render, write_page
from app.monitoring.profile import build
from app.monitoring.records import by_partition, encode, file_name
from app.monitoring.stores import FolderStore
from app.monitoring.textfile import write_metrics
from app.monitoring.window import read_window
from tests.unit.monitoring.examples import record

NOW = datetime.now(UTC)


@pytest.fixture
def store(tmp_path):
    return FolderStore(tmp_path / "log")


def put(store, *records, redacted=()):
    for part, some in by_partition(records):
        store.write(part.prefix + file_name(some[0], some[0].request_id), encode(some, redacted))


def ago(hours, **changes):
    return record(time_seconds=(NOW - timedelta(hours=hours)).timestamp(), request_id=f"r{hours}", **changes)


def read(store, hours=24, **options):
    return read_window(store, "wine", NOW - timedelta(hours=hours), NOW, **options)


def test_a_window_holds_what_was_answered_in_it(store) -> None:
    put(store, ago(1), ago(23.9), ago(24.1), ago(50), ago(2, status=400, outputs=None), ago(3, rows=0, inputs=None))
    put(store, ago(4, synthetic=True))
    window = read(store)
    assert (window.requests, window.rows) == (2, 2)
    assert window.features == {"alcohol": [12.5, 12.5]}
    assert window.predictions == {"prediction": ["class_1", "class_1"]}
    assert read(store, 51).requests == 4


def test_the_stable_version_is_taken_unless_one_is_named(store) -> None:
    put(store, ago(1), ago(1, version="2"), ago(2, version="2"))
    assert read(store, stable_of={"wine": "1"}.get).version == "1"
    assert read(store, stable_of={"wine": "3"}.get).version == "2"
    assert read(store, stable_of={"wine": "1"}.get, version="2").version == "2"


def test_without_a_stable_version_the_one_that_answered_the_most_is_taken(store) -> None:
    put(store, ago(1), ago(1, version="2", model="wine-model"), ago(2, version="2", model="wine-model"))
    assert (read(store).version, read(store).model, read(store).rows) == ("2", "wine-model", 2)
    assert read(store, version="1").rows == 1
    with pytest.raises(SlipwayError, match=r"version 3[\s\S]*there is one of 1, 2"):
        read(store, version="3")


def test_a_column_that_some_requests_lack_has_gaps(store) -> None:
    two = json.dumps({"b": [1, 2]})
    put(store, ago(1, inputs=two, rows=2), ago(2, inputs=json.dumps({"a": [3], "b": [4]})), redacted=["ssn"])
    window = read(store)
    assert sorted(window.features["b"]) == [1, 2, 4]
    assert sorted(window.features["a"], key=str) == [3, None, None]
    assert window.redacted == {"ssn"}


def test_an_unknown_deployment_is_named(store) -> None:
    with pytest.raises(SlipwayError, match="no payload log of wine"):
        read(store)


def finding(store, values, **thresholds):
    put(store, ago(1, rows=len(values), inputs=json.dumps({"x$": values}), outputs=json.dumps({"prediction": values})))
    profile = build({"x$": [float(value) for value in range(100)]}, {"": [float(value) for value in range(100)]})
    return check(
        store,
        "wine",
        lambda _, __: profile,
        window=timedelta(hours=24),
        thresholds=Thresholds(**thresholds),
    )


def test_too_few_rows_tell_how_many_there_are_and_need_no_profile(store) -> None:
    found = finding(store, [1.0] * 7)
    assert found.document()["verdict"] == "inconclusive"
    assert found.summary == "inconclusive: 7 rows in the window, at least 100 are needed"
    assert (found.document()["rows"], found.document()["minimum_rows"]) == (7, 100)
    assert found.document()["metrics"]["drifted_columns"] is None
    assert found.profile_digest == ""
    assert "7 rows" in render(found)


@pytest.mark.parametrize(
    ("values", "verdict", "summary"),
    [
        ([float(value % 100) for value in range(200)], "pass", "no drift: 0 of 2 columns drifted"),
        ([500.0] * 200, "fail", "2 of 2 columns drifted: x$, prediction"),
    ],
)
def test_a_finding_is_told_as_json_html_and_metrics(store, tmp_path, values, verdict, summary) -> None:
    found = finding(store, values)
    document = json.loads(json.dumps(found.document(), allow_nan=False))
    assert (document["verdict"], document["summary"]) == (verdict, summary)
    write_page(found, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert page.count("data:image/png;base64,") == 2
    assert "x$" in page
    write_metrics(found, tmp_path / "slipway.prom")
    families = text_string_to_metric_families((tmp_path / "slipway.prom").read_text())
    metrics = {(sample.name, sample.labels.get("column")): sample.value for each in families for sample in each.samples}
    assert metrics["slipway_drift_rows", None] == 200
    assert metrics["slipway_drift_drifted_columns", None] == document["metrics"]["drifted_columns"]
    assert metrics["slipway_drift_psi", "x$"] == pytest.approx(document["columns"][0]["psi"])


def test_names_in_a_report_are_no_html(store) -> None:
    found = finding(store, [1.0] * 200)
    assert "<script>" not in render(type(found)(**{**vars(found), "model": "<script>"}))


def test_a_file_that_cannot_be_written_is_bad_input(store, tmp_path) -> None:
    found = finding(store, [1.0])
    for write in (write_page, write_metrics):
        with pytest.raises(BadInputError, match="cannot be written"):
            write(found, tmp_path / "nowhere" / "file")
