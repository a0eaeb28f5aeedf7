"""Reads what a person gave as `--config key=value` into a strategy and a policy, and explains the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from app.errors import BadInputError
from app.rollout.state import FULL_WEIGHT, Policy, Strategy
from app.suggest import nearest
from app.targets.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

_STRATEGY_KEY = "strategy"
_PLACEMENT = "placement"  # its fields are keys of their own
ASYNC_KEY = "async"
"""Whether to return once the release is begun; taken out by the fronts, which alone can wait or not."""

_STRATEGIES = {
    Strategy.CANARY: "step by step, as `steps` says (default of an update)",
    Strategy.BLUE_GREEN: "probed past the router beside the old version, then all of the traffic at once; the old one "
    "stays started for an instant rollback",
    Strategy.REPLACE: "all of the traffic at once, then the analysis (what a create does)",
}


def read(config: Mapping[str, Any] | None, *, default: Strategy) -> tuple[Strategy, Policy]:
    """The strategy and the policy that `config` asks for.

    Args:
        config: Values by key; text as the command line gives it, or of the right type.
        default: The strategy where none is named.

    Raises:
        BadInputError: A key is unknown (the nearest known one is named) or a value is out of range.
    """
    given = dict(config or {})
    _check_keys(given)
    strategy = _strategy(given.pop(_STRATEGY_KEY, default))
    _check_strategy(strategy, given)
    if strategy is not Strategy.CANARY:
        given["steps"] = (FULL_WEIGHT,)
    if isinstance(given.get("steps"), str):
        given["steps"] = [part.strip() for part in given["steps"].split(",")]
    if placed := {key: given.pop(key) for key in Placement.model_fields if key in given}:
        given[_PLACEMENT] = placed
    try:
        policy = Policy.model_validate(given)
    except ValidationError as error:
        raise BadInputError(f"config: {_words(error)}", fix="see `mlflow deployments help -t slipway`") from error
    if strategy is Strategy.BLUE_GREEN and not policy.probe:
        raise BadInputError(
            "probe=false does not go with strategy=blue-green",
            why="the preview has no callers: without probes nothing is known of the new version before the switch",
            fix="leave probe out, or use strategy=canary",
        )
    return strategy, policy


def explain() -> str:
    """The config keys, one a line, with their defaults."""
    strategies = "; ".join(f"{name}: {text}" for name, text in _STRATEGIES.items())
    lines = [
        f"  {_STRATEGY_KEY:<26}{strategies}",
        f"  {ASYNC_KEY:<26}return once the release is begun; `get` tells how it goes on (default False)",
    ]
    for key, field in _fields().items():
        default = ",".join(map(str, field.default)) if isinstance(field.default, tuple) else field.default
        lines.append(f"  {key:<26}{field.description}" + ("" if default is None else f" (default {default})"))
    return "\n".join(lines)


def _fields() -> dict[str, FieldInfo]:
    policy = {key: field for key, field in Policy.model_fields.items() if key != _PLACEMENT}
    return {**policy, **Placement.model_fields}


def _check_keys(given: Mapping[str, Any]) -> None:
    known = [_STRATEGY_KEY, ASYNC_KEY, *_fields()]
    for key in given:
        if key not in known:
            raise BadInputError(
                f"unknown config key {key!r}{nearest(key, known)}",
                why=f"known keys: {', '.join(known)}",
                fix="see `mlflow deployments help -t slipway`",
            )


def _check_strategy(strategy: Strategy, given: Mapping[str, Any]) -> None:
    if "steps" in given and strategy is not Strategy.CANARY:
        raise BadInputError(
            f"steps={given['steps']!r} goes with strategy=canary only",
            why=f"a {strategy}, like the first version of a deployment, takes all of the traffic at once",
            fix="leave steps out",
        )
    if "keep_seconds" in given and strategy is not Strategy.BLUE_GREEN:
        raise BadInputError(
            f"keep_seconds={given['keep_seconds']!r} goes with strategy=blue-green only",
            why=f"a {strategy} stops the version it has replaced",
            fix="leave keep_seconds out",
        )


def _strategy(given: Any) -> Strategy:
    known = {strategy.value: strategy for strategy in _STRATEGIES}
    if str(given) not in known:
        raise BadInputError(f"unknown strategy {given!r}{nearest(str(given), known)}", why=f"known: {', '.join(known)}")
    return known[str(given)]


def _words(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}={e['input']!r}: {e['msg']}" for e in error.errors())
