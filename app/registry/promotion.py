"""Moving a version from stage to stage: alias, tag and MLflow stage together, with a line in the ledger.

MLflow has no transaction over the three, so a move is written down before it starts and after it ended. When the
process dies in between, the next move of the same model first finishes what was intended (every change is one that can
be made twice). Readers that follow the alias see the old version or the new one, never a mixture: the alias changes in
one write, before all else.
"""

from __future__ import annotations

import uuid
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.errors import BadInputError, SlipwayError
from app.registry.conventions import STAGE_TAG
from app.registry.ledger import Entry, Kind, Ledger
from app.registry.stages import ALIASES, Stage, check_move

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion


@dataclass(frozen=True)
class Transition:
    """A move that is done.

    Args:
        model: The registered model's name.
        version: The version that moved.
        origin: The stage it left.
        to: The stage it is in.
        archived: The versions that left Production for Archived by this move: one, where nobody else moved any.
        changed: False where the version was there already and nothing had to be put right.
    """

    model: str
    version: str
    origin: Stage
    to: Stage
    archived: tuple[str, ...] = ()
    changed: bool = True


class Registry:
    """Stages of model versions in an MLflow registry, with a ledger.

    Args:
        client: A client of the tracking server that holds the registry.
        ledger: Where each move is written down.
        actor: Who moves, verified by the caller.
    """

    def __init__(self, client: MlflowClient, ledger: Ledger, actor: str) -> None:
        self.client = client
        self.actor = actor
        self._ledger = ledger

    def transition(self, model: str, version: str, to: Stage, *, reason: str) -> Transition:
        """Move a version to a stage; the Production version it replaces becomes Archived.

        Again with the same arguments it changes nothing, or puts right what somebody changed in one of the three
        places. Moves of the model that a dead process left half done are finished first.

        Raises:
            BadInputError: There is no such version, or the move is not legal.
            SlipwayError: Another process keeps moving versions of this model.
        """
        with self._ledger.exclusive(model):
            self._finish_pending(model)
            origin = self.stage_of(model, version)
            if origin is to and self._agrees(model, version, to):
                return Transition(model, version, origin, to, changed=False)
            if origin is not to:
                check_move(model, version, origin, to)
            replaces = self._others_in_production(model, version) if to is Stage.PRODUCTION else ()
            entry = Entry(
                uuid.uuid4(), Kind.INTENDED, self.actor, model, version, origin, to, replaces=replaces, reason=reason
            )
            self._ledger.append(entry)
            self._carry_out(entry)
            return Transition(model, version, origin, to, archived=replaces)

    def stage_of(self, model: str, version: str) -> Stage:
        """The stage of a version: Production and Staging by what its tag says, None where it was never moved.

        Raises:
            BadInputError: The model has no such version.
        """
        return _tagged_stage(self._version(model, version))

    def tags(self, model: str, version: str) -> dict[str, str]:
        """A version's tags.

        Raises:
            BadInputError: The model has no such version.
        """
        return dict(self._version(model, version).tags)

    def record_check(self, model: str, version: str, tag: str, *, passed: bool, words: str) -> None:
        """Write down what checks of a deployed version have found, and mark it where they have passed.

        Args:
            model: The registered model.
            version: Its version.
            tag: The mark: a tag with who found it.
            passed: Whether they have; a version that fails loses the mark it had.
            words: What each check said.
        """
        found = self._version(model, version)
        stage = _tagged_stage(found)
        kind = Kind.VERIFIED if passed else Kind.REFUTED
        self._ledger.append(Entry(uuid.uuid4(), kind, self.actor, model, version, stage, stage, (), words))
        if passed:
            self.client.set_model_version_tag(model, version, tag, f"passed, by {self.actor}")
        elif tag in found.tags:
            self.client.delete_model_version_tag(model, version, tag)

    def version_in(self, model: str, stage: Stage) -> str | None:
        """The version in a stage: by alias for Staging and Production, else the newest; None where there is none."""
        alias = ALIASES.get(stage)
        if alias is not None:
            return self._aliases(model).get(alias)
        found = [each.version for each in self._versions(model) if _tagged_stage(each) is stage]
        return found[-1] if found else None

    def _finish_pending(self, model: str) -> None:
        for entry in self._ledger.unfinished(model):
            if all(self._exists(model, version) for version in (entry.version, *entry.replaces)):
                self._carry_out(entry)
            else:
                self._ledger.append(replace(entry, kind=Kind.ABANDONED, actor=self.actor))

    def _carry_out(self, entry: Entry) -> None:
        """Make a move's changes, each of which can be made again, and write down that it is done."""
        self._point_aliases(entry)
        self._mark(entry.model, entry.version, entry.to)
        for replaced in entry.replaces:
            self._mark(entry.model, replaced, Stage.ARCHIVED)
        self._ledger.append(replace(entry, kind=Kind.DONE, actor=self.actor))

    def _point_aliases(self, entry: Entry) -> None:
        alias = ALIASES.get(entry.to)
        if alias is not None:
            self.client.set_registered_model_alias(entry.model, alias, entry.version)
        held = self._aliases(entry.model)
        for other in ALIASES.values():
            if other != alias and held.get(other) == entry.version:
                self.client.delete_registered_model_alias(entry.model, other)

    def _mark(self, model: str, version: str, stage: Stage) -> None:
        self.client.set_model_version_tag(model, version, STAGE_TAG, stage.value)
        with warnings.catch_warnings():
            # MLflow calls stages deprecated in favour of aliases; while it has them, its UI and old clients show them.
            warnings.simplefilter("ignore", FutureWarning)
            self.client.transition_model_version_stage(model, version, stage.value)

    def _others_in_production(self, model: str, version: str) -> tuple[str, ...]:
        """Every other version that its tag or MLflow's stage puts in Production; somebody may have moved one there."""
        said = (each for each in self._versions(model) if each.version != version)
        return tuple(each.version for each in said if Stage.PRODUCTION in (_tagged_stage(each), each.current_stage))

    def _agrees(self, model: str, version: str, stage: Stage) -> bool:
        """Whether MLflow's stage and the aliases say what the tag says."""
        found = self._version(model, version)
        held = {alias for alias, holder in self._aliases(model).items() if holder == version}
        wanted = {ALIASES[stage]} if stage is Stage.PRODUCTION else set()
        # In Staging the alias may have gone on to a later candidate.
        optional = {ALIASES[Stage.STAGING]} if stage is Stage.STAGING else set()
        ours = held & set(ALIASES.values())
        return found.current_stage == stage.value and wanted <= ours <= wanted | optional

    def _version(self, model: str, version: str) -> ModelVersion:
        from mlflow.exceptions import MlflowException  # noqa: PLC0415 - commands that move nothing start fast

        try:
            return self.client.get_model_version(model, version)
        except MlflowException as error:
            if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
                raise
        there = [each.version for each in self._versions(model)]
        raise BadInputError(
            f"{model} has no version {version}",
            why=f"it has {', '.join(there)}" if there else f"no version of {model} is registered",
            fix="name a registered version",
        )

    def _exists(self, model: str, version: str) -> bool:
        return version in {each.version for each in self._versions(model)}

    def _versions(self, model: str) -> list[ModelVersion]:
        """A model's versions, oldest first."""
        found = self.client.search_model_versions(f"name = '{_quoted(model)}'")
        return sorted(found, key=lambda each: int(each.version))

    def _aliases(self, model: str) -> dict[str, str]:
        from mlflow.exceptions import MlflowException  # noqa: PLC0415 - commands that move nothing start fast

        try:
            found: dict[str, str] = self.client.get_registered_model(model).aliases
        except MlflowException as error:
            if error.error_code != "RESOURCE_DOES_NOT_EXIST":
                raise
            return {}
        return found


def _tagged_stage(version: ModelVersion) -> Stage:
    tag = version.tags.get(STAGE_TAG, Stage.NONE)
    if tag not in set(Stage):
        raise SlipwayError(
            f"{version.name} version {version.version} has the tag {STAGE_TAG} = {tag!r}",
            why=f"a stage is one of {', '.join(Stage)}; somebody has changed the tag",
            fix="set the tag to the stage that the ledger names last",
        )
    return Stage(tag)


def _quoted(name: str) -> str:
    return name.replace("'", "''")
