"""Did-you-mean for names a person typed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(given: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known name that is most like `given`, empty where none is."""
    close = difflib.get_close_matches(given, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
