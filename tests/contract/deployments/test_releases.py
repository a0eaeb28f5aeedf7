"""Releases in a real PostgreSQL: killed at every point, and wanted by two people at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from app.progress import PlainProgress
from app.rollout.config import read
from app.rollout.executor import Executor
from app.rollout.readings import MIRROR_MISMATCHES, MIRROR_PAIRS, Readings
from app.rollout.state import Phase, Policy, Release, Strategy
from app.rollout.store import ReleaseConflictError, ReleaseStore
from app.rollout.tables import create_tables
from app.targets.traffic import Split, Traffic
from tests.contract.deployments.harbour import Harbour, Killed

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def store(postgres_engine: Engine) -> ReleaseStore:
    create_tables(postgres_engine)
    return ReleaseStore(postgres_engine, "local")


@pytest.fixture
def release() -> Release:
    policy = Policy(pause_seconds=0)
    return Release(
        deployment="wine",
        model="wine",
        stable="1",
        candidate="2",
        strategy=Strategy.CANARY,
        policy=policy,
        actor="tests",
    )


SAME_ANSWERS = Readings({MIRROR_PAIRS: 100, MIRROR_MISMATCHES: 0})


def executor(harbour: Harbour, store: ReleaseStore) -> Executor:
    return Executor(
        harbour,  # type: ignore[arg-type]
        store,
        harbour.promote,
        b"{}",
        read=lambda _: SAME_ANSWERS,
        sleep=lambda _: None,
    )


def run_with_kills(release: Release, harbour: Harbour, store: ReleaseStore) -> Release:
    """Run the release; where it is killed, run what was stored again, as the next command would."""
    saved = store.save(release)
    while True:
        try:
            return executor(harbour, store).run(saved, PlainProgress())
        except Killed:
            stored = store.latest("wine")
            assert stored is not None
            saved = stored


CONFIGS = [
    {"strategy": "canary"},
    {"strategy": "canary", "keep_seconds": "0"},
    {"strategy": "blue-green"},
    {"strategy": "shadow"},
    {"strategy": "shadow", "then": "promote"},
    {"strategy": "ab", "ab_header": "x-user"},
    {"strategy": "ab", "ab_header": "x-variant", "ab_values": "b"},
    {"strategy": "rolling"},
    {"strategy": "replace"},
]


@pytest.mark.parametrize("config", CONFIGS, ids=lambda config: " ".join(config.values()))
@pytest.mark.parametrize("bad", [set(), {"2"}], ids=["good", "bad"])
def test_a_release_killed_at_any_point_ends_as_if_it_had_not_been(
    release: Release, store: ReleaseStore, bad: set[str], config: dict[str, str]
) -> None:
    strategy, policy = read({"pause_seconds": "0", **config}, default=Strategy.CANARY)
    release = release.change(strategy=strategy, policy=policy, asked=True)  # of an A/B test the end is asked for
    assert killed_everywhere(release, store, bad) is (Phase.ABORTED if bad else Phase.SUCCEEDED)


def test_a_rollback_killed_at_any_point_ends_as_if_it_had_not_been(release: Release, store: ReleaseStore) -> None:
    policy = Policy(steps=(100,), pause_seconds=0, probe=False)
    back = release.change(strategy=Strategy.ROLLBACK, policy=policy)
    assert killed_everywhere(back, store, bad={"1"}) is Phase.SUCCEEDED


def killed_everywhere(release: Release, store: ReleaseStore, bad: set[str]) -> Phase:
    """How the release ends, whether it is killed or not; all else is checked to be equal too."""
    undisturbed = Harbour(failing=bad)
    expected = run_with_kills(release, undisturbed, store)
    for kill_at in range(1, undisturbed.boundaries + 1):
        harbour = Harbour(failing=bad, kill_at=kill_at)
        ended = run_with_kills(release, harbour, store)
        assert ended.phase is expected.phase
        assert (harbour.running, harbour.weights, harbour.production) == (
            undisturbed.running,
            undisturbed.weights,
            undisturbed.production,
        )
        assert distinct(harbour.history) == distinct(undisturbed.history)
    return expected.phase


def distinct(history: list[dict[str, int]]) -> list[dict[str, int]]:
    """The weights one after the other, without those that were only set again."""
    return [now for before, now in zip([None, *history], history, strict=False) if now != before]


def test_a_candidate_that_does_not_start_is_given_up_and_the_stable_version_serves(
    release: Release, store: ReleaseStore
) -> None:
    harbour = Harbour(broken={"2"})
    ended = executor(harbour, store).run(store.save(release), PlainProgress())
    assert ended.phase is Phase.ABORTED
    assert "does not load" in ended.reason
    assert (harbour.running, harbour.weights, harbour.production) == ({"1"}, {"1": 100}, "1")


def test_a_release_is_read_as_it_was_stored(release: Release, store: ReleaseStore) -> None:
    traffic = Traffic(requests=5, latency_buckets={2.5: 5})
    saved = store.save(release.change(step=1, position=1, since=12.5, baseline={"2": traffic}))
    assert store.latest("wine") == saved
    assert store.latest("another") is None


def test_an_environment_knows_its_own_releases_only(
    release: Release, store: ReleaseStore, postgres_engine: Engine
) -> None:
    store.save(release)
    assert ReleaseStore(postgres_engine, "staging").latest("wine") is None


def test_a_change_to_a_release_that_somebody_else_changed_is_refused(release: Release, store: ReleaseStore) -> None:
    mine = store.save(release)
    store.save(mine.change(step=1))
    with pytest.raises(ReleaseConflictError, match="changed by somebody else"):
        store.save(mine.change(step=2))


def test_a_deployment_has_one_unfinished_release(release: Release, store: ReleaseStore) -> None:
    first = store.save(release)
    with pytest.raises(ReleaseConflictError, match="not finished"):
        store.save(release)
    store.save(first.change(phase=Phase.ABORTED))
    assert store.save(release).number != first.number


@pytest.mark.parametrize("other", [("wine", "another-model"), ("another", "wine")])
def test_two_people_cannot_release_one_deployment_or_one_model_at_once(
    release: Release, store: ReleaseStore, other: tuple[str, str]
) -> None:
    store.save(release)
    with store.exclusive("wine", "wine"), pytest.raises(ReleaseConflictError) as refused:
        store.exclusive(*other).__enter__()
    assert "by somebody else right now" in str(refused.value)
    assert "tests is releasing version 2 to wine, starting" in str(refused.value)
    assert "bin/slipway abort wine" in str(refused.value)
    with store.exclusive(*other):
        """Free again."""


def test_different_models_are_released_at_the_same_time(store: ReleaseStore) -> None:
    with store.exclusive("wine", "wine"), store.exclusive("cancer", "cancer"):
        """Both."""


def test_many_processes_may_create_the_table_at_once(postgres_engine: Engine) -> None:
    threads = [threading.Thread(target=create_tables, args=(postgres_engine,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ReleaseStore(postgres_engine, "local").latest("wine") is None


def test_what_somebody_else_asks_of_a_release_under_way_is_done_by_it(release: Release, store: ReleaseStore) -> None:
    saved = store.save(release.change(policy=Policy(pause_seconds=3600)))
    asked: list[float] = []

    def ask(_: float) -> None:
        asked.append(_)
        current = store.latest("wine")
        assert current is not None
        change = current.aborted_by("aborted by somebody") if len(asked) > 1 else current.hurried()
        store.save(change)

    harbour = Harbour()
    sleeping = Executor(harbour, store, harbour.promote, b"{}", sleep=ask)  # type: ignore[arg-type]
    ended = sleeping.run(saved, PlainProgress())
    assert len(asked) == 1  # it hurried, had no more pause to sleep in, and nobody aborted it
    assert ended.phase is Phase.SUCCEEDED
    assert distinct(harbour.history) == [{"1": 90, "2": 10}, {"2": 100}]


def test_an_abort_asked_for_in_a_pause_takes_all_traffic_back(release: Release, store: ReleaseStore) -> None:
    saved = store.save(release.change(policy=Policy(pause_seconds=3600)))

    def ask(_: float) -> None:
        current = store.latest("wine")
        assert current is not None
        store.save(current.aborted_by("aborted by somebody"))

    harbour = Harbour()
    ended = Executor(harbour, store, harbour.promote, b"{}", sleep=ask).run(  # type: ignore[arg-type]
        saved, PlainProgress()
    )
    assert (ended.phase, ended.reason) == (Phase.ABORTED, "aborted by somebody")
    assert (harbour.running, harbour.weights, harbour.production) == ({"1"}, {"1": 100}, "1")


def test_an_abort_asked_for_in_the_middle_of_an_action_is_found_when_it_is_stored(
    release: Release, store: ReleaseStore
) -> None:
    harbour = Harbour()
    saved = store.save(release)
    move = harbour.set_split

    def interrupt(deployment: str, split: Split) -> None:
        move(deployment, split)
        current = store.latest("wine")
        if current is not None and split.weights.get("2") == 50:
            store.save(current.aborted_by("aborted by somebody"))

    harbour.set_split = interrupt  # type: ignore[method-assign]
    ended = executor(harbour, store).run(saved, PlainProgress())
    assert ended.phase is Phase.ABORTED
    assert distinct(harbour.history) == [{"1": 90, "2": 10}, {"1": 50, "2": 50}, {"1": 100}]


def test_history_tells_the_newest_release_first_and_when_it_was(release: Release, store: ReleaseStore) -> None:
    first = store.save(release)
    store.save(first.change(phase=Phase.ABORTED))
    store.save(release.change(candidate="3"))
    newest, oldest = store.history("wine", limit=5)
    assert (newest.release.candidate, oldest.release.phase) == ("3", Phase.ABORTED)
    assert oldest.created_at <= oldest.updated_at <= newest.created_at
    assert [past.release.candidate for past in store.history("wine", limit=1)] == ["3"]
