"""Spans of time as people write them."""

from __future__ import annotations

import re
from datetime import timedelta

from app.errors import BadInputError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def span(text: str) -> timedelta:
    """A number and its unit: 30s, 90m, 24h, 7d.

    Raises:
        BadInputError: It is something else.
    """
    found = re.fullmatch(r"([1-9]\d{0,4})([smhd])", text)
    if found is None:
        raise BadInputError(f"{text} is no span of time", fix="give a number and s, m, h or d, for example 24h")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})
