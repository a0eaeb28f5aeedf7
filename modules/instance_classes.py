"""What follows from the name of an RDS instance class."""

from __future__ import annotations

import re

_CLASS = re.compile(r"^db\.(?P<family>[tmr])\d[a-z]*\.(?P<size>micro|small|medium|large|(?P<times>\d*)xlarge)$")
_SMALL_GIB = {"micro": 1, "small": 2, "medium": 4, "large": 8}
_XLARGE_GIB = 16
# `max_connections` of a PostgreSQL instance, unless a parameter group says otherwise:
# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
_BYTES_PER_CONNECTION = 9_531_392
_MOST_CONNECTIONS = 5000


class UnknownInstanceClassError(ValueError):
    """The instance class is of no family whose memory is known here."""


def memory_gib(instance_class: str) -> int:
    """Memory of an instance, in GiB: https://aws.amazon.com/rds/instance-types/.

    Raises:
        UnknownInstanceClassError: It is not of the families t, m and r.
    """
    found = _CLASS.match(instance_class)
    if not found:
        raise UnknownInstanceClassError(
            f"instance_class {instance_class!r} is not of the families t, m and r: give, for example, 'db.m7g.large'"
        )
    gib = _SMALL_GIB.get(found["size"]) or _XLARGE_GIB * int(found["times"] or 1)
    return gib * 2 if found["family"] == "r" else gib


def connection_limit(instance_class: str) -> int:
    """How many connections RDS lets an instance take.

    Raises:
        UnknownInstanceClassError: It is not of the families t, m and r.
    """
    return min(memory_gib(instance_class) * 1024**3 // _BYTES_PER_CONNECTION, _MOST_CONNECTIONS)
