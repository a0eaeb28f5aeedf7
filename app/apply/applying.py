"""Compares documents with an environment, and makes the environment what they say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.apply.changes import Change, Kind, Present, change
from app.rollout.outcome import MissingError
from app.rollout.policy import FULL_WEIGHT
from app.rollout.registered import RegisteredVersion, resolve

if TYPE_CHECKING:
    from app.apply.documents import DeploymentDocument
    from app.progress import Progress
    from app.rollout.wiring import Wired


@dataclass(frozen=True)
class Planned:
    """A document, the version its model URI means now, and what has to change."""

    document: DeploymentDocument
    version: RegisteredVersion
    change: Change


def planned(document: DeploymentDocument, parts: Wired) -> Planned:
    """What has to change in the environment that `parts` are of.

    Raises:
        BadInputError: The model URI names no registered version, or the deployment serves another model.
        SlipwayError: The environment does not answer.
    """
    version = resolve(document.model, parts.registry)
    placement = document.policy[1].placement
    found = change(
        document.name, version.model, version.version, document.endpoint, _present(document, parts), placement=placement
    )
    return Planned(document, version, found)


def apply(plan: Planned, parts: Wired, progress: Progress) -> None:
    """Make what was planned so; returns when the version serves.

    Raises:
        NotReleasedError: The version was rolled back, or its release is held.
        SlipwayError: Something else failed, or somebody else is releasing it.
    """
    document = plan.document
    strategy, policy = document.policy
    different = {each.what for each in plan.change.differences}
    if plan.change.kind is Kind.CREATE:
        at_once = policy.model_copy(update={"steps": (FULL_WEIGHT,)})
        parts.deployments.create(document.name, plan.version, at_once, progress)
    elif "version" in different:
        parts.deployments.update(document.name, plan.version, strategy, policy, progress)
    elif policy.placement is not None and different & policy.placement.model_fields_set:
        parts.deployments.place(document.name, policy.placement)
    if document.endpoint:
        _answer(document.endpoint, document.name, parts)


def _answer(endpoint: str, deployment: str, parts: Wired) -> None:
    if endpoint in {each.name for each in parts.endpoints.list()}:
        parts.endpoints.update(endpoint, deployment)
    else:
        parts.endpoints.create(endpoint, deployment)


def _present(document: DeploymentDocument, parts: Wired) -> Present:
    answers = {each.name: each.deployment for each in parts.endpoints.list()}.get(document.endpoint or "", "")
    try:
        found = parts.deployments.get(document.name)
    except MissingError:
        return Present(endpoint_of=answers)
    release = found.release
    under_way = release.candidate if release and not release.phase.finished else ""
    if not found.stable and under_way:  # a first release that was killed or held: a create goes on with it
        return Present(endpoint_of=answers)
    placement = next((each.placement for each in found.status.versions if each.version == found.stable), None)
    return Present(found.status.model, found.stable, under_way, answers, placement)
