"""Which version is served and which is kept beside it: taking over without a dropped request, and instant return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.serving.dataplane import Dataplane

if TYPE_CHECKING:
    import asyncio

    from app.serving.alerts import Webhook
    from app.serving.errors import LoadError
    from app.serving.lifecycle import Lifecycle
    from app.serving.loader import Loaded
    from app.serving.logs import JsonLog
    from app.serving.metrics import Metrics
    from app.serving.settings import Settings


@dataclass(frozen=True)
class _Version:
    dataplane: Dataplane
    loaded: Loaded
    seconds: float


class Versions:
    """The loaded versions of one server; what its follower tells of happens on the event loop.

    A request stays with the version that took it: a swap only changes which one takes the next.

    Args:
        loop: The event loop, which owns everything here.
        settings: The server's settings.
        lifecycle: Told what is served.
        metrics: Told the same.
        log: Told everything.
        alerts: Told of versions that cannot be loaded, where there is somebody to tell.
    """

    def __init__(  # noqa: PLR0917 - what a server consists of, in the order of its making
        self,
        loop: asyncio.AbstractEventLoop,
        settings: Settings,
        lifecycle: Lifecycle,
        metrics: Metrics,
        log: JsonLog,
        alerts: Webhook | None,
    ) -> None:
        self._alerts = alerts
        self._loop = loop
        self._settings = settings
        self._lifecycle = lifecycle
        self._metrics = metrics
        self._log = log
        self._served: _Version | None = None
        self._kept: _Version | None = None

    def take_over(self, loaded: Loaded, seconds: float) -> None:
        """Serve a loaded version, and keep the one before. Safe from any thread, like all below."""
        self._loop.call_soon_threadsafe(self._take_over, loaded, seconds)

    def return_to(self, version: str) -> None:
        """Serve the kept version again, and keep the one that was served."""
        self._loop.call_soon_threadsafe(self._return_to, version)

    def follow_failed(self, version: str, error: LoadError) -> None:
        """Raise the alert for a version that cannot be loaded; what is served stays. On the follower's thread."""
        self._metrics.follow_failures.inc()
        self._log.event("follow_failed", level="error", version=version, reason=error.reason, message=str(error))
        if self._alerts is not None:
            served = self._lifecycle.version
            self._alerts.post(
                f"{self._settings.name}: version {version} cannot be loaded, version {served} is served on: {error}",
                event="follow_failed",
                model=self._settings.name,
                version=version,
                served=served,
                reason=error.reason,
            )

    def registry_lost(self, error: LoadError) -> None:
        """Say that nobody knows where the alias points; what is served stays."""
        self._log.event("follow_lost", level="warning", reason=error.reason, message=str(error))

    def _take_over(self, loaded: Loaded, seconds: float) -> None:
        dataplane = Dataplane(loaded.model, loaded.verdict.path, self._settings, self._metrics)
        if self._kept is not None:
            self._kept.dataplane.close()
        self._kept, self._served = self._served, _Version(dataplane, loaded, seconds)
        self._serve(self._served, "ready")

    def _return_to(self, version: str) -> None:
        back = self._kept
        if back is not None and back.loaded.model.version == version:
            self._kept, self._served = self._served, back
            self._serve(back, "returned")

    def _serve(self, version: _Version, event: str) -> None:
        model, verdict = version.loaded.model, version.loaded.verdict
        path = verdict.path
        self._lifecycle.loaded(version.dataplane)
        self._metrics.loaded(
            model.version,
            model.flavor,
            seconds=version.seconds,
            queue_depth=lambda: version.dataplane.queue_depth,
        )
        self._log.event(
            event,
            version=model.version,
            flavor=model.flavor,
            load_seconds=round(version.seconds, 3),
            path=path.form if path else "mlflow",
            batching=bool(path and path.batches),
            why=verdict.why,
        )
