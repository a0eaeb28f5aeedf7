"""Reads what a person gave as `--config key=value` into a strategy and a policy, and explains the keys."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from app.errors import BadInputError
from app.rollout import rolling
from app.rollout.policy import FULL_WEIGHT, Policy, Strategy, Then
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
    Strategy.BLUE_GREEN: "probed past the router beside the old version, then all of the traffic at once",
    Strategy.SHADOW: "copies of callers' requests, whose answers are compared and thrown away; then as `then` says",
    Strategy.AB: "a header of the request decides which version answers, until a person promotes or aborts",
    Strategy.ROLLING: "in `batches` equal steps, judged by errors alone; the old version is not kept",
    Strategy.REPLACE: "all of the traffic at once, then the analysis (what a create does)",
}
_BESIDE = (Strategy.CANARY, Strategy.SHADOW, Strategy.AB, Strategy.ROLLING)
_GOES_WITH = {
    "steps": (Strategy.CANARY, Strategy.SHADOW),
    "batches": (Strategy.ROLLING,),
    **dict.fromkeys(("mirror_percent", "max_mismatch_rate", "then"), (Strategy.SHADOW,)),
    **dict.fromkeys(("ab_header", "ab_values", "ab_percent", "ab_seconds", "ab_result"), (Strategy.AB,)),
    "max_prediction_drift": _BESIDE,  # both versions need callers: a preview has none
    "keep_seconds": (*_BESIDE, Strategy.BLUE_GREEN),
    "max_latency_ratio": tuple(each for each in _STRATEGIES if each is not Strategy.ROLLING),
}
_APART = (("ab_values", "ab_percent"),)  # a request goes by its header's value or by that value's hash
_LISTS = {"steps": ",", "ab_values": ",", "gate": ";"}  # what stands between the values on the command line


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
    for key, separator in _LISTS.items():
        if isinstance(given.get(key), str):
            given[key] = [part.strip() for part in given[key].split(separator)]
    if placed := {key: given.pop(key) for key in Placement.model_fields if key in given}:
        given[_PLACEMENT] = placed
    try:
        policy = Policy.model_validate(_defaults(strategy) | given)
        policy = Policy.model_validate({**dict(policy), "steps": _steps(strategy, policy)})
    except ValidationError as error:
        raise BadInputError(f"config: {_words(error)}", fix="see `mlflow deployments help -t slipway`") from error
    _check_policy(strategy, policy)
    return strategy, policy


def explain() -> str:
    """The config keys with their defaults, wrapped for a terminal."""
    rows = [
        (_STRATEGY_KEY, "how the new version takes over:"),
        *((f"  {name}", text) for name, text in _STRATEGIES.items()),
        (ASYNC_KEY, "return once the release is begun; `get` tells how it goes on (default False)"),
        *((key, f"{field.description}{_default(field)}") for key, field in _fields().items()),
    ]
    return "\n".join(
        textwrap.fill(text, 110, initial_indent=f"  {key:<26}", subsequent_indent=" " * 28) for key, text in rows
    )


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    words = ",".join(map(str, value)) if isinstance(value, tuple) else value
    return "" if words in (None, "", {}) else f" (default {words})"


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
    for key in given:
        strategies = _GOES_WITH.get(key, (strategy,))
        if strategy not in strategies:
            raise BadInputError(
                f"{key}={given[key]!r} goes with strategy={' or '.join(strategies)} only",
                why=f"a {strategy} has no use for it",
                fix=f"leave {key} out",
            )
    for one, other in _APART:
        if one in given and other in given:
            raise BadInputError(f"{one} and {other} do not go together", fix=f"leave {one} or {other} out")


def _defaults(strategy: Strategy) -> dict[str, Any]:
    return {"pause_seconds": 0.0, "keep_seconds": 0.0} if strategy is Strategy.ROLLING else {}


def _steps(strategy: Strategy, policy: Policy) -> tuple[int, ...]:
    match strategy:
        case Strategy.SHADOW if policy.then is Then.PROMOTE:
            return (FULL_WEIGHT,)
        case Strategy.CANARY | Strategy.SHADOW:
            return policy.steps
        case Strategy.AB:
            return (policy.ab_percent, FULL_WEIGHT)
        case Strategy.ROLLING:
            return rolling.steps(policy.batches)
        case _:
            return (FULL_WEIGHT,)


def _check_policy(strategy: Strategy, policy: Policy) -> None:
    if strategy is Strategy.BLUE_GREEN and not policy.probe:
        raise BadInputError(
            "probe=false does not go with strategy=blue-green",
            why="the preview has no callers: without probes nothing is known of the new version before the switch",
            fix="leave probe out, or use strategy=canary",
        )
    if strategy is Strategy.AB and not policy.ab_header:
        raise BadInputError(
            "strategy=ab needs ab_header",
            why="a header of the request decides which version answers it",
            fix="ab_header=x-user-id, or ab_header=x-variant with ab_values=b",
        )


def _strategy(given: Any) -> Strategy:
    known = {strategy.value: strategy for strategy in _STRATEGIES}
    if str(given) not in known:
        raise BadInputError(f"unknown strategy {given!r}{nearest(str(given), known)}", why=f"known: {', '.join(known)}")
    return known[str(given)]


def _words(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc']))}={e['input']!r}: {e['msg']}" for e in error.errors())
