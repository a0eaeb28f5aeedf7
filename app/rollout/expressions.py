"""Own gates: a PromQL expression with a bound, `<expression> < 0.5`. Pure.

Which values pass is `app.gates`' business; who evaluates the expression, `app.rollout.reader`'s.
"""

from __future__ import annotations

import math
import re
from string import Template
from typing import TYPE_CHECKING

from app.gates import MetricGate

if TYPE_CHECKING:
    from collections.abc import Mapping

_GATE = re.compile(r"(?P<query>.+)(?<![=!<>])(?P<operator><=|>=|<|>)\s*(?P<bound>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*")


def parse_gate(text: str) -> MetricGate:
    """The gate that `text` means; its metric is the expression.

    Raises:
        ValueError: It does not end in <, <=, > or >= and a number.
    """
    found = _GATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no gate: write an expression, <, <=, > or >=, and a number, like 'up > 0'")
    query, bound = found["query"].strip(), float(found["bound"])
    match found["operator"]:
        case "<":  # bounds are included, and the next number below is not
            return MetricGate(query, maximum=math.nextafter(bound, -math.inf))
        case "<=":
            return MetricGate(query, maximum=bound)
        case ">":
            return MetricGate(query, minimum=math.nextafter(bound, math.inf))
        case _:
            return MetricGate(query, minimum=bound)


def filled(query: str, names: Mapping[str, str]) -> str:
    """The expression with each `$name` of `names` filled in; any other `$` stays."""
    return Template(query).safe_substitute(names)
