"""What the payload log says of a candidate: scores for a release's gates."""

from __future__ import annotations

import json
import time

import numpy as np
import pytest

from app.monitoring.location import PAYLOAD_LOG_VARIABLE
from app.monitoring.records import by_partition, encode, file_name
from app.monitoring.score import mirror_comparison, prediction_drift
from app.monitoring.stores import FolderStore
from tests.unit.monitoring.examples import record

NOW = time.time()
SINCE = NOW - 3600


@pytest.fixture
def log(tmp_path):
    store = FolderStore(tmp_path)

    def put(version, answers, **changes):
        records = [
            record(version=version, request_id=f"r{number}", time_seconds=NOW - 60,
                   outputs=None if answer is None else json.dumps({"prediction": [answer]}), **changes)
            for number, answer in enumerate(answers)
        ]  # fmt: skip
        for part, some in by_partition(records):
            store.write(part.prefix + file_name(some[0], f"{version}-{time.monotonic_ns()}"), encode(some, ()))

    put.variables = {PAYLOAD_LOG_VARIABLE: str(tmp_path)}
    return put


def score(log, since=SINCE):
    return prediction_drift(log.variables, "wine", "1", "2", since)


def test_equal_distributions_score_nothing_whatever_chance_brings(log) -> None:
    random = np.random.default_rng(7)
    log("1", random.normal(size=150).tolist())
    log("2", random.normal(size=120).tolist())
    assert score(log) == 0.0


def test_answers_that_moved_score_their_index(log) -> None:
    random = np.random.default_rng(7)
    log("1", random.normal(size=400).tolist())
    log("2", (random.normal(size=400) + 1).tolist())
    assert score(log) > 0.5


def test_classes_that_moved_score_their_index(log) -> None:
    log("1", ["a", "b"] * 100)
    log("2", ["a"] * 180 + ["b"] * 20)
    assert score(log) == pytest.approx(0.879, abs=0.01)


def test_too_few_rows_of_either_version_are_no_score(log) -> None:
    assert score(log) is None
    log("1", ["a"] * 300)
    log("2", ["a"] * 99)
    assert score(log) is None
    log("2", ["a"])
    assert score(log) == 0.0
    assert score(log, since=NOW - 1) is None


def test_what_a_release_asked_by_itself_does_not_count(log) -> None:
    log("1", ["a"] * 200)
    log("2", ["b"] * 200, synthetic=True)
    assert score(log) is None


def test_a_target_without_a_payload_log_has_no_scores(log) -> None:
    log.variables = {"MLFLOW_TRACKING_URI": "http://127.0.0.1:1"}
    assert score(log) is None
    assert mirror_comparison(log.variables, "wine", "1", "2", SINCE) is None


def test_mirrored_answers_are_joined_from_the_log(log) -> None:
    log("1", [0.5, 0.5, 0.5, None], status=200)
    log("2", [0.5, 0.7, None])
    found = mirror_comparison(log.variables, "wine", "1", "2", SINCE)
    assert (found.pairs, found.mismatches, found.errors) == (3, 2, 1)
    assert mirror_comparison(log.variables, "wine", "1", "2", NOW - 1).pairs == 0
