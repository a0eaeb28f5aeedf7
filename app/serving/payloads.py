"""What the payload log is told of a request: kept in passing, read and redacted later on the log's own thread."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from app.monitoring.layout import Columns, csv_columns, input_columns, length, output_columns, parquet_columns
from app.monitoring.payload_log import Limits, PayloadLog
from app.monitoring.payload_metrics import UNWRITABLE, PayloadMetrics
from app.monitoring.records import Record
from app.monitoring.redaction import Redactor, read_key
from app.monitoring.sampling import is_sampled
from app.monitoring.stores import open_store
from app.serving.errors import ServingError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mlflow.types.schema import Schema
    from prometheus_client import CollectorRegistry

    from app.serving.lifecycle import Lifecycle
    from app.serving.logs import JsonLog
    from app.serving.model import Model
    from app.serving.payload_settings import PayloadSettings
    from app.serving.routes import Headers, Response

# Sent by a release with the requests it tries a version out with.
_SYNTHETIC_HEADER = b"x-slipway-synthetic"
_OK = 200
# What an entry of the queue holds besides body and answer.
_ENTRY_BYTES = 1024


class _Exchange(NamedTuple):
    """One request and its answer, as they were."""

    time_seconds: float
    request_id: str
    version: str
    route: str
    content_type: str
    body: bytes
    answer: bytes
    status: int
    latency_seconds: float
    schema: Schema | None
    synthetic: bool
    fits: bool


class Tap:
    """Keeps the body of one request while its handler reads it.

    Args:
        payloads: What the request is handed over to when it is answered.
        route: The route it takes.
        request_id: Its id.
        read: Reads the body.
    """

    __slots__ = ("_body", "_payloads", "_read", "_request_id", "_route")

    def __init__(self, payloads: Payloads, route: str, request_id: str, read: Callable[[], Awaitable[bytes]]) -> None:
        self._payloads = payloads
        self._route = route
        self._request_id = request_id
        self._read = read
        self._body = b""

    async def __call__(self) -> bytes:
        """Read the body."""
        self._body = body = await self._read()
        return body

    def answered(self, response: Response, headers: Headers, *, version: str, seconds: float, fits: bool) -> None:
        """Hand the request over; what came before there was a model has nothing to say about one.

        Args:
            response: The answer.
            headers: The request's headers.
            version: The version that answered.
            seconds: How long it took.
            fits: Whether the model was asked: then the body did fit its signature.
        """
        model = self._payloads.served()
        if model is not None:
            exchange = _Exchange(
                time.time(),
                self._request_id,
                version,
                self._route,
                headers.get(b"content-type", b"").decode("latin-1"),
                self._body,
                response.body,
                response.status,
                seconds,
                model.input_schema,
                headers.get(_SYNTHETIC_HEADER) is not None,
                fits,
            )
            self._payloads.offer(exchange)


class Payloads:
    """A server's payload log.

    Args:
        model: The registered model's name.
        settings: Where it is kept, what is sampled and redacted.
        lifecycle: Knows the model that is served.
        registry: Where its metrics are registered.
        log: Is told of records that are lost.

    Raises:
        BadInputError: The place or the redaction cannot be used.
    """

    def __init__(
        self, model: str, settings: PayloadSettings, lifecycle: Lifecycle, registry: CollectorRegistry, log: JsonLog
    ) -> None:
        self._model = model
        self._deployment = settings.deployment or model
        self._share = settings.sample_share
        self._lifecycle = lifecycle
        self._event = log.event
        key = read_key(Path(settings.key_file)) if settings.key_file else b""
        self._redactor = Redactor(mask=settings.mask, hashed=settings.hashed, key=key)
        self._infer = f"/v2/models/{model}/infer"
        self._routes = frozenset({"/invocations", "/predict", self._infer})
        self._log = PayloadLog(
            open_store(settings.place),
            self._record,
            PayloadMetrics(registry),
            redacted=self._redactor.fields,
            limits=Limits(flush_seconds=settings.flush_seconds),
            failed=self._failed,
        )

    def tap(self, route: str | None, request_id: str, read: Callable[[], Awaitable[bytes]]) -> Tap | None:
        """What keeps the body of a prediction that is sampled; None for any other request."""
        if route not in self._routes or not is_sampled(request_id, self._share):
            return None
        return Tap(self, route, request_id, read)

    def served(self) -> Model | None:
        """The model that answers; None while there is none."""
        return self._lifecycle.dataplane.model if self._lifecycle.has_model else None

    def offer(self, exchange: _Exchange) -> None:
        """Take an answered request."""
        self._log.offer(exchange, len(exchange.body) + len(exchange.answer) + _ENTRY_BYTES)

    def close(self) -> None:
        """Write what is left, within some seconds."""
        self._log.close()

    def _record(self, exchange: _Exchange) -> Record:
        inputs = _inputs(exchange)
        outputs = output_columns(_parsed(exchange.answer)) if exchange.status == _OK else None
        rows = length(inputs)
        if self._redactor.fields and not (exchange.fits and _is_plain(inputs, exchange.schema)):
            # What does not fit the signature may hold a secret in any place, and a model may repeat it.
            inputs = outputs = None
        inputs, outputs = self._redactor.redact(inputs, outputs)
        return Record(
            exchange.time_seconds,
            exchange.request_id,
            self._deployment,
            self._model,
            exchange.version,
            rows,
            _text(inputs),
            _text(outputs),
            exchange.status,
            exchange.latency_seconds,
            exchange.synthetic,
        )

    def _failed(self, error: Exception, reason: str) -> None:
        # What a record trips over may quote it; what a store says may be shown.
        message = "" if reason == UNWRITABLE else str(error)
        self._event("payload_log_failed", level="error", reason=reason, type=type(error).__name__, message=message)


def _inputs(exchange: _Exchange) -> Columns | None:
    """The request's columns; None for a body that cannot be read, which is not logged."""
    schema = exchange.schema
    names = [str(name) for name in schema.input_names()] if schema is not None and schema.has_input_names() else None
    mime = exchange.content_type.partition(";")[0].strip()
    if exchange.route == "/invocations" and mime == "text/csv":
        return csv_columns(exchange.body, names)
    if exchange.route == "/invocations" and mime != "application/json":
        return parquet_columns(exchange.body, names)
    document = _parsed(exchange.body)
    try:
        return input_columns(_translated(document, exchange), names)
    except ServingError:
        return None


def _is_plain(inputs: Columns | None, schema: Schema | None) -> bool:
    """Whether columns of single values hold no lists or dictionaries; MLflow takes some of these apart."""
    from mlflow.types.schema import DataType  # noqa: PLC0415 - the listener starts without it

    specs = schema.inputs if schema is not None and inputs is not None else []
    single = [str(spec.name) for spec in specs if isinstance(spec.type, DataType)]
    return not any(isinstance(value, list | dict) for name in single for value in (inputs or {}).get(name, ()))


def _translated(document: Any, exchange: _Exchange) -> Any:
    """The document in MLflow's own protocol."""
    # They know MLflow's types, which the listener starts without.
    from app.serving import open_inference, positional  # noqa: PLC0415 - see above

    if exchange.route == "/invocations":
        return document
    translate = positional.to_invocation if exchange.route == "/predict" else open_inference.to_invocation
    return translate(document, exchange.schema)


def _parsed(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(body)  # takes NaN, as MLflow does
    except (ValueError, RecursionError):
        return None


def _text(columns: Columns | None) -> str | None:
    return None if columns is None else orjson.dumps(columns, default=str).decode()
