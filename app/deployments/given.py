"""What callers give, checked and brought into the shape that the rest works with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError
from app.rollout.config import ASYNC_KEY
from app.rollout.endpoints import check_name
from app.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

FLAVOR = "python_function"
_DEPLOYMENT_KEY = "deployment"
_INPUT_KEYS = frozenset({"dataframe_split", "dataframe_records", "inputs", "instances"})
_TRUTH = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def check(name: str, flavor: str | None) -> None:
    """Refuse a deployment's name or a flavor that cannot be served.

    Raises:
        BadInputError: Why not, and what can.
    """
    check_name(name, "deployment")
    if flavor not in (None, FLAVOR):
        raise BadInputError(
            f"flavor {flavor!r} is not served", why=f"models are served as {FLAVOR}", fix="leave it out"
        )


def waiting(config: Mapping[str, Any] | None) -> tuple[bool, dict[str, Any]]:
    """Whether to wait for the release's end (`async` is not true), and the config's other keys.

    Raises:
        BadInputError: `async` is neither true nor false.
    """
    rest = dict(config or {})
    given = str(rest.pop(ASYNC_KEY, False)).lower()
    if given not in _TRUTH:
        raise BadInputError(f"async={given!r} is neither true nor false", fix="use async=true, or leave it out")
    return not _TRUTH[given], rest


def answering(config: Mapping[str, Any] | None) -> str:
    """The deployment that an endpoint's config names; empty where it names none.

    Raises:
        BadInputError: There is an unknown key.
    """
    rest = dict(config or {})
    name = str(rest.pop(_DEPLOYMENT_KEY, ""))
    for key in rest:
        raise BadInputError(
            f"unknown config key {key!r}{nearest(key, [_DEPLOYMENT_KEY])}",
            why=f"an endpoint's only key is {_DEPLOYMENT_KEY}: who answers it",
        )
    return name


def request_body(inputs: Any) -> bytes:
    """The JSON body that `inputs` become: a DataFrame, an array, a list, MLflow's own body, or named inputs."""
    from mlflow.utils.proto_json_utils import dump_input_data  # noqa: PLC0415 - imports pandas

    inputs = _unframed(inputs)
    if isinstance(inputs, dict):  # MLflow's own helper cannot read one
        body = inputs if _INPUT_KEYS & inputs.keys() else {"inputs": inputs}
        return json.dumps(body).encode()
    return str(dump_input_data(inputs)).encode()


def _unframed(inputs: Any) -> Any:
    """MLflow's own body, where its command line has read a file of one into a DataFrame; else the inputs as they are.

    `mlflow deployments predict -I` takes every file for a frame: the body's key becomes a column.
    """
    columns = [str(name) for name in getattr(inputs, "columns", ())]
    if len(columns) != 1 or columns[0] not in _INPUT_KEYS:
        return inputs
    import pandas as pd  # noqa: PLC0415 - slow to import

    values = inputs[inputs.columns[0]]
    numbered = isinstance(values.index, pd.RangeIndex) or pd.api.types.is_integer_dtype(values.index)
    return {columns[0]: values.tolist() if numbered else values.to_dict()}
