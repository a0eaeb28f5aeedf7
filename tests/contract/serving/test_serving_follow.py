"""A server that follows an alias: no dropped request, instant return, and a bad version changes nothing."""

from __future__ import annotations

import http.server
import json
import threading

import httpx
import pytest
from serving_models import WINE

from tests.support.postgres import free_port

ROW = {"data": WINE.head(1).to_numpy().tolist()}
URI = "models:/wine@champion"


class Webhook(http.server.BaseHTTPRequestHandler):
    """Takes alerts, but never the first time."""

    def do_POST(self):
        self.server.posts.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(503 if len(self.server.posts) == 1 else 200)
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def webhook(tmp_path):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Webhook) as receiver:
        receiver.posts = []
        receiver.url_file = tmp_path / "url"
        receiver.url_file.write_text(f"http://127.0.0.1:{receiver.server_port}/hooks/hunter2\n")
        threading.Thread(target=receiver.serve_forever, daemon=True).start()
        yield receiver
        receiver.shutdown()


def test_an_alias_is_followed_with_no_dropped_request_and_a_bad_version_leaves_the_old_one(
    registry, registry_uri, start, webhook, monkeypatch
):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", registry_uri)
    options = {"follow_alias": "yes", "follow_seconds": 0.2, "load_attempts": 1, "alert_url_file": webhook.url_file}
    server = start(URI, free_port(), version=None, **options).ready()
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
    served("1")
    registry.set_registered_model_alias("wine", "champion", "3")
    server.until(lambda: server.metric("slipway_follow_failures_total") == 1)
    server.until(lambda: len(webhook.posts) == 2)
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
    refused, alert = webhook.posts
    assert refused == alert
    assert {key: alert[key] for key in ("event", "model", "version", "served", "reason")} == {
        "event": "follow_failed",
        "model": "wine",
        "version": "3",
        "served": "1",
        "reason": "load_failed",
    }
    assert alert["text"].startswith("wine: version 3 cannot be loaded, version 1 is served on: cannot load")
    assert "hunter2" not in server.log_text()
    assert server.metric('slipway_model_info{flavor="sklearn",name="wine",version="1"}') == 1
    assert server.metric('slipway_model_info{flavor="sklearn",name="wine",version="2"}') == 0
