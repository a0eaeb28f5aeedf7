"""Whatever bytes come in: an answer or a refusal, never a defect."""

from __future__ import annotations

import asyncio
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from mlflow.models import ModelSignature
from mlflow.models.model import Model as Metadata
from mlflow.pyfunc import PyFuncModel
from mlflow.types.schema import ColSpec, Schema

from app.serving.dataplane import Dataplane
from app.serving.errors import ServingError
from app.serving.invocations import CONTENT_TYPES
from app.serving.metrics import Metrics
from app.serving.model import Model
from app.serving.settings import Settings
from tests.support.malformed import bodies

SCHEMA = Schema([ColSpec("double", "a"), ColSpec("string", "b")])


class Count:
    def predict(self, data, params=None):  # noqa: ARG002 - MLflow's interface
        return list(range(len(data)))


async def answered(route, *arguments):
    """The JSON of an answer, or the refusal's status; anything else comes out as it is."""
    metadata = Metadata(
        signature=ModelSignature(SCHEMA, None), flavors={"python_function": {"loader_module": "mlflow.sklearn"}}
    )
    model = Model(PyFuncModel(metadata, Count()), name="count", version="1")
    dataplane = Dataplane(model, None, Settings(model_uri="m", name="count", version="1"), Metrics("count", "1"))
    try:
        return json.loads(await getattr(dataplane, route)(*arguments))
    except ServingError as error:
        return error.status
    finally:
        dataplane._queue.close()


@settings(deadline=None, max_examples=300)
@given(bodies, st.sampled_from([*CONTENT_TYPES, "", ";", "text/plain;charset=utf-8;x"]))
def test_the_scoring_protocol_refuses_what_it_cannot_read(body, content_type):
    answer = asyncio.run(answered("invocations", body, content_type))
    assert isinstance(answer, dict) or answer in {400, 415}


@settings(deadline=None, max_examples=300)
@given(bodies, st.sampled_from(["predict", "infer"]))
def test_the_other_protocols_refuse_what_they_cannot_read(body, route):
    answer = asyncio.run(answered(route, body))
    assert isinstance(answer, dict) or answer == 400
