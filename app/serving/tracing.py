"""W3C trace context: the caller's trace is current while the model predicts, and goes back out with the answer.

The server makes no spans of its own. What the model makes, with OpenTelemetry or with MLflow's tracing, and what it
calls through an instrumented client, belongs to the caller's trace (https://www.w3.org/TR/trace-context).
"""

from __future__ import annotations

import functools
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

# Version ff and ids of zeros only are invalid. What fits goes into a header and a log line.
_TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


def trace_id(traceparent: str) -> str | None:
    """The trace's id, 32 hexadecimal digits; None for what is no trace context."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return found[1] if found else None


def callers_trace(headers: Mapping[bytes, bytes]) -> Callable[[], AbstractContextManager[None]] | None:
    """What opens the caller's trace; None where it sends none, or one that is invalid."""
    given = headers.get(b"traceparent")
    if given is None:
        return None
    traceparent = given.decode("latin-1")
    if trace_id(traceparent) is None:
        return None
    carrier = {"traceparent": traceparent}
    tracestate = headers.get(b"tracestate", b"").decode("latin-1")
    return functools.partial(_current, carrier | ({"tracestate": tracestate} if tracestate else {}))


@contextmanager
def _current(carrier: dict[str, str]) -> Iterator[None]:
    """Make the trace current on this thread, for OpenTelemetry and for MLflow, which keeps a context of its own."""
    # The loader has imported both; the listener starts without them.
    from mlflow.tracing import set_tracing_context_from_http_request_headers  # noqa: PLC0415 - see above
    from opentelemetry import context  # noqa: PLC0415 - see above
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415 - see above

    token = context.attach(TraceContextTextMapPropagator().extract(carrier))
    try:
        with set_tracing_context_from_http_request_headers(carrier):
            yield
    finally:
        context.detach(token)
