"""A model whose manners are chosen when it is logged; MLflow stores this file with it ("models from code")."""

from __future__ import annotations

import time
from typing import Any

import mlflow


class Behaviour(mlflow.pyfunc.PythonModel):  # type: ignore[misc]
    """Answers `answer` for each row: well, or after `good_calls` calls not at all (`failing`) or late (`slow`)."""

    def load_context(self, context: Any) -> None:
        self.config = context.model_config
        self.calls = 0
        if self.config["behaviour"] == "broken":
            raise RuntimeError("this model was made to be broken")

    def predict(self, context, model_input, params=None):  # noqa: ARG002 - MLflow's signature; it reads type hints
        self.calls += 1
        if self.calls > self.config["good_calls"]:
            if self.config["behaviour"] == "failing":
                raise RuntimeError("this model was made to fail")
            if self.config["behaviour"] == "slow":
                time.sleep(0.2)
        return [float(self.config["answer"])] * len(model_input)


mlflow.models.set_model(Behaviour())
