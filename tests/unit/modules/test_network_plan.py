from __future__ import annotations

import ipaddress
import itertools

from hypothesis import given
from hypothesis import strategies as st

from modules.network import plan_subnets


@given(st.integers(16, 20), st.integers(2, 3), st.integers(0, 255))
def test_subnets_never_overlap_and_lie_in_the_network(prefix: int, zones: int, second: int) -> None:
    network = ipaddress.ip_network(f"10.{second}.0.0/{prefix}")
    plan = plan_subnets(str(network), zones)
    blocks = [ipaddress.ip_network(cidr) for cidr in (*plan.public, *plan.private, *plan.database)]
    assert len(blocks) == 3 * zones
    assert all(block.subnet_of(network) for block in blocks)
    assert not any(one.overlaps(other) for one, other in itertools.combinations(blocks, 2))


def test_a_third_zone_does_not_renumber_the_first_two() -> None:
    two, three = plan_subnets("10.0.0.0/16", 2), plan_subnets("10.0.0.0/16", 3)
    assert (three.public[:2], three.private[:2], three.database[:2]) == (two.public, two.private, two.database)
