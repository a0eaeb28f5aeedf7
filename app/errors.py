"""The errors a person sees: what went wrong, why, and what to do about it.

Commands print them on standard error and exit with `exit_code`: 2 where the input was bad, 1 where something failed.
"""

from __future__ import annotations


class SlipwayError(Exception):
    """Something failed; nothing the caller typed was wrong.

    Args:
        what: What went wrong, with the value that is at fault.
        why: The cause, where it is known.
        fix: What the reader can do next.
    """

    exit_code = 1

    def __init__(self, what: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.fix = fix

    def __str__(self) -> str:
        lines = [self.what]
        if self.why:
            lines.append(f"why: {self.why}")
        if self.fix:
            lines.append(f"fix: {self.fix}")
        return "\n".join(lines)


class BadInputError(SlipwayError):
    """What the caller gave cannot be used: an unknown name, a value out of range, a file with missing columns."""

    exit_code = 2
