"""From start to end: not ready before the model is, never ready without one, and nobody dropped on the way out."""

from __future__ import annotations

import socket
import threading
import time

import httpx

from tests.support.postgres import free_port


def test_the_port_answers_while_the_model_is_loaded_and_every_accepted_request_is_answered_before_the_end(
    models, start
):
    server = start(models["obedient"], free_port(), name="obedient", drain_seconds=2)
    first = server.until(lambda: server.client.get("/ready"))
    assert (first.status_code, first.json()["reason"]) == (503, "loading")
    assert server.client.get("/ping").status_code == 200
    early = server.command("hi")
    assert (early.status_code, early.headers["retry-after"]) == (503, "1")
    server.ready()
    assert server.command("hi").status_code == 200
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
    server.until(lambda: len(answers) > len(threads))
    # Longer than the server goes on taking requests: it is answered all the same, before the process ends.
    threads.append(threading.Thread(target=lambda: slow.append(server.command("sleep 3"))))
    threads[-1].start()
    time.sleep(0.5)
    server.terminate()
    stopping.set()
    # The signal takes a moment to arrive; until then the server is ready.
    ready = server.until(lambda: (said := server.client.get("/ready")).status_code != 200 and said)
    assert (ready.status_code, ready.json()["status"], ready.headers["connection"]) == (503, "draining", "close")
    for thread in threads:
        thread.join(60)
    assert server.process.wait(120) == 0
    assert broken == []
    assert slow[0].json() == {"predictions": ["sleep 3 done"]}
    assert {status for _, status in answers} == {200}
    assert any(late for late, _ in answers)
    assert server.log_lines("stopped")


FAULTS = {
    "missing": ("/no/such/folder", "model_missing", "there is no "),
    "unreachable": ("models:/wine/7", "registry_unreachable", "cannot reach"),
}


def test_a_failed_load_never_turns_ready_says_why_and_ends(start, monkeypatch):
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    # Started together, as most of a start is imports; the wait between the attempts leaves time to look at each.
    started = {
        fault: start(uri, free_port(), load_attempts=2, load_retry_seconds=5) for fault, (uri, *_) in FAULTS.items()
    }
    seen = {}

    def all_failed():
        for fault in started.keys() - seen.keys():
            seen.update(_failure(fault, started[fault]))
        return len(seen) == len(started)

    started["missing"].until(all_failed)
    for fault, server in started.items():
        _, reason, words = FAULTS[fault]
        assert seen[fault]["reason"] == reason
        assert words in seen[fault]["message"]
        assert server.process.wait(120) == 1
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
        assert server.process.wait(120) == 2
    assert f"cannot listen on 127.0.0.1:{port}" in server.log_text()


def test_two_servers_never_share_a_port(models, servers, start):
    second = start(models["wine"], servers["wine"].client.base_url.port)
    assert second.process.wait(120) == 2
