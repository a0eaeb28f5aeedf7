"""A real server with its payload log: in a folder and in S3, through outages and sudden ends."""

from __future__ import annotations

import json
import os
import signal
import threading
import time

import httpx
import pytest

from app.monitoring.records import Partition, decode
from app.monitoring.sampling import is_sampled
from app.monitoring.stores import FolderStore, S3Store
from tests.contract.monitoring.models import WINE
from tests.support.postgres import free_port

ROWS = WINE.to_numpy().tolist()
NAMES = list(WINE.columns)
DROPPED = "slipway_payload_records_dropped_total"


def records(store):
    return [record for key in store.keys("") for record in decode(store.read(key))[0]]


def ask_in_every_protocol(server):
    """The same two rows in each protocol; the ids of the requests."""
    two = {"columns": NAMES, "data": ROWS[:2]}
    columns = [
        {"name": name, "shape": [2], "datatype": "FP64", "data": [row[position] for row in ROWS[:2]]}
        for position, name in enumerate(NAMES)
    ]
    csv = WINE.head(2).to_csv(index=False).encode()
    asked = {
        "split": server.post("/invocations", {"dataframe_split": two}, **{"x-request-id": "split"}),
        "positional": server.post("/predict", {"data": ROWS[:2]}, **{"x-request-id": "positional"}),
        "tensors": server.post("/v2/models/wine/infer", {"inputs": columns}, **{"x-request-id": "tensors"}),
        "csv": server.post("/invocations", csv, **{"x-request-id": "csv", "content-type": "text/csv"}),
    }
    assert {name: answer.status_code for name, answer in asked.items()} == dict.fromkeys(asked, 200)
    return asked


def test_every_protocol_gives_the_same_record(models, start, tmp_path) -> None:
    server = start(models["wine"], free_port(), payload_log=tmp_path / "log", deployment="cellar").ready()
    ask_in_every_protocol(server)
    server.post("/predict", {"data": ROWS[:1]}, **{"x-request-id": "probe", "x-slipway-synthetic": "1"})
    missing = server.post("/invocations", {"dataframe_records": [{"alcohol": 1.0}]}, **{"x-request-id": "missing"})
    broken = server.post("/invocations", b'{"dataframe_split": [', **{"x-request-id": "broken"})
    assert (missing.status_code, broken.status_code) == (400, 400)
    server.terminate()
    assert server.process.wait(20) == 0
    store = FolderStore(tmp_path / "log")
    assert {(part.deployment, part.version) for part in map(Partition.parse, store.keys(""))} == {("cellar", "7")}
    found = {record.request_id: record for record in records(store)}
    assert set(found) == {"split", "positional", "tensors", "csv", "probe", "missing", "broken"}
    assert {name for name, record in found.items() if record.synthetic} == {"probe"}
    expected = {name: [row[position] for row in ROWS[:2]] for position, name in enumerate(NAMES)}
    for name in ("split", "positional", "tensors"):
        assert json.loads(found[name].inputs) == expected
    as_text = json.loads(found["csv"].inputs)
    assert {name: [float(value) for value in values] for name, values in as_text.items()} == expected
    for name in ("split", "positional", "tensors", "csv"):
        assert json.loads(found[name].outputs) == {"prediction": [0, 0]}
        assert (found[name].status, found[name].rows, found[name].model) == (200, 2, "wine")
        assert 0 < found[name].latency_seconds < 5
    assert (found["missing"].status, found["missing"].outputs) == (400, None)
    assert json.loads(found["missing"].inputs)["alcohol"] == [1.0]
    assert (found["broken"].inputs, found["broken"].rows) == (None, 0)


def test_a_share_is_chosen_by_id_and_a_server_that_is_killed_leaves_whole_files_only(models, start, tmp_path) -> None:
    options = {"payload_log": tmp_path / "log", "payload_sample_share": 0.3, "payload_flush_seconds": 0.1}
    server = start(models["wine"], free_port(), **options).ready()
    asked = [f"request-{number}" for number in range(100)]
    for request_id in asked:
        server.post("/predict", {"data": ROWS[:1]}, **{"x-request-id": request_id})
    # Another server with the same share keeps the same ones.
    sampled = {request_id for request_id in asked if is_sampled(request_id, 0.3)}
    server.until(lambda: server.metric("slipway_payload_records_written_total") == len(sampled))
    files = server.metric("slipway_payload_files_written_total")
    server.until(
        lambda: (
            server.post("/predict", {"data": ROWS}) and server.metric("slipway_payload_files_written_total") > files + 1
        )
    )
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(10)
    left = [decode(file.read_bytes())[0] for file in (tmp_path / "log").rglob("*.parquet")]
    assert all(left)
    kept = {record.request_id for each in left for record in each}
    assert {request_id for request_id in kept if request_id.startswith("request-")} == sampled
    assert kept > sampled


def test_a_bucket_that_goes_away_costs_records_and_no_request_and_is_written_again(models, start, aws) -> None:
    server = start(models["wine"], free_port(), payload_log="s3://payloads/models", payload_flush_seconds=0.3).ready()
    asked = ask_in_every_protocol(server)
    server.until(lambda: server.metric("slipway_payload_records_written_total") == len(asked))
    store = S3Store("payloads", "models")
    assert {record.request_id for record in records(store)} == set(asked)
    assert list(store.folders("deployment=wine/")) == ["version=7"]
    aws.down()
    statuses, stop = [], threading.Event()

    def ask():
        with httpx.Client(base_url=server.url) as client:
            while not stop.is_set():
                statuses.append(client.post("/predict", json={"data": ROWS[:1]}).status_code)
                # Ten processors' worth of requests would prove no more.
                time.sleep(0.02)

    thread = threading.Thread(target=ask)
    thread.start()
    server.until(lambda: server.metric(DROPPED + '{reason="store_failed"}') > 0)
    stop.set()
    thread.join()
    assert len(statuses) > 100
    assert set(statuses) == {200}
    assert server.log_lines("payload_log_failed")[0]["reason"] == "store_failed"
    # The emulator has forgotten everything; what is asked now is there when the server has drained.
    aws.up().s3().create_bucket(Bucket="payloads")
    asked = ask_in_every_protocol(server)
    server.terminate()
    assert server.process.wait(60) == 0
    assert {record.request_id for record in records(store)} >= set(asked)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"payload_log": "gs://elsewhere/x"}, "is no place for a payload log"),
        ({"payload_log": "x", "hash": "id", "hash_key_file": os.devnull}, "has 0 bytes"),
    ],
    ids=str,
)
def test_what_cannot_be_used_is_refused_before_anything_is_loaded(models, start, options, words) -> None:
    server = start(models["wine"], free_port(), **options)
    assert server.process.wait(120) == 2
    assert words in server.log_text()
