"""A model that goes bad: it answers well for a while, then raises. MLflow stores this file ("models from code")."""

from __future__ import annotations

from typing import Any

from mlflow.models import set_model
from mlflow.pyfunc import PythonModel  # type: ignore[attr-defined]  # see below


class BadModel(PythonModel):
    """Answers zeros `good_calls` times and raises from then on; with none at all it does not even load."""

    def load_context(self, context: Any) -> None:
        """Raise where no call shall be good."""
        self._good_calls = int(context.model_config["good_calls"])
        if not self._good_calls:
            raise RuntimeError("this model was made not to load")

    def predict(self, context: Any, model_input: Any, params: Any = None) -> list[int]:  # noqa: ARG002 - MLflow's
        """One zero a row, until it goes bad."""
        self._good_calls -= 1
        if self._good_calls < 0:
            raise RuntimeError("this model was made to go bad")
        return [0] * len(model_input)


set_model(BadModel())
