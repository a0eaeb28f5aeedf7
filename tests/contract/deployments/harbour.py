# ruff: noqa: ARG002 - the target in memory has the methods of the port, and needs less of them
"""A target in memory whose process can be killed at every point."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.targets.port import Answer, CandidateError
from app.targets.traffic import Observation, Split, Traffic


class Killed(BaseException):
    """The process ends here."""


@dataclass
class Harbour:
    """A target in memory, whose process can be killed before or after each thing it does."""

    running: set[str] = field(default_factory=lambda: {"1"})
    weights: dict[str, int] = field(default_factory=lambda: {"1": 100})
    production: str = "1"
    failing: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    kill_at: int | None = None
    boundaries: int = 0
    requests: int = 0
    history: list[dict[str, int]] = field(default_factory=list)

    def start(self, deployment: str, model: str, version: str, placement: object = None) -> None:
        if version in self.broken:
            raise CandidateError(f"version {version} does not load")
        self._do(lambda: self.running.add(version))

    def set_split(self, deployment: str, split: Split) -> None:
        def move() -> None:
            self.weights = {version: share for version, share in split.weights.items() if share}
            assert split.versions <= self.running
            self.history.append(self.weights)

        self._do(move)

    def stop(self, deployment: str, version: str) -> None:
        assert version not in self.weights
        self._do(lambda: self.running.discard(version))

    def promote(self, model: str, version: str, *, reason: str) -> None:
        def move() -> None:
            self.production = version

        self._do(move)

    def observe(self, deployment: str) -> Observation:
        self.requests += 1000
        errors = {version: self.requests if version in self.failing else 0 for version in self.running}
        buckets = {5.0: self.requests}
        return {
            v: Traffic(requests=self.requests, server_errors=errors[v], latency_buckets=buckets) for v in self.running
        }

    def predict(self, deployment: str, body: bytes, *, synthetic: bool = False) -> Answer:
        return Answer(200, "", b"")

    def preview(self, deployment: str, version: str, body: bytes) -> Answer:
        self._boundary()
        return Answer(200, version, b"")

    def _do(self, act: Any) -> None:
        self._boundary()
        act()
        self._boundary()

    def _boundary(self) -> None:
        self.boundaries += 1
        if self.boundaries == self.kill_at:
            raise Killed
