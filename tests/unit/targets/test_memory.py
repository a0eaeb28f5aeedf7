"""What the local target remembers, and which ports it takes."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from app.errors import SlipwayError
from app.routing import Assigned, Backend, Mirror, Route
from app.targets.memory import Memory, Record, free_port, remembered_ports
from app.targets.traffic import Split

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def record() -> Record:
    backends = (Backend(version="9", host="127.0.0.1", port=18100, weight=100),)
    return Record(model="wine", route=Route(deployment="wine", backends=backends))


def test_what_is_written_is_read_again(tmp_path: Path, record: Record) -> None:
    Memory(tmp_path).write({"wine": record})
    assert Memory(tmp_path).read() == {"wine": record}


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert Memory(tmp_path).read() == {}


def test_a_file_that_cannot_be_read_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "deployments.json").write_text("{}}")
    with pytest.raises(SlipwayError, match=r"deployments\.json cannot be read"):
        Memory(tmp_path).read()


def test_versions_are_in_the_order_of_their_numbers(record: Record) -> None:
    added = record.with_backend(Backend(version="10", host="127.0.0.1", port=18101))
    assert list(added.route.weights) == ["9", "10"]


def test_a_new_version_gets_as_many_servers_as_the_one_that_has_most(record: Record) -> None:
    assert record.servers == 1
    added = record.with_backend(Backend(version="10", host="127.0.0.1", port=18101, more_ports=(18102,)))
    assert added.servers == 2
    assert remembered_ports({"wine": added}) == {18100, 18101, 18102}


def test_a_version_that_is_not_named_gets_no_weight(record: Record) -> None:
    added = record.with_backend(Backend(version="10", host="127.0.0.1", port=18101))
    assert added.with_split(Split({"10": 100})).route.weights == {"9": 0, "10": 100}


def test_a_split_replaces_the_one_before_in_all_its_parts(record: Record) -> None:
    added = record.with_backend(Backend(version="10", host="127.0.0.1", port=18101))
    values = Assigned(header="x-variant", values={"b": "10"})
    split = added.with_split(
        Split({"9": 100}, mirror=Mirror(version="10", percent=5), sticky_header="x-user", assigned=values)
    )
    assert (split.route.mirror, split.route.sticky_header) == (Mirror(version="10", percent=5), "x-user")
    assert split.route.assigned == values
    assert split.route.uses("10")
    plain = split.with_split(Split({"9": 100}))
    assert (plain.route.mirror, plain.route.sticky_header, plain.route.assigned) == (None, "", None)
    assert not plain.route.uses("10")


def test_the_lowest_port_that_is_neither_remembered_nor_listened_on_is_taken() -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        found = free_port(port, {port + 1})
    assert found > port + 1


def test_no_port_above_the_last_is_offered() -> None:
    with pytest.raises(SlipwayError, match="no free port from 65535"):
        free_port(65535, {65535})
