"""The model behind BentoML, as its documentation writes a service; run by `bentoml serve` in BentoML's environment."""

import os
from typing import Any

import bentoml
import mlflow
import numpy as np


@bentoml.service(workers=1)  # BentoML is in another environment
class Iris:
    """One model, batched by BentoML."""

    def __init__(self) -> None:
        self.model: Any = mlflow.sklearn.load_model(os.environ["BENCH_MODEL"])

    @bentoml.api(batchable=True, max_batch_size=64)  # type: ignore[untyped-decorator]  # the same
    def predict(self, data: np.ndarray) -> np.ndarray:  # type: ignore[type-arg,unused-ignore]  # BentoML refuses one
        """One answer a row."""
        return self.model.predict(data)  # type: ignore[no-any-return,unused-ignore]  # scikit-learn is not typed
