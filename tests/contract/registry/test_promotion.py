"""Moving versions between stages in a real MLflow registry, with faults in the middle."""

from __future__ import annotations

import itertools
import threading
from typing import TYPE_CHECKING, Any

import pytest
from mlflow import MlflowClient

from app.errors import BadInputError, SlipwayError
from app.registry.conventions import STAGE_TAG
from app.registry.ledger import Entry, Kind, Ledger, create_tables
from app.registry.promotion import Registry
from app.registry.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

_WRITES = (
    "set_registered_model_alias",
    "delete_registered_model_alias",
    "set_model_version_tag",
    "transition_model_version_stage",
)
_names = itertools.count(1)


class ProcessDiedError(BaseException):
    """Stands for the end of the process: nothing in the program catches it."""


class DyingLedger(Ledger):
    """A ledger whose process dies when all is done and only that is left to say."""

    def append(self, entry: Entry) -> None:
        if entry.kind is Kind.DONE:
            raise ProcessDiedError
        super().append(entry)


class DyingClient(MlflowClient):
    """A client whose process dies before the write of that number."""

    def __init__(self, uri: str, *, writes: int) -> None:
        super().__init__(uri)
        self._left = writes

    def __getattribute__(self, name: str) -> Any:
        if name in _WRITES:
            if self._left == 0:
                raise ProcessDiedError
            self._left -= 1
        return super().__getattribute__(name)


@pytest.fixture
def ledger(postgres_engine: Engine) -> Ledger:
    create_tables(postgres_engine)
    return Ledger(postgres_engine)


@pytest.fixture
def client(tracking_server: str) -> MlflowClient:
    return MlflowClient(tracking_server)


@pytest.fixture
def registry(client: MlflowClient, ledger: Ledger) -> Registry:
    return Registry(client, ledger, "arn:aws:iam::000000000000:user/alice")


@pytest.fixture
def model(client: MlflowClient) -> str:
    """A registered model of three versions, none of which was ever moved."""
    name = f"promotion-{next(_names)}"
    client.create_registered_model(name)
    for number in range(3):
        client.create_model_version(name, source=f"s3://nowhere/{number}")
    return name


def state(client: MlflowClient, model: str) -> dict[str, Any]:
    """Everything that a move may change: by version its tag and MLflow stage, and the aliases."""
    versions = client.search_model_versions(f"name = '{model}'")
    stages = {each.version: (each.tags.get(STAGE_TAG, "None"), each.current_stage) for each in versions}
    return {"stages": dict(sorted(stages.items())), "aliases": dict(client.get_registered_model(model).aliases)}


def move(registry: Registry, model: str, version: str, *stages: Stage) -> None:
    for stage in stages:
        registry.transition(model, version, stage, reason="test")


def test_promotion_moves_alias_tag_and_stage_together_and_archives_what_it_replaces(
    registry: Registry, client: MlflowClient, model: str, ledger: Ledger
) -> None:
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION)
    move(registry, model, "2", Stage.STAGING)
    done = registry.transition(model, "2", Stage.PRODUCTION, reason="canary went well")
    assert (done.origin, done.to, done.archived, done.changed) == (Stage.STAGING, Stage.PRODUCTION, ("1",), True)
    assert state(client, model) == {
        "stages": {"1": ("Archived", "Archived"), "2": ("Production", "Production"), "3": ("None", "None")},
        "aliases": {"production": "2"},
    }
    assert registry.version_in(model, Stage.PRODUCTION) == "2"
    assert registry.version_in(model, Stage.STAGING) is None
    assert registry.version_in(model, Stage.ARCHIVED) == "1"
    assert registry.version_in(model, Stage.NONE) == "3"
    last = ledger.entries(model)[-1]
    assert (last.kind, last.actor, last.replaces, last.reason) == (
        Kind.DONE,
        "arn:aws:iam::000000000000:user/alice",
        ("1",),
        "canary went well",
    )


def test_several_versions_wait_in_staging_and_the_alias_names_the_latest(
    registry: Registry, client: MlflowClient, model: str
) -> None:
    move(registry, model, "1", Stage.STAGING)
    move(registry, model, "2", Stage.STAGING)
    assert registry.version_in(model, Stage.STAGING) == "2"
    move(registry, model, "1", Stage.PRODUCTION)
    assert state(client, model)["aliases"] == {"staging": "2", "production": "1"}
    assert registry.stage_of(model, "2") is Stage.STAGING


def test_rollback_brings_an_archived_version_back_and_archives_the_present_one(
    registry: Registry, client: MlflowClient, model: str
) -> None:
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION)
    move(registry, model, "2", Stage.STAGING, Stage.PRODUCTION)
    assert registry.transition(model, "1", Stage.PRODUCTION, reason="rollback").archived == ("2",)
    assert state(client, model) == {
        "stages": {"1": ("Production", "Production"), "2": ("Archived", "Archived"), "3": ("None", "None")},
        "aliases": {"production": "1"},
    }


def test_retiring_the_production_version_leaves_no_alias(registry: Registry, client: MlflowClient, model: str) -> None:
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION, Stage.ARCHIVED)
    assert state(client, model)["aliases"] == {}
    assert registry.version_in(model, Stage.PRODUCTION) is None


def test_an_illegal_move_changes_nothing_and_names_the_legal_ones(
    registry: Registry, client: MlflowClient, model: str, ledger: Ledger
) -> None:
    with pytest.raises(BadInputError, match="from None it can move to Staging"):
        registry.transition(model, "1", Stage.PRODUCTION, reason="in a hurry")
    assert state(client, model)["aliases"] == {}
    assert ledger.entries() == []


def test_an_unknown_version_or_model_is_refused_with_those_there_are(registry: Registry, model: str) -> None:
    with pytest.raises(BadInputError, match=r"no version 9[\s\S]*1, 2, 3"):
        registry.transition(model, "9", Stage.STAGING, reason="test")
    with pytest.raises(BadInputError, match="no version of nobody is registered"):
        registry.stage_of("nobody", "1")
    assert registry.version_in("nobody", Stage.PRODUCTION) is None


def test_the_same_move_again_changes_nothing_and_writes_nothing(registry: Registry, model: str, ledger: Ledger) -> None:
    move(registry, model, "1", Stage.STAGING)
    lines = len(ledger.entries())
    assert registry.transition(model, "1", Stage.STAGING, reason="again").changed is False
    assert len(ledger.entries()) == lines


@pytest.mark.parametrize("writes", range(6))
def test_a_process_that_dies_at_any_write_is_repaired_by_the_same_move_again(
    registry: Registry, model: str, ledger: Ledger, tracking_server: str, writes: int
) -> None:
    client = registry.client
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION)
    move(registry, model, "2", Stage.STAGING)
    dying = Registry(DyingClient(tracking_server, writes=writes), ledger, "somebody")
    with pytest.raises(ProcessDiedError):
        dying.transition(model, "2", Stage.PRODUCTION, reason="release")
    # Whoever follows the alias sees the old version or the new one.
    assert registry.version_in(model, Stage.PRODUCTION) == ("1" if writes == 0 else "2")

    move(registry, model, "2", Stage.PRODUCTION)

    assert state(client, model) == {
        "stages": {"1": ("Archived", "Archived"), "2": ("Production", "Production"), "3": ("None", "None")},
        "aliases": {"production": "2"},
    }
    assert ledger.unfinished(model) == []


def test_a_process_that_dies_before_it_says_done_is_repaired_by_the_same_move_again(
    registry: Registry, client: MlflowClient, model: str, ledger: Ledger, postgres_engine: Engine
) -> None:
    with pytest.raises(ProcessDiedError):
        Registry(client, DyingLedger(postgres_engine), "somebody").transition(
            model, "1", Stage.STAGING, reason="release"
        )
    right = state(client, model)
    assert registry.transition(model, "1", Stage.STAGING, reason="again").changed is False
    assert state(client, model) == right
    assert [entry.kind for entry in ledger.entries(model)] == [Kind.INTENDED, Kind.DONE]


def test_another_move_first_finishes_what_a_dead_process_left(
    registry: Registry, client: MlflowClient, model: str, ledger: Ledger, tracking_server: str
) -> None:
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION)
    move(registry, model, "2", Stage.STAGING)
    dying = Registry(DyingClient(tracking_server, writes=2), ledger, "somebody")
    with pytest.raises(ProcessDiedError):
        dying.transition(model, "2", Stage.PRODUCTION, reason="release")

    move(registry, model, "3", Stage.STAGING)

    assert state(client, model) == {
        "stages": {"1": ("Archived", "Archived"), "2": ("Production", "Production"), "3": ("Staging", "Staging")},
        "aliases": {"production": "2", "staging": "3"},
    }


def test_a_half_done_move_of_a_version_that_was_deleted_is_given_up(
    registry: Registry, client: MlflowClient, model: str, ledger: Ledger, tracking_server: str
) -> None:
    dying = Registry(DyingClient(tracking_server, writes=1), ledger, "somebody")
    with pytest.raises(ProcessDiedError):
        dying.transition(model, "2", Stage.STAGING, reason="release")
    client.delete_model_version(model, "2")
    move(registry, model, "1", Stage.STAGING)
    assert [entry.kind for entry in ledger.entries(model)] == [
        Kind.INTENDED,
        Kind.ABANDONED,
        Kind.INTENDED,
        Kind.DONE,
    ]


@pytest.mark.parametrize(
    "meddle",
    [
        lambda client, model: client.transition_model_version_stage(model, "1", "Archived"),
        lambda client, model: client.set_registered_model_alias(model, "production", "3"),
        lambda client, model: client.delete_registered_model_alias(model, "production"),
        lambda client, model: client.set_registered_model_alias(model, "staging", "1"),
    ],
    ids=["stage", "alias moved", "alias deleted", "alias added"],
)
def test_what_somebody_changed_by_hand_is_put_right_by_the_same_move_again(
    registry: Registry, client: MlflowClient, model: str, meddle: Callable[[MlflowClient, str], None]
) -> None:
    move(registry, model, "1", Stage.STAGING, Stage.PRODUCTION)
    right = state(client, model)
    meddle(client, model)
    assert registry.transition(model, "1", Stage.PRODUCTION, reason="repair").changed is True
    assert state(client, model) == right


def test_a_version_that_somebody_put_into_production_by_hand_is_archived_by_the_next_promotion(
    registry: Registry, client: MlflowClient, model: str
) -> None:
    client.transition_model_version_stage(model, "3", "Production")
    move(registry, model, "1", Stage.STAGING)
    assert registry.transition(model, "1", Stage.PRODUCTION, reason="release").archived == ("3",)
    assert state(client, model)["stages"]["3"] == ("Archived", "Archived")


def test_a_stage_tag_that_is_no_stage_is_named(registry: Registry, client: MlflowClient, model: str) -> None:
    client.set_model_version_tag(model, "1", STAGE_TAG, "Prod")
    with pytest.raises(SlipwayError, match="'Prod'"):
        registry.stage_of(model, "1")


def test_two_processes_that_promote_at_once_leave_one_version_in_production(
    registry: Registry, client: MlflowClient, model: str
) -> None:
    for version in ("1", "2", "3"):
        move(registry, model, version, Stage.STAGING)
    threads = [threading.Thread(target=move, args=(registry, model, version, Stage.PRODUCTION)) for version in "123"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = state(client, model)
    assert sorted(tag for tag, _ in found["stages"].values()) == ["Archived", "Archived", "Production"]
    assert all(tag == stage for tag, stage in found["stages"].values())
    assert found["stages"][found["aliases"]["production"]] == ("Production", "Production")
