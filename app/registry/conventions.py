"""Names that the pipeline, the registry and the releases agree on: experiments and tag keys, in one place."""

from __future__ import annotations

# Tags of a model version.
STAGE_TAG = "slipway.stage"
SPEC_DIGEST_TAG = "slipway.spec_digest"  # sha256 of what decides a training: data, estimator, split, seed
GATE_TAG = "slipway.gate"  # the verdict of the gates before Staging
GATE_REASON_TAG = "slipway.gate.reason"
ARTIFACTS_TAG = "slipway.artifacts"
ARTIFACTS_MISSING = "missing"

# Tags of a run.
DATA_DIGEST_TAG = "slipway.data_digest"  # sha256 of the training data
PYTHON_TAG = "slipway.python"
MODEL_TAG = "slipway.model"


def experiment_name(model: str) -> str:
    """The experiment that holds a registered model's training runs."""
    return f"slipway/{model}"


def experiment_location(artifact_root: str, model: str) -> str:
    """The folder below `artifact_root` (`s3://bucket/prefix`) that holds a model's runs, models and reports.

    One folder a model: a role can then be given one model's artifacts and no other's.
    """
    return f"{artifact_root.rstrip('/')}/{model}"
