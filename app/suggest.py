"""Did-you-mean for names a person typed."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(given: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known name that begins with or is most like `given`; empty: none is."""
    names = list(known)
    begun = [name for name in names if given and name.startswith(given)]
    close = begun or difflib.get_close_matches(given, names, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
