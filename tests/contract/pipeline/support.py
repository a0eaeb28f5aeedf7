"""A pipeline under test."""

from __future__ import annotations

import io
import itertools
from typing import TYPE_CHECKING, Any

import mlflow
from mlflow import MlflowClient

from app.pipeline.run import ModelVersion, run_pipeline
from app.pipeline.samples import sample
from app.pipeline.spec import PipelineSpec, Training
from app.progress import PlainProgress
from app.registry.ledger import Ledger, create_tables
from app.registry.promotion import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

    from app.registry.stages import Stage

ACTOR = "arn:aws:iam::000000000000:user/alice"
_names = itertools.count(1)


class Bench:
    """A pipeline under test: its own model, artifact root and ledger, on the session's server."""

    def __init__(self, uri: str, root: str, engine: Engine) -> None:
        create_tables(engine)
        self.uri = uri
        self.root = root
        self.ledger = Ledger(engine)
        self.client = MlflowClient(uri)
        self.registry = Registry(self.client, self.ledger, ACTOR)
        self.model = f"pipeline-{next(_names)}"
        self.said = ""

    def spec(self, **changes: Any) -> PipelineSpec:
        quick = (
            Training(estimator="logistic_regression", parameters={"max_iter": 500}),
            Training(estimator="random_forest", parameters={"n_estimators": 10}),
        )
        return sample("wine").model_copy(update={"model": self.model, "trainings": quick, **changes})

    def run(self, spec: PipelineSpec, *, registry: Registry | None = None) -> list[ModelVersion]:
        stream = io.StringIO()
        try:
            return run_pipeline(
                spec,
                tracking_uri=self.uri,
                artifact_location=self.root,
                registry=registry or self.registry,
                progress=PlainProgress(stream),
            )
        finally:
            self.said = stream.getvalue()

    def load(self, version: str, kind: Any = mlflow.pyfunc) -> Any:
        mlflow.set_tracking_uri(self.uri)
        try:
            return kind.load_model(f"models:/{self.model}/{version}")
        finally:
            mlflow.set_tracking_uri(None)


def facts(versions: Sequence[ModelVersion]) -> list[tuple[str, Stage, bool]]:
    return [(each.version, each.stage, each.created) for each in versions]
