"""Puts the parts together that act on an environment's deployments: target, releases, registry, ledger."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from app.registry import ledger
from app.registry.promotion import Registry
from app.rollout.control import Control
from app.rollout.endpoints import Endpoints
from app.rollout.registered import input_example
from app.rollout.samples import SampleStore
from app.rollout.service import Deployments
from app.rollout.store import ReleaseStore
from app.rollout.tables import create_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from app.targets.port import Target


class Wired(NamedTuple):
    """What can be done in an environment."""

    deployments: Deployments
    control: Control
    registry: Registry
    endpoints: Endpoints
    store: ReleaseStore
    samples: SampleStore


@contextmanager
def wired(target: Target, environment: str) -> Iterator[Wired]:
    """What can be done with the deployments of `environment`.

    For as long as the context is open, the target's variables are set in this process: MLflow and boto3 read them
    wherever they are called from.

    Raises:
        SlipwayError: The environment does not answer.
    """
    with _variables(target.variables):
        from mlflow import MlflowClient  # noqa: PLC0415 - slow to import

        engine, tracking_uri = target.database(), target.variables["MLFLOW_TRACKING_URI"]
        ledger.create_tables(engine)
        create_tables(engine)
        client = MlflowClient(tracking_uri=tracking_uri, registry_uri=tracking_uri)
        registry = Registry(client, ledger.Ledger(engine), target.actor())
        releases = ReleaseStore(engine, environment)

        def example(model: str, version: str) -> bytes | None:
            return input_example(model, version, tracking_uri)

        endpoints, samples = Endpoints(target, engine, environment), SampleStore(engine)
        deployments = Deployments(
            target, releases, registry, example, environment=environment, samples=samples, endpoints=endpoints
        )
        control = Control(deployments, target, releases, registry)
        yield Wired(deployments, control, registry, endpoints, releases, samples)


@contextmanager
def _variables(values: Mapping[str, str]) -> Iterator[None]:
    before = {key: os.environ.get(key) for key in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
