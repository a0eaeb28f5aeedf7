"""One loaded model: MLflow's pyfunc with its signature, and what tells the model's own errors from a caller's."""

# mypy: allow-untyped-calls
# MLflow is typed in part only.
from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mlflow.exceptions import MlflowException
from mlflow.pyfunc import FLAVOR_NAME, PyFuncModel

from app.serving.errors import InvalidInputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from mlflow.types.schema import Schema


def _guarded(predict: Callable[..., Any]) -> Callable[..., Any]:
    """Mark whatever `predict` raises as raised by the model; its signature stays visible to MLflow."""

    @functools.wraps(predict)
    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return predict(*arguments, **named)
        except Exception as error:
            raise model_error(error) from error

    return call


def model_error(cause: Exception) -> ModelError:
    """The answer for what the model raised: MLflow lets an MlflowException choose its status, the rest is 400."""
    status = cause.get_http_status_code() if isinstance(cause, MlflowException) else 400
    return ModelError(f"the model raised {type(cause).__name__} on this input", cause=cause, status=status)


class _Implementation:
    def __init__(self, predict: Callable[..., Any]) -> None:
        self.predict = _guarded(predict)


class Model:
    """A loaded model that answers as MLflow's pyfunc does.

    Args:
        pyfunc: What `mlflow.pyfunc.load_model` gave.
        name: The model's name.
        version: The model's version.
    """

    def __init__(self, pyfunc: PyFuncModel, *, name: str, version: str) -> None:
        self.name = name
        self.version = version
        self.metadata = pyfunc.metadata
        self.input_schema: Schema | None = pyfunc.metadata.get_input_schema()
        configuration = pyfunc.metadata.flavors[FLAVOR_NAME]
        self.flavor = str(configuration["loader_module"]).removeprefix("mlflow.")
        predict = getattr(pyfunc._model_impl, configuration.get("predict_fn", "predict"))  # noqa: SLF001 - documented as stable
        self._pyfunc = PyFuncModel(
            model_meta=pyfunc.metadata, model_impl=_Implementation(predict), model_id=pyfunc.model_id
        )
        self._pyfunc.input_example = pyfunc.input_example

    def predict(self, data: Any, params: dict[str, Any] | None = None) -> Any:
        """Enforce the signature as MLflow does, then predict.

        Raises:
            InvalidInputError: `data` or `params` do not fit the signature.
            ModelError: The model raised.
        """
        try:
            return self._pyfunc.predict(data, params=params)
        except MlflowException as error:
            raise InvalidInputError(_schema_message(error)) from error


def _schema_message(error: Exception) -> str:
    # MLflow's message repeats the data; only what follows the last "Error:" says what is wrong with it.
    return str(error).rsplit("Error: ", 1)[-1]
