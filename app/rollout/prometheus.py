"""Asks a Prometheus server for one number: https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries."""

from __future__ import annotations

import math
from typing import Any

import httpx

from app.errors import SlipwayError

_TIMEOUT_SECONDS = 5.0  # a release looks twice a second, and waits for nothing longer than that


class PrometheusError(SlipwayError):
    """The server does not answer, refuses the expression, or gives more than one number."""


def value_of(url: str, expression: str) -> float:
    """The value of a PromQL expression now; NaN where there is none.

    Args:
        url: Base URL of the server, for example "http://127.0.0.1:9090".
        expression: Gives a scalar, or a vector of at most one element.

    Raises:
        PrometheusError: It gives something else, or the server does not answer.
    """
    data = _data(url, expression)
    match data.get("resultType"), data.get("result"):
        case "scalar", [_, text]:
            return float(text)
        case "vector", []:
            return math.nan
        case "vector", [{"value": [_, text]}]:
            return float(text)
        case kind, found:
            raise PrometheusError(
                f"{expression!r} gives no single number",
                why=f"it gives a {kind} of {len(found or ())}",
                fix="wrap it into sum() or another aggregation",
            )


def _data(url: str, expression: str) -> dict[str, Any]:
    try:
        # A proxy from the environment must not stand between us and the inner network.
        answer = httpx.post(
            f"{url.rstrip('/')}/api/v1/query", data={"query": expression}, timeout=_TIMEOUT_SECONDS, trust_env=False
        )
        content = answer.json()
    except (httpx.HTTPError, ValueError) as error:
        raise PrometheusError(
            f"no answer of a Prometheus server at {url}", why=str(error) or type(error).__name__
        ) from error
    if not isinstance(content, dict) or content.get("status") != "success":
        said = content.get("error") if isinstance(content, dict) else None
        raise PrometheusError(f"Prometheus refuses {expression!r}", why=str(said or f"status {answer.status_code}"))
    data: dict[str, Any] = content["data"]
    return data
