"""The pure part of `bin/bench deploy`: from what the command line says to the critical path."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bin.benchmarks.timeline import StackRun, Wait, bar, critical_path, dominating, read

NEEDS = {"a-network": (), "a-data": ("a-network",), "a-serving": ("a-network",), "a-tracking": ("a-data",)}
LINES = [
    (1.0, "Generated Terraform code for the stacks: a-data, a-network"),
    (1.5, "a-tracking  Initializing the backend..."),
    (2.0, "\x1b[32ma-network\x1b[0m  Initializing the backend..."),
    (9.0, "a-network  aws_vpc.Network_Vpc_1 (Network/Vpc): Creation complete after 3s [id=vpc-1]"),
    (10.0, "           Apply complete! Resources: 1 added, 0 changed, 0 destroyed."),
    (11.0, "a-data  Initializing the backend..."),
    (11.5, "a-serving  Initializing the backend..."),
    (40.0, "a-serving  Apply complete! Resources: 1 added, 0 changed, 0 destroyed."),
    (92.0, "a-data  aws_db_instance.Database (Database): Creation complete after 1m20s [id=db-1]"),
    (92.0, "        aws_kms_key.Key (Key): Creation complete after 12s [id=k]"),
    (93.0, "a-data  Apply complete! Resources: 1 added, 0 changed, 0 destroyed."),
    (94.0, "a-tracking  Initializing the backend..."),
    (99.0, "a-tracking  Apply complete! Resources: 1 added, 0 changed, 0 destroyed."),
]


def test_each_stack_has_its_time_and_its_waits():
    runs = {run.name: run for run in read(LINES, NEEDS)}
    assert list(runs) == ["a-network", "a-data", "a-serving", "a-tracking"]
    assert (runs["a-network"].started, runs["a-network"].ended) == (2.0, 10.0)
    assert runs["a-data"].waits == (Wait("aws_db_instance.Database", 80), Wait("aws_kms_key.Key", 12))
    assert runs["a-serving"].waits == ()
    assert runs["a-tracking"].started == 93.0, "it was initialised before, and then waited for what it needs"


def test_the_critical_path_leaves_out_what_runs_beside_it():
    runs = read(LINES, NEEDS)
    assert [run.name for run in runs if run.critical] == ["a-network", "a-data", "a-tracking"]
    assert dominating(runs, 10) == [("a-data", Wait("aws_db_instance.Database", 80))]


def test_a_stack_that_did_not_end_has_no_time():
    assert [run.name for run in read(LINES[:9], NEEDS)] == ["a-network", "a-serving"]


@pytest.mark.parametrize(("started", "ended"), [(0, 1), (0, 100), (99.9, 100), (40, 60)])
def test_a_bar_is_as_wide_as_its_row_and_never_empty(started, ended):
    drawn = bar(StackRun("a", started, ended, (), critical=True), 100, 20)
    assert len(drawn) == 20
    assert "█" in drawn


@given(st.dictionaries(st.sampled_from(sorted(NEEDS)), st.floats(0, 1000), min_size=1))
def test_a_critical_path_is_a_chain_of_needs_that_ends_with_the_last(ended):
    chain = critical_path(ended, NEEDS)
    assert ended[chain[-1]] == max(ended.values())
    assert all(first in NEEDS[second] for first, second in pairwise(chain))
