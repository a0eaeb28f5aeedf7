"""What the pipeline keeps in MLflow: experiment, run, model, version."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.monitoring.reference import log_profile
from app.pipeline import environment, report
from app.pipeline.faults import is_missing_bucket
from app.registry import conventions

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

    from app.gates import GateReport
    from app.pipeline.data import Dataset
    from app.pipeline.evaluation import Evaluation
    from app.pipeline.spec import PipelineSpec, Training
    from app.pipeline.training import Split

_EXAMPLE_ROWS = 3
_DIGEST_LENGTH = 36  # characters, MLflow's limit for a data set's digest
_TAG_LENGTH = 5000  # characters, MLflow's limit for a version's tag
# Types in our models that skops only loads when they are named; its own list is of what is safe whatever the bytes are.
# A model with any other type is refused when it is saved: MLflow loads it once with this list.
_TRUSTED_TYPES = (
    "numpy.dtype",
    "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
    "sklearn.tree._tree.Tree",
)


@dataclass(frozen=True)
class Trained:
    """A training's products, on their way into MLflow."""

    training: Training
    model: Any
    data: Dataset
    part: Split
    evaluation: Evaluation
    spec_digest: str


def experiment(client: MlflowClient, model: str, artifact_root: str) -> str:
    """The id of a model's experiment, made where it is missing, with its artifacts below `artifact_root`.

    An experiment keeps its artifact location for ever. Where the root has changed, the old experiment is set aside
    under another name, with all its runs.

    Raises:
        MlflowException: The artifact store is not there, or may not be read: found out before any training.
    """
    from mlflow.store.artifact.artifact_repository_registry import (  # noqa: PLC0415 - slow to import
        get_artifact_repository,
    )

    name = conventions.experiment_name(model)
    location = conventions.experiment_location(artifact_root, model)
    get_artifact_repository(location).list_artifacts("evaluation")  # never there: asks the store and lists nothing
    found = client.get_experiment_by_name(name)
    if found is not None and found.lifecycle_stage == "deleted":
        client.restore_experiment(found.experiment_id)
    if found is not None and found.artifact_location.rstrip("/") != location:
        client.rename_experiment(found.experiment_id, f"{name} until {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
        found = None
    return str(found.experiment_id if found else client.create_experiment(name, artifact_location=location))


def log(client: MlflowClient, experiment_id: str, spec: PipelineSpec, made: Trained, actor: str) -> ModelVersion:
    """Log a training as a run with its model, and register the model as a new version."""
    import mlflow  # noqa: PLC0415 - slow to import

    run = client.create_run(experiment_id, tags=_run_tags(spec, made, actor), run_name=made.training.estimator)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_params(_params(spec, made))
        mlflow.log_metrics(dict(made.evaluation.metrics), dataset=_log_data(made.data))
        mlflow.log_dict(environment.describe(), "environment.json")
        _log_report(spec, made)
        # Answers to rows that no training saw: of what it has learned, a model is surer than of what it will meet.
        log_profile(made.part.train_features, made.model.predict(made.part.test_features))
        info = _log_model(made)
    return _register(client, spec, made, run.info.run_id, info)


def _run_tags(spec: PipelineSpec, made: Trained, actor: str) -> dict[str, str]:
    tags = {
        "mlflow.user": actor,
        "mlflow.source.name": "app.pipeline",
        "mlflow.source.type": "JOB",
        conventions.MODEL_TAG: spec.model,
        conventions.SPEC_DIGEST_TAG: made.spec_digest,
        conventions.DATA_DIGEST_TAG: made.data.digest,
        conventions.PYTHON_TAG: environment.python(),
    }
    commit = environment.git_commit()
    return tags | ({"mlflow.source.git.commit": commit} if commit else {})


def _params(spec: PipelineSpec, made: Trained) -> dict[str, object]:
    split = {"test_share": spec.test_share, "seed": spec.seed}
    return {"estimator": made.training.estimator, **split, **made.model.named_steps["classifier"].get_params()}


def _log_data(data: Dataset) -> Any:
    import mlflow  # noqa: PLC0415 - slow to import
    from mlflow.data.code_dataset_source import CodeDatasetSource  # noqa: PLC0415 - slow to import
    from mlflow.data.pandas_dataset import from_pandas  # noqa: PLC0415 - slow to import

    target = str(data.target.name)
    frame = data.features.assign(**{target: data.target})
    source = CodeDatasetSource({"source": data.source})
    made = from_pandas(frame, source=source, targets=target, name=data.name, digest=data.digest[:_DIGEST_LENGTH])
    mlflow.log_input(made, context="training")
    return made


def _log_report(spec: PipelineSpec, made: Trained) -> None:
    import mlflow  # noqa: PLC0415 - slow to import

    title = f"{spec.model}: {made.training.estimator.replace('_', ' ')}"
    with tempfile.TemporaryDirectory(prefix="slipway-report-") as folder:
        report.write(Path(folder), title=title, data=made.data, training=made.training, evaluation=made.evaluation)
        mlflow.log_artifacts(folder, "evaluation")


def _log_model(made: Trained) -> Any:
    import mlflow.sklearn  # noqa: PLC0415 - slow to import
    import pandas as pd  # noqa: PLC0415 - slow to import
    from mlflow.models import infer_signature  # noqa: PLC0415 - slow to import

    example = made.part.train_features.head(_EXAMPLE_ROWS)
    answer = pd.Series(made.model.predict(example), dtype=object, name=made.data.target.name)
    return mlflow.sklearn.log_model(
        made.model,
        name="model",
        signature=infer_signature(example, answer),
        input_example=example,
        # Said, not found out: MLflow would load the model in another process to see what it imports, 10 s and more.
        pip_requirements=environment.requirements(),
        # No pickle: loading one runs whatever code is in it.
        serialization_format=mlflow.sklearn.SERIALIZATION_FORMAT_SKOPS,
        skops_trusted_types=list(_TRUSTED_TYPES),
    )


def _register(client: MlflowClient, spec: PipelineSpec, made: Trained, run_id: str, info: Any) -> ModelVersion:
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    try:
        client.create_registered_model(spec.model)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    # The key comes with the version in one write: a version without it would never be found again.
    tags = {conventions.SPEC_DIGEST_TAG: made.spec_digest, conventions.DATA_DIGEST_TAG: made.data.digest}
    description = f"{made.training.estimator} on {made.data.name}"
    return client.create_model_version(
        spec.model, source=info.model_uri, run_id=run_id, model_id=info.model_id, tags=tags, description=description
    )


def find(client: MlflowClient, model: str, spec_digest: str) -> ModelVersion | None:
    """The newest version that the same training on the same data has made, with its artifacts or without."""
    query = f"name = '{model}' AND tags.`{conventions.SPEC_DIGEST_TAG}` = '{spec_digest}'"
    return max(client.search_model_versions(query), key=lambda each: int(each.version), default=None)


def artifacts_exist(client: MlflowClient, version: ModelVersion) -> bool:
    """Whether a version's model is still where it was put.

    Only "not there" counts as that: a store that does not answer or denies access raises its own error.
    """
    from botocore.exceptions import ClientError  # noqa: PLC0415 - slow to import
    from mlflow.artifacts import list_artifacts  # noqa: PLC0415 - slow to import
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    location = client.get_model_version_download_uri(version.name, version.version)
    try:
        names = {Path(each.path).name for each in list_artifacts(artifact_uri=location)}
    except (ClientError, MlflowException) as error:
        if not is_missing_bucket(error):
            raise
        return False
    return {"MLmodel", "model.skops"} <= names


def metrics(client: MlflowClient, version: ModelVersion) -> dict[str, float]:
    """A version's metrics, from the run that trained it; none where it has no run."""
    return dict(client.get_run(version.run_id).data.metrics) if version.run_id else {}


def note_gates(client: MlflowClient, version: ModelVersion, report: GateReport) -> None:
    """Write on a version what its gates said, so that the registry's own pages show it."""
    said = "; ".join(result.message for result in report.results)
    client.set_model_version_tag(version.name, version.version, conventions.GATE_REASON_TAG, said[:_TAG_LENGTH])
    client.set_model_version_tag(version.name, version.version, conventions.GATE_TAG, report.verdict.value)
