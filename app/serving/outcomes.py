"""What answers of one kind have in common, worked out for the first of them: headers, counter, fields of the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.serving.figures import Answered, RequestFigures
    from app.serving.logs import JsonLog


@dataclass(frozen=True, slots=True)
class Outcome:
    """One kind of answer.

    Attributes:
        head: Its constant headers.
        answered: Counts such answers and their durations.
        fields: Of its line in the log: see `JsonLog.fields`.
    """

    head: tuple[tuple[bytes, bytes], ...]
    answered: Answered
    fields: str


class Outcomes:
    """The kinds that occurred: routes, methods and statuses that go together, for each version.

    Args:
        figures: Where answers are counted.
        log: Where their lines go.
    """

    def __init__(self, figures: RequestFigures, log: JsonLog) -> None:
        self._figures = figures
        self._log = log
        self._known: dict[tuple[str, str, int, str, str], Outcome] = {}

    def of(self, route: str, method: str, status: int, version: str, content_type: str) -> Outcome:
        """The kind of an answer."""
        kind = (route, method, status, version, content_type)
        return self._known.get(kind) or self._first(*kind)

    def _first(self, route: str, method: str, status: int, version: str, content_type: str) -> Outcome:
        head = (
            (b"content-type", content_type.encode("latin-1")),
            (b"x-slipway-model-version", version.encode("latin-1")),
        )
        fields = self._log.fields(version=version, method=method, route=route, status=status)
        outcome = Outcome(head, self._figures.answered(route, status, version), fields)
        self._known[route, method, status, version, content_type] = outcome
        return outcome
