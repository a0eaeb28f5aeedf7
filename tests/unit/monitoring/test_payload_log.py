"""The payload log's writer: bounded, off the way of its callers, and exact in what it counts."""

from __future__ import annotations

import threading
import time

import pytest
from prometheus_client import CollectorRegistry

from app.errors import BadInputError
from app.monitoring.payload_log import Limits, PayloadLog
from app.monitoring.payload_metrics import PayloadMetrics
from app.monitoring.records import decode
from app.monitoring.stores import FolderStore, S3Store, open_store
from tests.unit.monitoring.examples import record


class Memory:
    """A store that fails as often as it is told to, and can be held up."""

    def __init__(self, failures=0):
        self.files = {}
        self.failures = failures
        self.open = threading.Event()
        self.open.set()

    def connect(self):
        pass

    def write(self, key, data):
        self.open.wait(10)
        if self.failures:
            self.failures -= 1
            raise ConnectionError("nobody there")
        self.files[key] = data

    @property
    def records(self):
        return [each for data in list(self.files.values()) for each in decode(data)[0]]


@pytest.fixture
def start():
    """Start a log on a store; it is closed after the test."""
    logs = []

    def run(store, read=lambda number: record(request_id=str(number)), **limits):
        registry = CollectorRegistry()
        told = []
        quick = Limits(**({"retry_seconds": 0.01, "close_seconds": 5} | limits))
        log = PayloadLog(
            store, read, PayloadMetrics(registry), limits=quick, failed=lambda _, reason: told.append(reason)
        )
        logs.append(log)
        return log, registry, told

    yield run
    for log in logs:
        log.close()


def dropped(registry, reason):
    return registry.get_sample_value("slipway_payload_records_dropped_total", {"reason": reason})


def until(condition):
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_closing_writes_everything_that_was_offered(start) -> None:
    store = Memory()
    log, registry, _ = start(store)
    for number in range(500):
        log.offer(number, 10)
    log.close()
    assert [each.request_id for each in store.records] == [str(number) for number in range(500)]
    assert registry.get_sample_value("slipway_payload_records_written_total") == 500


def test_a_file_is_written_when_it_is_large_enough_or_old_enough(start) -> None:
    store = Memory()
    log, registry, _ = start(store, flush_records=10, flush_seconds=0.3)
    for number in range(25):
        log.offer(number, 10)
    until(lambda: len(store.files) >= 2)
    until(lambda: len(store.records) == 25)
    assert [len(decode(data)[0]) for data in store.files.values()] == [10, 10, 5]
    assert registry.get_sample_value("slipway_payload_files_written_total") == 3


def test_what_does_not_fit_is_dropped_and_counted_and_nobody_waits(start) -> None:
    store = Memory()
    store.open.clear()
    log, registry, _ = start(store, queue_records=100, flush_records=1)
    log.offer(0, 10)
    until(lambda: registry.get_sample_value("slipway_payload_queue_records") == 0)
    started = time.perf_counter()
    for number in range(1, 1001):
        log.offer(number, 10)
    assert time.perf_counter() - started < 0.5
    assert dropped(registry, "queue_full") == 900
    store.open.set()
    log.close()
    assert len(store.records) == 101


def test_large_requests_are_bounded_by_their_bytes(start) -> None:
    store = Memory()
    store.open.clear()
    log, registry, _ = start(store, queue_bytes=1000, flush_records=1)
    log.offer(0, 400)
    until(lambda: registry.get_sample_value("slipway_payload_queue_records") == 0)
    for number in (1, 2, 3):
        log.offer(number, 400)
    assert dropped(registry, "queue_full") == 1
    store.open.set()


def test_a_store_that_comes_back_loses_nothing(start) -> None:
    store = Memory(failures=3)
    log, registry, told = start(store, flush_records=5)
    for number in range(5):
        log.offer(number, 10)
    until(lambda: len(store.records) == 5)
    assert registry.get_sample_value("slipway_payload_write_retries_total") == 3
    assert told == []


def test_a_store_that_stays_away_costs_one_file_after_bounded_retries(start) -> None:
    store = Memory(failures=4)
    log, registry, told = start(store, flush_records=5)
    for number in range(5):
        log.offer(number, 10)
    until(lambda: dropped(registry, "store_failed") == 5)
    for number in range(5):
        log.offer(number, 10)
    until(lambda: len(store.records) == 5)
    assert told == ["store_failed"]


def test_a_request_that_cannot_be_read_costs_itself_only(start) -> None:
    def read(number):
        if number == 1:
            raise RecursionError
        return record(request_id=str(number))

    store = Memory()
    log, registry, told = start(store, read)
    for number in range(3):
        log.offer(number, 10)
    log.close()
    assert [each.request_id for each in store.records] == ["0", "2"]
    assert (dropped(registry, "unwritable"), told) == (1, ["unwritable"])


def test_closing_ends_in_time_though_the_store_does_not_answer(start) -> None:
    store = Memory()
    store.open.clear()
    log, _, _ = start(store, close_seconds=0.2)
    log.offer(0, 10)
    started = time.monotonic()
    log.close()
    assert time.monotonic() - started < 2
    store.open.set()


def test_a_folder_holds_whole_files_only(tmp_path) -> None:
    store = FolderStore(tmp_path / "log")
    store.write("a=1/b=2/x.parquet", b"whole")
    assert list(store.keys("")) == ["a=1/b=2/x.parquet"]
    assert store.read("a=1/b=2/x.parquet") == b"whole"
    assert list(store.folders("a=1/")) == ["b=2"]
    assert list(store.folders("nowhere/")) == []
    assert list((tmp_path / "log" / ".partial").iterdir()) == []


def test_a_place_is_a_bucket_or_a_folder() -> None:
    assert isinstance(open_store("s3://bucket/prefix"), S3Store)
    assert isinstance(open_store("file:///tmp/x"), FolderStore)
    assert isinstance(open_store("relative/folder"), FolderStore)
    for bad in ("", "s3://", "gs://bucket/x"):
        with pytest.raises(BadInputError):
            open_store(bad)
