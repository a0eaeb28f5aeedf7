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

SCHEMA = Schema([ColSpec("double", "a"), ColSpec("string", "b")])
KEYS = st.sampled_from(
    (
        *(
            "dataframe_split",
            "dataframe_records",
            "instances",
            "inputs",
            "params",
            "columns",
            "data",
            "index",
            "a",
            "b",
        ),
        *("id", "name", "shape", "datatype", "outputs", "parameters", "messages"),
    )
)
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["a", "b", "FP64", "BYTES", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
tensors = st.fixed_dictionaries(
    {"name": st.sampled_from(["a", "b", "x"]), "shape": documents, "datatype": st.sampled_from(["FP64", "BYTES", 1])},
    optional={"data": documents},
)
requests = st.fixed_dictionaries(
    {"inputs": st.lists(tensors, max_size=3)}, optional={"outputs": documents, "parameters": documents, "id": documents}
)
bodies = st.binary(max_size=60) | (documents | requests).map(lambda document: json.dumps(document).encode())


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
