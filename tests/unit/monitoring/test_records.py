"""Records, their files and where these lie."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from app.monitoring.records import Partition, Record, by_partition, decode, encode, file_name, is_batch
from tests.unit.monitoring.examples import record

texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
records = st.builds(
    Record,
    time_seconds=st.integers(0, 4_000_000_000_000_000).map(lambda micros: micros / 1e6),
    request_id=st.text(st.characters(exclude_categories=["Cs"])),
    deployment=st.sampled_from(["wine", "a/b=c"]),
    model=st.just("wine"),
    version=st.sampled_from(["1", "2"]),
    rows=st.integers(0, 10_000),
    inputs=texts,
    outputs=texts,
    status=st.integers(200, 599),
    latency_seconds=st.floats(0, 60),
    synthetic=st.booleans(),
)


@given(st.lists(records, max_size=5))
def test_what_is_written_is_read_again(given_records) -> None:
    found, redacted = decode(encode(given_records, ["ssn"]))
    assert found == given_records
    assert redacted == {"ssn"}


def test_more_records_than_one_chunk_keep_their_order() -> None:
    many = [record(request_id=str(number)) for number in range(600)]
    assert decode(encode(many, []))[0] == many


@given(records)
def test_a_key_tells_its_partition(one) -> None:
    part = Partition.of(one)
    key = part.prefix + file_name(one, "abc")
    assert is_batch(key)
    assert Partition.parse(key) == part
    assert key.count("/") == 4


def test_keys_of_others_are_no_batches() -> None:
    good = "deployment=wine/version=1/date=2026-01-31/hour=07/x.parquet"
    assert Partition.parse(good) == Partition("wine", "1", datetime(2026, 1, 31, 7, tzinfo=UTC))
    assert is_batch(good)
    assert not is_batch(good.removesuffix("quet"))
    assert not is_batch("deployment=wine/version=1/date=2026-02-31/hour=07/x.parquet")
    assert not is_batch("deployment=wine/x.parquet")


def test_records_of_two_hours_go_into_two_files() -> None:
    split = dict(by_partition([record(time_seconds=seconds) for seconds in (0, 3599.9, 3600)]))
    assert [len(part) for part in split.values()] == [2, 1]
    assert [part.prefix for part in split] == [
        "deployment=wine/version=1/date=1970-01-01/hour=00/",
        "deployment=wine/version=1/date=1970-01-01/hour=01/",
    ]
