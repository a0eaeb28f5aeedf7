"""Puts the parts together that act on an environment's deployments: target, releases, registry, ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.registry import ledger
from app.registry.promotion import Registry
from app.rollout import store
from app.rollout.registered import input_example
from app.rollout.service import Deployments

if TYPE_CHECKING:
    from app.targets.port import Target


def wire(target: Target, environment: str) -> tuple[Deployments, Registry]:
    """What can be done with the deployments of `environment`, and its registry.

    The target's variables must be set in this process (`target.variables`): MLflow and the database read them.

    Raises:
        SlipwayError: The environment does not answer.
    """
    from mlflow import MlflowClient  # noqa: PLC0415 - slow to import

    engine, tracking_uri = target.database(), target.variables["MLFLOW_TRACKING_URI"]
    ledger.create_tables(engine)
    store.create_tables(engine)
    client = MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)
    registry = Registry(client, ledger.Ledger(engine), target.actor())
    releases = store.ReleaseStore(engine, environment)

    def example(model: str, version: str) -> bytes | None:
        return input_example(model, version, tracking_uri)

    return Deployments(target, releases, registry, example), registry
