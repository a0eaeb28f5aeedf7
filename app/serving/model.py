"""One loaded model: MLflow's pyfunc with its signature, and what tells the model's own errors from a caller's."""

# mypy: allow-untyped-calls
# MLflow is typed in part only.
from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mlflow.exceptions import MlflowException
from mlflow.pyfunc import FLAVOR_NAME, PyFuncModel

from app.serving.errors import InvalidInputError, ModelError
from app.serving.explain import explain

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
        example_body: The logged input example as the request body that MLflow saved with it.
    """

    def __init__(self, pyfunc: PyFuncModel, *, name: str, version: str, example_body: str | None = None) -> None:
        self.name = name
        self.version = version
        self.example_body = example_body
        self.metadata = pyfunc.metadata
        self.input_schema: Schema | None = pyfunc.metadata.get_input_schema()
        configuration = pyfunc.metadata.flavors[FLAVOR_NAME]
        #: The signature comes from type hints, or the input is turned into the example's shape: MLflow's work.
        self.has_type_hints = pyfunc.metadata._is_signature_from_type_hint()  # noqa: SLF001 - MLflow's server asks it
        self.converts_input = self.has_type_hints or pyfunc.metadata._is_type_hint_from_example()  # noqa: SLF001 - too
        self.flavor = str(configuration["loader_module"]).removeprefix("mlflow.")
        self.output_schema: Schema | None = pyfunc.metadata.get_output_schema()
        #: Parameters of a prediction, which the direct path does not read.
        self.params_schema = pyfunc.metadata.get_params_schema()
        self.has_params = self.params_schema is not None
        predict = getattr(pyfunc._model_impl, configuration.get("predict_fn", "predict"))  # noqa: SLF001 - documented as stable
        implementation = _Implementation(predict)
        #: The model without signature enforcement, for input that is checked already.
        self.predict_unchecked = implementation.predict
        self._pyfunc = PyFuncModel(model_meta=pyfunc.metadata, model_impl=implementation, model_id=pyfunc.model_id)
        self._pyfunc.input_example = pyfunc.input_example

    def predict(self, data: Any, params: dict[str, Any] | None = None) -> Any:
        """Enforce the signature as MLflow does, then predict.

        Raises:
            InvalidInputError: `data` or `params` do not fit the signature.
            ModelError: The model raised.
        """
        try:
            return self._pyfunc.predict(data, params=params)
        except ModelError as error:
            if self.has_type_hints and isinstance(error.cause, MlflowException):
                # Such a model checks its input by itself, inside its own predict.
                raise InvalidInputError(self.explain(error.cause)) from error
            raise
        except Exception as error:
            raise InvalidInputError(self.explain(error)) from error

    def explain(self, error: BaseException) -> str:
        """What is wrong with an input, in words that hold none of its values."""
        return explain(error, self.input_schema)
