"""The registered models that `bin/bench rollout` releases: made for it, and removed after it."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.rollout.wiring import Wired

NAME = "slipway-bench-rollout"  # of the deployments, the registered models and the experiment; others add a number
GOOD_CALLS = 40


@dataclass(frozen=True)
class Artifacts:
    """Logged models, and a request for any of them.

    Args:
        good: The URI of a model that answers.
        bad: That of one that answers `GOOD_CALLS` requests and raises from then on.
        broken: That of one that does not load.
        body: The body of a request.
    """

    good: str
    bad: str
    broken: str
    body: bytes


@contextmanager
def logged(parts: Wired) -> Iterator[Artifacts]:
    """Models in the tracking server for as long as the context is open; nothing of this benchmark stays behind.

    The experiment stays: MLflow keeps the name of a deleted one.
    """
    import mlflow

    from bin.benchmarks import model

    remove(parts)  # what a run that was killed has left
    client, experiment = parts.registry.client, mlflow.set_experiment(NAME).experiment_id
    uris: dict[str, str] = {}
    runs = []
    try:
        with tempfile.TemporaryDirectory(prefix="slipway-bench-") as folder:
            columns, row = model.save(Path(folder) / "good")
            model.save_bad(Path(folder) / "bad", good_calls=GOOD_CALLS)
            model.save_bad(Path(folder) / "broken", good_calls=0)
            for kind in ("good", "bad", "broken"):
                # Not mlflow.start_run, whose end prints two lines where --json prints its own.
                run = client.create_run(experiment).info
                runs.append(run.run_id)
                client.log_artifacts(run.run_id, str(Path(folder) / kind), "model")
                uris[kind] = f"runs:/{run.run_id}/model"
        body = json.dumps({"dataframe_split": {"columns": columns, "data": [row]}}).encode()
        yield Artifacts(**uris, body=body)
    finally:
        remove(parts)
        for each in runs:
            client.delete_run(each)


def register(parts: Wired, name: str, *uris: str) -> None:
    """A new version of the model `name` for each URI, in Staging."""
    import mlflow

    from app.registry.stages import Stage

    for uri in uris:
        version = str(mlflow.register_model(uri, name).version)
        parts.registry.transition(name, version, Stage.STAGING, reason="a benchmark's model needs no gates")


def remove(parts: Wired) -> None:
    """Delete this benchmark's deployments and registered models."""
    client = parts.registry.client
    found = client.search_registered_models(filter_string=f"name LIKE '{NAME}%'", max_results=1000)
    for each in found:
        parts.deployments.delete(each.name)
        client.delete_registered_model(each.name)
