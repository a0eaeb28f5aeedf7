"""Dev, staging and production, whole: `cdktf deploy 'prod-*'` on emulators, a second plan, protection, destruction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app.outputs import StackOutputs
from stacks.emulator_gaps import FORGOTTEN
from tests.emulator.conftest import ENVIRONMENTS
from tests.emulator.life import PARTS, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.emulator.life import Life

REQUIRED_TAGS = {"Project", "Environment", "Owner", "CostCenter", "ManagedBy"}
# What a service makes by itself and the state keeps: docs/decisions/0070.
OAUTH_SECRETS = {("aws_cognito_user_pool_client", "client_secret")}
# But for what only `local`'s gateway meets: `test_coverage.py` has that.
FORGETS = {
    (kind, argument)
    for kind, arguments in FORGOTTEN.items()
    for argument in arguments
    if kind != "aws_apigatewayv2_authorizer"
}
pytestmark = pytest.mark.timeout(1500)


def instances(life: Life) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Every resource in the states: part, type, attributes."""
    for part, state in life.states.items():
        for resource in state["resources"]:
            for instance in resource["instances"] if resource["mode"] == "managed" else ():
                yield part, resource["type"], instance["attributes"]


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_stack_publishes_what_the_app_reads(lives: Mapping[str, Life], name: str) -> None:
    documents = lives[name].documents
    assert set(documents) == set(PARTS)
    outputs = StackOutputs.model_validate({part: documents[part] for part in PARTS if part != "ingress"})
    assert {document["environment"] for document in documents.values()} == {name}
    assert outputs.gateway is not None
    assert outputs.tracking.tracking_uri.startswith(f"http://slipway-{name}-tracking-")


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_second_plan_is_empty_but_for_what_an_emulator_forgot(lives: Mapping[str, Life], name: str) -> None:
    assert lives[name].second_plan - FORGETS == set()


def test_what_is_said_to_be_forgotten_really_is(lives: Mapping[str, Life]) -> None:
    """Every type that `stacks.emulator_gaps` lists would be changed by the plan of some environment."""
    changed = {kind for life in lives.values() for kind, _ in life.second_plan}
    assert changed == {kind for kind, _ in FORGETS}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_state_holds_a_password_or_a_static_key(lives: Mapping[str, Life], name: str) -> None:
    found = {
        (kind, key)
        for _, kind, attributes in instances(lives[name])
        for key, value in attributes.items()
        if value and ("password" in key or "secret" in key or "access_key" in key) and isinstance(value, str)
    }
    assert found <= OAUTH_SECRETS | {("aws_db_instance", "master_user_secret_kms_key_id")}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_whatever_takes_tags_has_the_required_ones(lives: Mapping[str, Life], name: str) -> None:
    tagged = [(part, kind, every["tags_all"]) for part, kind, every in instances(lives[name]) if "tags_all" in every]
    assert len(tagged) > 60
    bare = {kind for _, kind, tags in tagged if not set(tags or ()) >= REQUIRED_TAGS}
    assert bare <= {kind for kind, argument in FORGETS if argument == "tags_all"}


def test_destroying_is_refused_as_a_whole_while_data_is_protected(lives: Mapping[str, Life]) -> None:
    life = lives[WHOLE]
    assert life.refused
    assert "prevent_destroy" in life.refusal
    assert life.kept


def test_the_database_itself_refuses_too(lives: Mapping[str, Life]) -> None:
    assert "DeletionProtection is enabled" in lives[WHOLE].database_refusal


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_with_both_keys_turned_nothing_is_left_behind(lives: Mapping[str, Life], name: str) -> None:
    assert lives[name].left == {}
