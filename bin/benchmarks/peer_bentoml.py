"""The model behind BentoML, as its documentation writes a service; run by `bentoml serve` in BentoML's environment.

`max_latency_ms` stays at its default: 10 and 100 ms were tried and answered 503 under load, and no faster. Its batching
learns from the load that it has seen: a fresh server answers a lone client several times faster than a loaded one.
"""

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
