"""What `bin/slipway plan` reads out of a plan, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SlipwayError
from bin.commands import plan
from bin.commands.planned import PRECIOUS, StackPlan, in_order, read


def change(terraform_type: str, *actions: str) -> dict[str, Any]:
    return {"address": f"{terraform_type}.Some", "type": terraform_type, "change": {"actions": list(actions)}}


def test_changes_are_counted_by_what_they_do() -> None:
    changes = [
        change("aws_subnet", "create"),
        change("aws_vpc", "update"),
        change("aws_route", "delete", "create"),
        change("aws_lb_listener", "create", "delete"),
        change("aws_eip", "delete"),
        change("aws_flow_log", "no-op"),
        change("aws_caller_identity", "read"),
    ]
    found = read("dev-network", {"resource_changes": changes})
    assert (found.create, found.update, found.replace, found.destroy) == (1, 1, 2, 1)
    assert found.losses == ()


@pytest.mark.parametrize("terraform_type", sorted(PRECIOUS))
@pytest.mark.parametrize("actions", [("delete",), ("delete", "create"), ("create", "delete")])
def test_a_database_cluster_key_or_bucket_is_not_lost_unasked(terraform_type: str, actions: tuple[str, ...]) -> None:
    found = read("prod-data", {"resource_changes": [change(terraform_type, *actions)]})
    assert found.refused(()) == [f"{terraform_type}.Some"]
    assert found.refused([f"{terraform_type}.Some"]) == []
    assert found.refused([f"{terraform_type}.Other"]) == [f"{terraform_type}.Some"]


@pytest.mark.parametrize("actions", [("create",), ("update",), ("no-op",)])
def test_what_is_made_or_changed_in_place_is_not_lost(actions: tuple[str, ...]) -> None:
    assert read("prod-data", {"resource_changes": [change("aws_db_instance", *actions)]}).losses == ()


def test_the_refusal_names_stack_and_resource_and_how_to_allow_it() -> None:
    made = [StackPlan(stack="prod-network"), StackPlan(stack="prod-data", losses=("aws_kms_key.Key",))]
    with pytest.raises(SlipwayError) as refused:
        plan._refuse_losses(made, ())
    assert refused.value.what == "prod-data: aws_kms_key.Key would be replaced or destroyed"
    assert "--allow-replace aws_kms_key.Key" in refused.value.fix
    plan._refuse_losses(made, ["aws_kms_key.Key"])


def test_a_stack_is_deployed_when_its_state_has_more_than_data_sources() -> None:
    def state(*modes: str) -> dict[str, Any]:
        return {"prior_state": {"values": {"root_module": {"resources": [{"mode": mode} for mode in modes]}}}}

    assert read("a", state("data", "managed")).deployed
    assert not read("a", state("data")).deployed
    assert not read("a", {}).deployed


@given(st.permutations(["network", "data", "ingress", "tracking", "serving", "gateway"]))
def test_every_stack_comes_after_those_that_it_needs(names: list[str]) -> None:
    needs = {"data": ["network"], "ingress": ["network"], "tracking": ["ingress", "data"], "gateway": ["ingress"]}
    ordered = in_order({name: needs.get(name, []) for name in names})
    assert sorted(ordered) == sorted(names)
    assert all(ordered.index(upstream) < ordered.index(name) for name in names for upstream in needs.get(name, []))
