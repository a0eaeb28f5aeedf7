"""Carries the checks of a deployed version out: through the router, as callers see it."""

from __future__ import annotations

import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from app.errors import SlipwayError
from app.rollout.verification import (
    FAILED_REQUESTS,
    P95_MS,
    PREDICTION_MISMATCHES,
    SCHEMA_FAILURES,
    differing,
    judge,
)

if TYPE_CHECKING:
    from app.gates import GateReport
    from app.rollout.state import Release
    from app.targets.port import Target

REQUESTS = 200
CLIENTS = 4
"""Four callers that wait for their answers, 200 requests in all: enough for a 95th percentile, over in seconds."""

_OK, _BAD_REQUEST = 200, 400
_P95_OF_HUNDREDTHS = 94


def verify(target: Target, release: Release, example: bytes) -> GateReport:
    """Check the version that takes all of a deployment's traffic.

    Its schema (its own example is answered, row by row, and a request without its columns is refused as the caller's
    fault), its predictions against those of the same model in this process, its latency under a set load.

    Args:
        target: Where it is deployed.
        release: The release that ends.
        example: The request body that was logged with the model.

    Raises:
        SlipwayError: The router does not answer, or the model cannot be loaded here.
    """
    model = _model(release)
    expected = _predictions(model, example)
    answer = target.predict(release.deployment, example, synthetic=True)
    answered = _answered(answer.body) if answer.status == _OK else None
    measured: dict[str, float | None] = {
        SCHEMA_FAILURES: int(_length(answered) != _length(expected)) + _unrefused(target, release, model),
        PREDICTION_MISMATCHES: differing(expected, answered),
        **_under_load(target, release, example),
    }
    return judge(measured, release.policy.verify_p95_ms)


def _model(release: Release) -> Any:
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import
    from mlflow.pyfunc import load_model  # noqa: PLC0415 - see above

    uri = f"models:/{release.model}/{release.candidate}"
    try:
        return load_model(uri)
    except (MlflowException, ImportError, OSError) as error:
        raise SlipwayError(
            f"{uri} cannot be loaded to compare its predictions",
            why=str(error),
            fix="release from an environment that has what the model needs, or with verify=false",
        ) from error


def _predictions(model: Any, example: bytes) -> object:
    """What MLflow's own scoring server would answer with this model, in this process; None where it would not."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import
    from mlflow.pyfunc.scoring_server import invocations  # noqa: PLC0415 - see above

    try:
        schema = model.metadata.get_input_schema()
        answer = invocations(example.decode(), "application/json", model, schema)  # type: ignore[no-untyped-call]
    except MlflowException:
        return None
    return _answered(answer.response.encode()) if answer.status == _OK else None


def _answered(body: bytes) -> object:
    try:
        content = json.loads(body)
    except ValueError:
        return None
    return content.get("predictions") if isinstance(content, dict) else None


def _length(predictions: object) -> int:
    return len(predictions) if isinstance(predictions, list | dict) else 0


def _unrefused(target: Target, release: Release, model: Any) -> int:
    """1 where a request without the model's columns is not answered with 400; a model may have no schema."""
    schema = model.metadata.get_input_schema()
    if schema is None or not schema.has_input_names() or not schema.required_input_names():
        return 0
    body = json.dumps({"dataframe_split": {"columns": ["slipway-no-such-column"], "data": [[0]]}}).encode()
    return int(target.predict(release.deployment, body, synthetic=True).status != _BAD_REQUEST)


def _under_load(target: Target, release: Release, example: bytes) -> dict[str, float | None]:
    def call(_: int) -> tuple[bool, float]:
        began = time.perf_counter()
        answer = target.predict(release.deployment, example, synthetic=True)
        well = (answer.status, answer.version) == (_OK, release.candidate)
        return well, (time.perf_counter() - began) * 1000

    with ThreadPoolExecutor(CLIENTS) as callers:
        seen = list(callers.map(call, range(REQUESTS)))
    p95 = statistics.quantiles([milliseconds for _, milliseconds in seen], n=100)[_P95_OF_HUNDREDTHS]
    return {FAILED_REQUESTS: sum(not well for well, _ in seen), P95_MS: p95}
