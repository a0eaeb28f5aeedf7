"""A pipeline in an environment: its tracking server, its bucket, its ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.aws import caller_arn
from app.database import engine
from app.pipeline.run import run_pipeline
from app.registry.ledger import Ledger, create_tables
from app.registry.promotion import Registry

if TYPE_CHECKING:
    from app.outputs import StackOutputs
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec
    from app.progress import Progress


def train(spec: PipelineSpec, aws: Any, outputs: StackOutputs, progress: Progress) -> list[ModelVersion]:
    """Run a pipeline where `outputs` say; on AWS that is inside the VPC, which database and tracking server are in.

    Args:
        spec: What to train.
        aws: A session of boto3's kind: who trains, by its identity.
        outputs: What the environment's stacks publish.
        progress: Told of each step.

    Raises:
        BadInputError: The data or the spec cannot be trained with.
        SlipwayError: A version did not pass its gates, or a part of the platform failed.
    """
    from mlflow import MlflowClient  # noqa: PLC0415 - slow to import

    tracking_uri, tables = outputs.tracking.tracking_uri, engine(outputs.data.database)
    create_tables(tables)
    return run_pipeline(
        spec,
        tracking_uri=tracking_uri,
        artifact_location=outputs.artifact_root,
        registry=Registry(MlflowClient(tracking_uri), Ledger(tables), caller_arn(aws)),
        progress=progress,
    )
