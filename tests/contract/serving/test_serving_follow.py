"""A server that follows an alias: no dropped request, instant return, and a bad version changes nothing."""

from __future__ import annotations

import shutil
import threading
import time

import httpx
import mlflow
import pytest
from mlflow import MlflowClient
from serving_models import WINE

from tests.support.postgres import free_port

ROW = {"data": WINE.head(1).to_numpy().tolist()}
URI = "models:/wine@champion"


@pytest.fixture
def registry(models, tmp_path, monkeypatch):
    """A registry with two good versions and a broken third; the alias is at the first."""
    uri = f"sqlite:///{tmp_path}/registry.db"
    monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
    client = MlflowClient(uri, uri)
    client.create_registered_model("wine")
    for number in (1, 2, 3):
        folder = tmp_path / f"artifacts-{number}"
        shutil.copytree(models["wine"], folder)
        if number == 3:
            next(folder.glob("model.*")).write_bytes(b"not a model")
        client.create_model_version("wine", str(folder))
    client.set_registered_model_alias("wine", "champion", "1")
    yield client
    mlflow.set_tracking_uri(None)


def test_an_alias_is_followed_with_no_dropped_request_and_a_bad_version_leaves_the_old_one(registry, start):
    server = start(URI, free_port(), version=None, follow_alias="yes", follow_seconds=0.2, load_attempts=1).ready()
    seen, failed, stop = [], [], threading.Event()

    def ask():
        with httpx.Client(base_url=server.url, timeout=30) as client:
            while not stop.is_set():
                answer = client.post("/predict", json=ROW)
                seen.append(answer.headers["x-slipway-model-version"])
                if answer.status_code != 200:
                    failed.append(answer.text)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()

    def served(version):
        server.until(lambda: server.client.get("/version").json()["version"] == version)

    served("1")
    registry.set_registered_model_alias("wine", "champion", "2")
    served("2")
    assert server.client.get("/v2/models/wine/versions/2").json()["versions"] == ["2"]
    assert server.client.get("/v2/models/wine/versions/1").status_code == 404
    registry.set_registered_model_alias("wine", "champion", "1")
    moved = time.monotonic()
    served("1")
    assert time.monotonic() - moved < 5
    registry.set_registered_model_alias("wine", "champion", "3")
    server.until(lambda: server.metric("slipway_follow_failures_total") == 1)
    time.sleep(1)
    stop.set()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(seen) == {"1", "2"}
    assert seen[-1] == "1"
    assert server.client.get("/ready").json()["version"] == "1"
    assert [line["version"] for line in server.log_lines("ready")] == ["1", "2"]
    assert [line["version"] for line in server.log_lines("returned")] == ["1"]
    failures = server.log_lines("follow_failed")
    assert [(line["level"], line["version"], line["reason"]) for line in failures] == [("error", "3", "load_failed")]
    assert server.metric('slipway_model_info{flavor="sklearn",name="wine",version="1"}') == 1
    assert server.metric('slipway_model_info{flavor="sklearn",name="wine",version="2"}') == 0
