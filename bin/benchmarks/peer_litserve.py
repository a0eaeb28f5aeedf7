"""The model behind LitServe, as its documentation writes an API; run in LitServe's environment with a port."""

import os
import sys
from typing import Any

import litserve
import mlflow
import numpy as np


class Iris(litserve.LitAPI):  # type: ignore[misc,unused-ignore]  # LitServe is in another environment
    """One model, batched by LitServe."""

    def setup(self, device: str) -> None:  # noqa: ARG002 - LitServe's interface
        """Load the model."""
        self.model: Any = mlflow.sklearn.load_model(os.environ["BENCH_MODEL"])

    def decode_request(self, request: dict[str, Any]) -> Any:
        """One request's row."""
        return np.asarray(request["data"][0])

    def predict(self, x: Any) -> Any:
        """One answer a row; LitServe stacks the rows."""
        return self.model.predict(x)

    def encode_response(self, output: Any) -> dict[str, Any]:
        """One request's answer."""
        return {"predictions": [int(output)]}


if __name__ == "__main__":
    api = Iris(max_batch_size=64, batch_timeout=0.001)
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=1)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), num_api_servers=1, generate_client_file=False)
