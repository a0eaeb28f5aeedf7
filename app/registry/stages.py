"""The stages of a model version and the moves between them that are legal."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType

from app.errors import BadInputError


class Stage(StrEnum):
    """Where a version stands; the words are MLflow's (`mlflow.entities.model_registry.model_version_stages`)."""

    NONE = "None"
    STAGING = "Staging"
    PRODUCTION = "Production"
    ARCHIVED = "Archived"


# Forward one at a time, so that nothing reaches Production without its gates; the way back is the rollback to a version
# that has been in Production before.
LEGAL_MOVES = MappingProxyType(
    {
        Stage.NONE: (Stage.STAGING,),
        Stage.STAGING: (Stage.PRODUCTION,),
        Stage.PRODUCTION: (Stage.ARCHIVED,),
        Stage.ARCHIVED: (Stage.PRODUCTION,),
    }
)

# The stages that one version at a time is looked up by: each is an alias in the registry. Any number of versions may
# wait in Staging, the alias names the latest; Production is one version.
ALIASES = MappingProxyType({Stage.STAGING: "staging", Stage.PRODUCTION: "production"})


def check_move(model: str, version: str, origin: Stage, to: Stage) -> None:
    """Refuse a move that is not legal.

    Raises:
        BadInputError: There is no legal move from `origin` to `to`; the message names those that are.
    """
    legal = LEGAL_MOVES[origin]
    if to not in legal:
        raise BadInputError(
            f"{model} version {version} cannot move from {origin} to {to}",
            why="legal moves are " + ", ".join(f"{a} → {b}" for a, ends in LEGAL_MOVES.items() for b in ends),
            fix=f"from {origin} it can move to {' or '.join(legal)}",
        )
