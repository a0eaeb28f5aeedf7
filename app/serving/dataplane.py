"""What a request means, whatever protocol it came by: limits, the queue, and the way to the model."""

from __future__ import annotations

import asyncio
import functools
from typing import TYPE_CHECKING, Any

from app.serving import invocations, positional
from app.serving.batching import ModelQueue
from app.serving.errors import ModelError, PredictionTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.serving.metrics import Metrics
    from app.serving.model import Model
    from app.serving.settings import Settings


class Dataplane:
    """One loaded model and the queue in front of it. Made on the event loop's thread.

    Args:
        model: The loaded model.
        settings: The server's limits.
        metrics: Where model errors and queue figures are counted.
    """

    def __init__(self, model: Model, settings: Settings, metrics: Metrics) -> None:
        self._model = model
        self._settings = settings
        self._metrics = metrics
        self._queue = ModelQueue(
            lambda rows: rows,
            limit=settings.queue_limit,
            max_batch_rows=settings.max_rows,
            observe_batch=metrics.batch_rows.observe,
        )
        metrics.queue_depth.set_function(lambda: self._queue.depth)

    async def invocations(self, body: bytes, content_type: str) -> bytes:
        """Answer MLflow's scoring protocol.

        Raises:
            ServingError: Any of its kinds.
        """
        mime = invocations.mime_type(content_type)
        return await self._alone(functools.partial(invocations.answer, self._model, body, mime))

    async def predict(self, body: bytes) -> bytes:
        """Answer `{"data": [[…], …]}`: rows by position, in the order of the signature.

        Raises:
            ServingError: Any of its kinds.
        """
        return await self._alone(functools.partial(positional.answer, self._model, body))

    async def _alone(self, call: Callable[[], bytes]) -> bytes:
        answer: bytes = await self._answered(self._queue.submit(alone=call))
        return answer

    async def _answered(self, future: asyncio.Future[Any]) -> Any:
        limit_seconds = self._settings.timeout_seconds
        timer = asyncio.get_running_loop().call_later(limit_seconds, future.cancel)
        try:
            return await future
        except asyncio.CancelledError:
            raise PredictionTimeoutError(f"no prediction within {limit_seconds:g} s") from None
        except ModelError:
            self._metrics.model_errors.inc()
            raise
        finally:
            timer.cancel()
