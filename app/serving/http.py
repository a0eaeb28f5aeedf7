"""The ASGI application: headers, limits on bodies, the request log, and one place where errors become statuses."""

from __future__ import annotations

import functools
import random
import re
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import orjson

from app.serving.errors import InvalidInputError, ModelError, ServingError, TooLargeError
from app.serving.logs import frames
from app.serving.outcomes import Outcomes
from app.serving.routes import Response, Routes
from app.serving.tracing import trace_id

if TYPE_CHECKING:
    from app.serving.lifecycle import Lifecycle
    from app.serving.logs import JsonLog
    from app.serving.metrics import Metrics
    from app.serving.payloads import Payloads
    from app.serving.settings import Settings

# https://asgi.readthedocs.io/en/stable/specs/www.html
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# Asked for every few seconds by probes and scrapers: counted, but not logged.
_UNLOGGED = frozenset({"/ping", "/health", "/ready", "/metrics"})
# A client that sends more than this beyond the limit finds its connection closed.
_DROPPED_BYTES = 64 * 1024 * 1024
# What goes into a header and a log line; anything else is replaced by an id of ours.
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._:+/=-]{1,128}")


class Application:
    """The ASGI application of one model server.

    Args:
        settings: The server's settings.
        lifecycle: The state of the server, and the dataplane once there is a model.
        metrics: Counts answers.
        log: Gets a line for each request.
        payloads: The payload log, where one is kept.
    """

    def __init__(
        self, settings: Settings, lifecycle: Lifecycle, metrics: Metrics, log: JsonLog, payloads: Payloads | None = None
    ) -> None:
        self._payloads = payloads
        self._settings = settings
        self._lifecycle = lifecycle
        self._metrics = metrics
        self._figures = metrics.requests
        self._log = log
        self._outcomes = Outcomes(metrics.requests, log)
        self._routes = Routes(settings, lifecycle, metrics)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens."""
        started = time.perf_counter()
        method, given = scope["method"], dict(scope["headers"])
        route = self._routes.route(scope["path"])
        request_id = _request_id(given.get(b"x-request-id"))
        version = self._lifecycle.version
        self._figures.in_flight += 1
        error: Exception | None = None
        body = functools.partial(self._body, receive)
        tap = self._payloads.tap(route, request_id, body) if self._payloads is not None else None
        try:
            response = await self._routes.handler(route, method)(given, tap or body)
        except ServingError as raised:
            error, response = raised, _error_response(raised)
        except Exception as raised:  # noqa: BLE001 - a defect of ours answers 500, and says where in the log
            error, response = raised, _error_response(ServingError("internal error"))
        # A path that does not exist is a caller's text: as a label it would grow without bound.
        outcome = self._outcomes.of(route or "other", method, response.status, version, response.content_type)
        headers = [
            *outcome.head,
            (b"content-length", b"%d" % len(response.body)),
            (b"x-request-id", request_id.encode("latin-1")),
            *response.headers,
        ]
        more = {} if error is None else self._failed(error, version)
        traceparent: bytes = given.get(b"traceparent", b"")
        trace = trace_id(traceparent.decode("latin-1")) if traceparent else None
        if trace is not None:
            # W3C's header for answers. The server has no span of its own: the caller's stands for it.
            headers.append((b"traceresponse", traceparent))
            more["trace_id"] = trace
        if self._lifecycle.is_draining:
            # A kept-alive connection would bring its next request to a server that is gone.
            headers.append((b"connection", b"close"))
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await send({"type": "http.response.body", "body": response.body})
        seconds = time.perf_counter() - started
        self._figures.in_flight -= 1
        outcome.answered.observe(seconds)
        if tap is not None:
            fits = error is None or isinstance(error, ModelError)
            tap.answered(response, given, version=version, seconds=seconds, fits=fits)
        if route not in _UNLOGGED:
            self._log.request(request_id, seconds, outcome.fields, **more)

    def _failed(self, error: Exception, version: str) -> dict[str, Any]:
        """Count what the model itself raised, and say what the log tells of any error."""
        if isinstance(error, ModelError):
            self._metrics.model_errors(version).inc()
        return _described(error)

    async def _body(self, receive: Receive) -> bytes:
        """The whole body; one that is too large is read and dropped, as clients listen only when they have sent it."""
        limit = self._settings.max_body_bytes
        body, size = bytearray(), 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                raise InvalidInputError("the connection ended before the body did")
            chunk: bytes = message["body"]
            size += len(chunk)
            if not message["more_body"] and size == len(chunk) <= limit:
                return chunk
            if size <= limit:
                body += chunk
            if not message["more_body"] or size > limit + _DROPPED_BYTES:
                break
        if size > limit:
            endless = bool(message["more_body"])
            raise TooLargeError(f"the body is larger than the {limit} bytes that are taken", endless=endless)
        return bytes(body)


def _request_id(given: bytes | None) -> str:
    if given is not None and _REQUEST_ID.fullmatch(given):
        return given.decode("latin-1")
    # An id, not a secret: the operating system's randomness would cost a switch of threads.
    return random.getrandbits(128).to_bytes(16).hex()


def _error_response(error: ServingError) -> Response:
    body = orjson.dumps({"error_code": error.code, "message": error.message})
    return Response(body, error.status, headers=error.headers)


def _described(error: Exception) -> dict[str, Any]:
    """What a log line says of an error: its kind and where it was raised, not what the request held."""
    if isinstance(error, ModelError):
        cause = error.cause
        return {"level": "error", "error": "model", "type": type(cause).__name__, "trace": frames(cause.__traceback__)}
    if isinstance(error, ServingError):
        return {"level": "warning", "error": type(error).__name__}
    return {"level": "error", "error": "internal", "type": type(error).__name__, "trace": frames(error.__traceback__)}
