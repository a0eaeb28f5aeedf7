"""From start to end: not ready before the model is, never ready without one, and nobody dropped on the way out."""

from __future__ import annotations

import shutil
import socket
import threading
import time

import httpx
import pytest
from serving_models import WINE

ROW = WINE.head(1).to_numpy().tolist()


def test_the_port_answers_while_the_model_is_being_loaded(models, start):
    server = start(models["wine"], 4820)
    first = server.until(lambda: server.client.get("/ready"))
    assert (first.status_code, first.json()["reason"]) == (503, "loading")
    assert server.client.get("/ping").status_code == 200
    early = server.post("/predict", {"data": ROW})
    assert (early.status_code, early.headers["retry-after"]) == (503, "1")
    server.ready()
    assert server.post("/predict", {"data": ROW}).status_code == 200


def test_every_accepted_request_is_answered_when_the_server_is_told_to_stop(models, start):
    server = start(models["obedient"], 4821, name="obedient").ready()
    answers, broken = [], []
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
    server.terminate()
    stopping.set()
    ready = server.until(lambda: server.client.get("/ready"))
    assert (ready.status_code, ready.json()["status"], ready.headers["connection"]) == (503, "draining", "close")
    for thread in threads:
        thread.join(20)
    assert server.process.wait(20) == 0
    assert broken == []
    assert {status for _, status in answers} == {200}
    assert any(late for late, _ in answers)
    assert server.log_lines("stopped")


def test_a_slow_request_is_answered_before_the_process_ends(models, start):
    server = start(models["obedient"], 4822, name="obedient", drain_seconds=0).ready()
    answers = []
    asking = threading.Thread(target=lambda: answers.append(server.command("sleep 1.5")))
    asking.start()
    server.until(lambda: server.metric("slipway_requests_in_flight") > 1)
    server.terminate()
    asking.join(20)
    assert answers[0].json() == {"predictions": ["sleep 1.5 done"]}
    assert server.process.wait(20) == 0


@pytest.fixture
def spoilt(models, tmp_path, monkeypatch):
    """Makes model URIs whose load fails in the way named."""

    def make(fault):
        if fault == "missing":
            return tmp_path / "nowhere"
        if fault == "unreachable":
            monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:4899")
            return "models:/wine/1"
        folder = tmp_path / fault
        shutil.copytree(models["wine"], folder)
        if fault == "broken":
            next(folder.glob("model.*")).write_bytes(b"not a model")
        if fault == "requirements":
            text = (folder / "MLmodel").read_text()
            (folder / "MLmodel").write_text(text.replace("loader_module: mlflow.sklearn", "loader_module: no_such_one"))
            (folder / "requirements.txt").write_text("no-such-package-anywhere==1.0\nscikit-learn\n")
        return folder

    return make


@pytest.mark.parametrize(
    ("fault", "port", "reason", "words"),
    [
        ("missing", 4823, "model_missing", "there is no "),
        ("unreachable", 4824, "registry_unreachable", "cannot reach"),
        ("broken", 4825, "load_failed", "cannot load"),
        ("requirements", 4826, "missing_requirements", "no-such-package-anywhere==1.0"),
    ],
)
def test_a_failed_load_never_turns_ready(fault, port, reason, words, start, spoilt):
    server = start(spoilt(fault), port, load_attempts=2, load_retry_seconds=1.5)

    def failed():
        answer = server.client.get("/ready")
        assert answer.status_code == 503
        return answer.json() if answer.json()["status"] == "failed" else None

    seen = server.until(failed)
    assert seen["reason"] == reason
    assert words in seen["message"]
    assert server.client.get("/ping").status_code == 200
    assert server.process.wait(60) == 1
    attempts = server.log_lines("load_failed")
    assert [line["attempt"] for line in attempts] == [1, 2]
    assert {line["reason"] for line in attempts} == {reason}
    assert not server.log_lines("ready")


def test_a_model_that_cannot_predict_its_own_example_is_never_ready(models, start, tmp_path):
    folder = tmp_path / "spoilt"
    shutil.copytree(models["wine"], folder)
    for example in folder.glob("*input_example.json"):
        example.write_text(example.read_text().replace("alcohol", "water"))
    server = start(folder, 4827, load_attempts=1)
    assert server.process.wait(60) == 1
    assert server.log_lines("load_failed")[0]["reason"] == "warm_up_failed"


def test_a_port_that_is_taken_is_refused_before_anything_is_loaded(models, start):
    with socket.create_server(("127.0.0.1", 4828)):
        server = start(models["wine"], 4828)
        assert server.process.wait(30) == 2
    assert "cannot listen on 127.0.0.1:4828" in server.log_text()


def test_two_servers_never_share_a_port(models, servers, start):
    second = start(models["wine"], 4811)
    assert second.process.wait(30) == 2
