from __future__ import annotations

import pytest

from modules.instance_classes import UnknownInstanceClassError, connection_limit, memory_gib


@pytest.mark.parametrize(
    ("instance_class", "gib"),
    [
        ("db.t4g.micro", 1),
        ("db.t4g.medium", 4),
        ("db.m7g.large", 8),
        ("db.m7g.xlarge", 16),
        ("db.m6i.4xlarge", 64),
        ("db.r7g.large", 16),
        ("db.r6gd.2xlarge", 64),
    ],
)
def test_memory_follows_from_the_name(instance_class: str, gib: int) -> None:
    assert memory_gib(instance_class) == gib


def test_connections_grow_with_memory_up_to_what_rds_allows() -> None:
    limits = [connection_limit(f"db.r7g.{size}") for size in ("large", "xlarge", "2xlarge", "12xlarge", "16xlarge")]
    assert limits == [1802, 3604, 5000, 5000, 5000]


@pytest.mark.parametrize("instance_class", ["m7g.large", "db.m7g", "db.x2g.large", "db.m7g.huge"])
def test_a_class_of_unknown_memory_is_refused_with_its_name(instance_class: str) -> None:
    with pytest.raises(UnknownInstanceClassError, match=f"'{instance_class}' is not of the families t, m and r"):
        memory_gib(instance_class)
