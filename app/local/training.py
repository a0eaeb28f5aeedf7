"""Pipelines on the local platform: the shared runner of `bin/up`'s sample and of `bin/slipway train`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.aws import emulator_session
from app.local.runtime import working_environment
from app.pipeline import platform

if TYPE_CHECKING:
    from app.local.runtime import Runtime
    from app.outputs import StackOutputs
    from app.pipeline.run import ModelVersion
    from app.pipeline.spec import PipelineSpec
    from app.progress import Progress


def train(spec: PipelineSpec, runtime: Runtime, outputs: StackOutputs, progress: Progress) -> list[ModelVersion]:
    """Run a pipeline against the local tracking server, bucket and database.

    Raises:
        BadInputError: The data or the spec cannot be trained with.
        SlipwayError: A version did not pass its gates, or a part of the platform failed.
    """
    with working_environment(runtime):
        return platform.train(spec, emulator_session(runtime.endpoint_url), outputs, progress)
