"""What a request means, whatever protocol it came by: limits, the queue, and the way to the model."""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING, Any

import orjson

from app.serving import invocations, open_inference, positional
from app.serving.answers import answers_json, predictions_of
from app.serving.batching import ModelQueue
from app.serving.deadlines import Deadlines
from app.serving.direct import MAX_BATCH_ROWS, DirectPath
from app.serving.errors import InvalidInputError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable

    from app.serving.batching import Within
    from app.serving.metrics import Metrics
    from app.serving.model import Model
    from app.serving.settings import Settings

# Larger bodies take milliseconds to parse: on the model's thread, so that the event loop goes on answering.
_PARSED_ON_LOOP_BYTES = 64 * 1024


class Dataplane:
    """One loaded model and the queue in front of it. Made on the event loop's thread.

    Args:
        model: The loaded model.
        direct: The direct path into it, where it has one.
        settings: The server's limits.
        metrics: Where the rows of batches are counted.
    """

    def __init__(self, model: Model, direct: DirectPath | None, settings: Settings, metrics: Metrics) -> None:
        self._model = model
        self._direct = direct
        self._max_rows = settings.max_rows
        self._queue = ModelQueue(
            direct.predict_rows if direct else list,
            limit=settings.queue_limit,
            max_batch_rows=MAX_BATCH_ROWS if direct and direct.batches else 1,
            quick=bool(direct and direct.quick),
            observe_batch=metrics.batch_rows(model.version).observe,
        )
        self._deadlines = Deadlines(settings.timeout_seconds, self._queue.pending)

    def close(self) -> None:
        """Answer what was taken, then let the model go."""
        self._queue.close()

    def metadata(self) -> dict[str, Any]:
        """The model as the Open Inference Protocol describes one."""
        return {
            "name": self._model.name,
            "versions": [self._model.version],
            "platform": f"mlflow_{self._model.flavor}",
            "inputs": open_inference.tensors(self._model.input_schema),
            "outputs": open_inference.tensors(self._model.output_schema),
        }

    @property
    def model(self) -> Model:
        """The model that is served."""
        return self._model

    @property
    def queue_depth(self) -> int:
        """Requests that wait for the model."""
        return self._queue.depth

    async def invocations(self, body: bytes, content_type: str, within: Within | None = None) -> bytes:
        """Answer MLflow's scoring protocol, the model's own call of it `within` a context.

        Raises:
            ServingError: Any of its kinds.
        """
        mime = content_type if content_type == "application/json" else invocations.mime_type(content_type)
        if self._direct and mime == "application/json" and len(body) <= _PARSED_ON_LOOP_BYTES:
            rows = _read(self._direct.reader.invocation, body)
            if rows is not None:
                return answers_json(await self._rows(rows, within))
        return await self._alone(functools.partial(self._invocation, body, mime), within)

    async def predict(self, body: bytes, within: Within | None = None) -> bytes:
        """Answer `{"data": [[…], …]}`: rows by position, in the order of the signature.

        Raises:
            ServingError: Any of its kinds.
        """
        if self._direct and len(body) <= _PARSED_ON_LOOP_BYTES:
            rows = _read(self._direct.reader.positional, body)
            if rows is not None:
                return answers_json(await self._rows(rows, within))
        return await self._alone(functools.partial(self._positional, body), within)

    async def infer(self, body: bytes, within: Within | None = None) -> bytes:
        """Answer an inference request of the Open Inference Protocol.

        Raises:
            ServingError: Any of its kinds.
        """
        if len(body) > _PARSED_ON_LOOP_BYTES:
            return await self._alone(functools.partial(self._infer, body), within)
        document, invocation = self._inference_request(body)
        rows = self._direct.reader.invocation(invocation) if self._direct else None
        if rows is None:
            return await self._alone(functools.partial(self._infer, body), within)
        return self._inference_response(document, predictions_of(await self._rows(rows, within)))

    def _invocation(self, body: bytes, mime: str) -> bytes:
        """The whole way of one request, on the model's thread."""
        rows = _read(self._direct.reader.invocation, body) if self._direct and mime == "application/json" else None
        if rows is None or self._direct is None:
            return invocations.answer(self._model, body, mime, self._max_rows)
        invocations.too_many(len(rows), self._max_rows)
        return answers_json(self._direct.predict_rows(rows))

    def _positional(self, body: bytes) -> bytes:
        invocation = positional.to_invocation(_json(body), self._model.input_schema)
        return self._invocation(json.dumps(invocation).encode(), "application/json")

    def _infer(self, body: bytes) -> bytes:
        document, invocation = self._inference_request(body)
        answer = self._invocation(json.dumps(invocation).encode(), "application/json")
        return self._inference_response(document, json.loads(answer)["predictions"])

    def _inference_request(self, body: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
        document = _json(body)
        return document, open_inference.to_invocation(document, self._model.input_schema)

    def _inference_response(self, document: dict[str, Any], predictions: Any) -> bytes:
        model = self._model
        response = open_inference.to_response(
            document, predictions, name=model.name, version=model.version, schema=model.output_schema
        )
        return orjson.dumps(response)

    def _rows(self, rows: list[Any], within: Within | None) -> asyncio.Future[list[Any]]:
        invocations.too_many(len(rows), self._max_rows)
        self._deadlines.watch()
        return self._queue.submit(rows=rows, within=within)

    def _alone(self, call: Callable[[], bytes], within: Within | None) -> asyncio.Future[bytes]:
        self._deadlines.watch()
        return self._queue.submit(alone=call, within=within)


def _read(reader: Callable[[Any], list[Any] | None], body: bytes) -> list[Any] | None:
    """Rows of a body that is strict JSON; what orjson refuses may still be JSON to MLflow (NaN, for one)."""
    try:
        return reader(orjson.loads(body))
    except orjson.JSONDecodeError:
        return None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError("the body is not valid JSON") from error
