"""Where a model server stands: loading, failed, ready, or draining."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.serving.errors import UnavailableError

if TYPE_CHECKING:
    from app.serving.dataplane import Dataplane
    from app.serving.settings import Settings


class Lifecycle:
    """The state that `/ready` tells, and the way to the dataplane once there is one.

    Args:
        settings: The server's settings.
    """

    def __init__(self, settings: Settings) -> None:
        self._served = {"name": settings.name, "version": settings.version, "model_uri": settings.model_uri}
        #: The version that is served: a request keeps the one that it was taken by.
        self.version = settings.version
        self._state = {"status": "loading", "reason": "loading", "message": "the model is being loaded"}
        self._dataplane: Dataplane | None = None

    @property
    def is_ready(self) -> bool:
        """Loaded, warm, and not about to go."""
        return self._state["status"] == "ready"

    @property
    def is_draining(self) -> bool:
        """About to go."""
        return self._state["status"] == "draining"

    @property
    def has_model(self) -> bool:
        """Whether there is a dataplane, ready or draining."""
        return self._dataplane is not None

    @property
    def dataplane(self) -> Dataplane:
        """What answers requests.

        Raises:
            UnavailableError: There is no loaded model.
        """
        if self._dataplane is None:
            raise UnavailableError(f"the model is not ready: {self._state['message']}")
        return self._dataplane

    def loaded(self, dataplane: Dataplane) -> None:
        """Serve from now on; a server that drains already goes on draining."""
        self._dataplane = dataplane
        self.version = self._served["version"] = dataplane.model.version
        if not self.is_draining:
            self._state = {"status": "ready"}

    def failed(self, reason: str, message: str) -> None:
        """Say why the model is not there; another attempt may follow."""
        self._state = {"status": "failed", "reason": reason, "message": message}

    def draining(self) -> None:
        """Be no longer ready, but answer what still comes."""
        self._state = {"status": "draining", "reason": "draining", "message": "the server is shutting down"}

    def describe(self) -> dict[str, str]:
        """The state, with reason and message where it is not ready, and what is served."""
        return {**self._state, **self._served}
