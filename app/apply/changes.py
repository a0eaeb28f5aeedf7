"""What has to change so that what is deployed is what a document says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.errors import BadInputError

if TYPE_CHECKING:
    from app.targets.placement import Placement


class Kind(StrEnum):
    """What is done with a deployment."""

    CREATE = "create"
    UPDATE = "update"
    RESUME = "resume"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Present:
    """What there is of a deployment now; without a `model` there is none.

    Args:
        model: The registered model's name.
        stable: The version that serves; empty while a first release is not finished.
        candidate: The version that an unfinished release brings; empty where there is none.
        endpoint_of: The deployment that answers the wanted endpoint now; empty where none does, or none is wanted.
        placement: What the servers of the stable version have; None where that is not known.
    """

    model: str = ""
    stable: str = ""
    candidate: str = ""
    endpoint_of: str = ""
    placement: Placement | None = None


@dataclass(frozen=True)
class Difference:
    """One thing that changes, from what to what; empty: nothing is there."""

    what: str
    origin: str
    to: str


@dataclass(frozen=True)
class Change:
    """What is done so that a deployment is as its document says."""

    kind: Kind
    differences: tuple[Difference, ...] = ()


def change(
    name: str, model: str, version: str, endpoint: str | None, present: Present, *, placement: Placement | None = None
) -> Change:
    """What has to be done.

    Args:
        name: The deployment's name.
        model: The registered model it shall serve.
        version: The version of it.
        endpoint: The endpoint it shall answer; None: whichever it answers now.
        present: What there is.
        placement: What its servers shall have, as far as it is said; None: what they have now.

    Raises:
        BadInputError: The deployment serves another model.
    """
    if present.model not in {"", model}:
        raise BadInputError(
            f"{name} serves the model {present.model!r}, not {model!r}",
            why="a deployment's releases compare versions of one model",
            fix="give the other model a deployment of its own, and let the two share an endpoint one after the other",
        )
    found = []
    if (present.model, present.stable) != (model, version):
        origin = f"{present.model} {present.stable}".strip() if present.stable else ""
        found.append(Difference("version", origin, f"{model} {version}"))
    found += _placed_otherwise(present.placement, placement)
    if endpoint and present.endpoint_of != name:
        found.append(Difference(f"endpoint {endpoint}", present.endpoint_of, name))
    if not present.model:
        return Change(Kind.CREATE, tuple(found))
    if present.candidate == version:
        return Change(Kind.RESUME, tuple(found))
    return Change(Kind.UPDATE if found else Kind.UNCHANGED, tuple(found))


def _placed_otherwise(now: Placement | None, wanted: Placement | None) -> list[Difference]:
    if now is None or wanted is None:
        return []
    said = sorted(wanted.model_fields_set)
    pairs = [(key, getattr(now, key), getattr(wanted, key)) for key in said]
    return [Difference(key, str(is_now), str(shall)) for key, is_now, shall in pairs if is_now != shall]
