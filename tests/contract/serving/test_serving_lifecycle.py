"""From start to end: not ready before the model is, never ready without one, and nobody dropped on the way out."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import httpx
import pytest
from serving_models import WINE

from tests.support.postgres import free_port

ROW = WINE.head(1).to_numpy().tolist()


def test_the_port_answers_while_the_model_is_being_loaded(models, start):
    server = start(models["wine"], free_port())
    first = server.until(lambda: server.client.get("/ready"))
    assert (first.status_code, first.json()["reason"]) == (503, "loading")
    assert server.client.get("/ping").status_code == 200
    early = server.post("/predict", {"data": ROW})
    assert (early.status_code, early.headers["retry-after"]) == (503, "1")
    server.ready()
    assert server.post("/predict", {"data": ROW}).status_code == 200


def test_every_accepted_request_is_answered_when_the_server_is_told_to_stop(models, start):
    server = start(models["obedient"], free_port(), name="obedient", drain_seconds=0.5).ready()
    answers, broken, slow = [], [], []
    stopping = threading.Event()

    def ask():
        with httpx.Client(base_url=server.url, timeout=30) as client:
            while True:
                try:
                    answer = client.post("/invocations", json={"dataframe_records": [{"command": "sleep 0.02"}]})
                except httpx.ConnectError:
                    return  # not accepted: the listener is gone
                except httpx.TransportError as error:
                    broken.append(repr(error))
                    return
                answers.append((stopping.is_set(), answer.status_code))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    # Longer than the server goes on taking requests: it is answered all the same, before the process ends.
    threads.append(threading.Thread(target=lambda: slow.append(server.command("sleep 1.5"))))
    threads[-1].start()
    time.sleep(0.1)
    server.terminate()
    stopping.set()
    # The signal takes a moment to arrive; until then the server is ready.
    ready = server.until(lambda: (said := server.client.get("/ready")).status_code != 200 and said)
    assert (ready.status_code, ready.json()["status"], ready.headers["connection"]) == (503, "draining", "close")
    for thread in threads:
        thread.join(20)
    assert server.process.wait(20) == 0
    assert broken == []
    assert slow[0].json() == {"predictions": ["sleep 1.5 done"]}
    assert {status for _, status in answers} == {200}
    assert any(late for late, _ in answers)
    assert server.log_lines("stopped")


@pytest.fixture
def spoilt(models, tmp_path, monkeypatch):
    """Makes model URIs whose load fails in the way named."""

    def make(fault):
        if fault == "missing":
            return tmp_path / "nowhere"
        if fault == "unreachable":
            monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:4899")
            return "models:/wine/7"
        folder = tmp_path / fault
        shutil.copytree(models["wine"], folder)
        if fault == "broken":
            next(folder.glob("model.*")).write_bytes(b"not a model")
        if fault == "own example":
            for example in folder.glob("*input_example.json"):
                example.write_text(example.read_text().replace("alcohol", "water"))
        if fault == "requirements":
            text = (folder / "MLmodel").read_text()
            (folder / "MLmodel").write_text(text.replace("loader_module: mlflow.sklearn", "loader_module: no_such_one"))
            (folder / "requirements.txt").write_text("no-such-package-anywhere==1.0\nscikit-learn\n")
        return folder

    return make


FAULTS = {
    "missing": ("model_missing", "there is no "),
    "unreachable": ("registry_unreachable", "cannot reach"),
    "broken": ("load_failed", "cannot load"),
    "requirements": ("missing_requirements", "no-such-package-anywhere==1.0"),
    "own example": ("warm_up_failed", "its own input example"),
}


def test_a_failed_load_never_turns_ready_says_why_and_ends(start, spoilt):
    # Started together, as most of a start is imports; the wait between the attempts leaves time to look at each.
    started = {fault: start(spoilt(fault), free_port(), load_attempts=2, load_retry_seconds=5) for fault in FAULTS}
    seen = {}

    def all_failed():
        for fault in started.keys() - seen.keys():
            seen.update(_failure(fault, started[fault]))
        return len(seen) == len(started)

    started["missing"].until(all_failed)
    for fault, server in started.items():
        reason, words = FAULTS[fault]
        assert seen[fault]["reason"] == reason
        assert words in seen[fault]["message"]
        assert server.process.wait(60) == 1
        assert [(line["attempt"], line["reason"]) for line in server.log_lines("load_failed")] == [
            (1, reason),
            (2, reason),
        ]
        assert not server.log_lines("ready")


def _failure(fault, server):
    """What /ready says of a failed load, and that /ping still answers; nothing while there was no failure yet."""
    assert server.process.poll() is None, server.log_text()
    try:
        answer = server.client.get("/ready")
    except httpx.TransportError:
        return {}
    assert answer.status_code == 503
    if answer.json()["status"] != "failed":
        return {}
    assert server.client.get("/ping").status_code == 200
    return {fault: answer.json()}


def test_a_port_that_is_taken_is_refused_before_anything_is_loaded(models, start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        server = start(models["wine"], port)
        assert server.process.wait(30) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in server.log_text()


def test_two_servers_never_share_a_port(models, servers, start):
    second = start(models["wine"], servers["wine"].client.base_url.port)
    assert second.process.wait(30) == 2
