"""Pipelines on the local platform: the shared runner of `bin/up`'s sample and of `bin/slipway train`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.aws import caller_arn, emulator_session
from app.database import engine
from app.local.runtime import working_environment
from app.pipeline.run import run_pipeline
from app.registry.ledger import Ledger, create_tables
from app.registry.promotion import Registry

if TYPE_CHECKING:
    from app.local.runtime import Runtime
    from app.outputs import StackOutputs
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec
    from app.progress import Progress


def train(spec: PipelineSpec, runtime: Runtime, outputs: StackOutputs, progress: Progress) -> list[ModelVersion]:
    """Run a pipeline against the platform's tracking server, bucket and database.

    Raises:
        BadInputError: The data or the spec cannot be trained with.
        SlipwayError: A version did not pass its gates, or a part of the platform failed.
    """
    from mlflow import MlflowClient  # noqa: PLC0415 - slow to import

    with working_environment(runtime):
        tables = engine(outputs.data.database)
        create_tables(tables)
        actor = caller_arn(emulator_session(runtime.endpoint_url))
        return run_pipeline(
            spec,
            tracking_uri=runtime.tracking_uri,
            artifact_location=outputs.artifact_root,
            registry=Registry(MlflowClient(runtime.tracking_uri), Ledger(tables), actor),
            progress=progress,
        )
