"""The paths of the server, and what each of them answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

import orjson

from app.serving import openapi
from app.serving.errors import MethodNotAllowedError, NotFoundError, UnsupportedMediaTypeError
from app.serving.tracing import callers_trace

if TYPE_CHECKING:
    from app.serving.lifecycle import Lifecycle
    from app.serving.metrics import Metrics
    from app.serving.model import Model
    from app.serving.settings import Settings

JSON = "application/json"


@dataclass(slots=True)  # not frozen: made for every request, and freezing it would cost it a microsecond
class Response:
    """An answer: body, status, content type, and headers besides those that every answer has."""

    body: bytes
    status: int = 200
    content_type: str = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()


Body = Callable[[], Awaitable[bytes]]
# Lower-case names, as they came: most are never looked at, so none is decoded before it is.
Headers = Mapping[bytes, bytes]
Handler = Callable[[Headers, Body], Awaitable[Response]]


class Routes:
    """Finds and runs the handler of a request.

    Args:
        settings: Name and version of what is served.
        lifecycle: The state of the server, and the dataplane once there is a model.
        metrics: What `/metrics` shows.
    """

    def __init__(self, settings: Settings, lifecycle: Lifecycle, metrics: Metrics) -> None:
        self._settings = settings
        self._lifecycle = lifecycle
        self._metrics = metrics
        self._model = model = f"/v2/models/{settings.name}"
        self._handlers: dict[str, dict[str, Handler]] = {
            "/invocations": {"POST": self._invocations},
            "/predict": {"POST": self._predict},
            "/ping": {"GET": self._alive},
            "/health": {"GET": self._alive},
            "/ready": {"GET": self._ready},
            "/version": {"GET": self._version},
            "/metrics": {"GET": self._render_metrics},
            "/openapi.json": {"GET": self._openapi},
            "/docs": {"GET": self._docs},
            "/v2": {"GET": self._server_metadata},
            "/v2/health/live": {"GET": self._v2_live},
            "/v2/health/ready": {"GET": self._v2_ready},
            model: {"GET": self._model_metadata},
            f"{model}/ready": {"GET": self._v2_ready},
            f"{model}/infer": {"POST": self._infer},
        }

    def route(self, path: str) -> str | None:
        """The route that a path belongs to: a served version's own paths belong to the model's; None: there is none."""
        if path in self._handlers:
            return path
        versioned = f"{self._model}/versions/{self._lifecycle.version}"
        if path == versioned or path.startswith(f"{versioned}/"):
            plain = self._model + path.removeprefix(versioned)
            return plain if plain in self._handlers else None
        return None

    def handler(self, route: str | None, method: str) -> Handler:
        """What answers a request.

        Raises:
            NotFoundError: There is no such path.
            MethodNotAllowedError: It has no such method.
        """
        methods = self._handlers[route] if route is not None else None
        if methods is None:
            raise NotFoundError("no such path; see /docs or /openapi.json")
        handler = methods.get(method)
        if handler is None:
            raise MethodNotAllowedError(f"use {' or '.join(methods)} here", allowed=tuple(methods))
        return handler

    async def _invocations(self, headers: Headers, body: Body) -> Response:
        content_type = headers.get(b"content-type")
        if content_type is None:
            raise UnsupportedMediaTypeError("the content type is missing: send content-type: application/json")
        # Before the body is awaited, here and below: the model of the version that the answer's head will name.
        invocations = self._lifecycle.dataplane.invocations
        return Response(await invocations(await body(), content_type.decode("latin-1"), callers_trace(headers)))

    async def _predict(self, headers: Headers, body: Body) -> Response:
        return Response(await self._lifecycle.dataplane.predict(await body(), callers_trace(headers)))

    async def _infer(self, headers: Headers, body: Body) -> Response:
        return Response(await self._lifecycle.dataplane.infer(await body(), callers_trace(headers)))

    async def _alive(self, _: Headers, __: Body) -> Response:
        return Response(b"\n")

    async def _ready(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps(self._lifecycle.describe()), self._ready_status())

    async def _version(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps(self._lifecycle.describe() | {"mlflow": metadata.version("mlflow")}))

    async def _render_metrics(self, _: Headers, __: Body) -> Response:
        return Response(self._metrics.render(), content_type=self._metrics.content_type)

    async def _openapi(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps(self._description()))

    async def _docs(self, _: Headers, __: Body) -> Response:
        return Response(openapi.page(self._description()), content_type="text/html; charset=utf-8")

    async def _server_metadata(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps({"name": "slipway", "version": self._lifecycle.version, "extensions": []}))

    async def _v2_live(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps({"live": True}))

    async def _v2_ready(self, _: Headers, __: Body) -> Response:
        ready = {"ready": self._lifecycle.is_ready, "name": self._settings.name}
        return Response(orjson.dumps(ready), self._ready_status())

    async def _model_metadata(self, _: Headers, __: Body) -> Response:
        return Response(orjson.dumps(self._lifecycle.dataplane.metadata()))

    def _ready_status(self) -> int:
        return 200 if self._lifecycle.is_ready else 503

    def _description(self) -> dict[str, Any]:
        model: Model | None = self._lifecycle.dataplane.model if self._lifecycle.is_ready else None
        return openapi.document(
            model,
            name=self._settings.name,
            version=self._lifecycle.version,
            example=model.example_body if model else None,
        )
