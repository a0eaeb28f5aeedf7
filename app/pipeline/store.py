"""What the pipeline writes to MLflow: experiment, run, model, version. The only file of the room that speaks to it."""

from __future__ import annotations

import logging
import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.pipeline import environment, report
from app.registry import conventions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

    from app.gates import GateReport
    from app.pipeline.data import Dataset
    from app.pipeline.evaluation import Evaluation
    from app.pipeline.spec import PipelineSpec, Training
    from app.pipeline.training import Split

_EXAMPLE_ROWS = 3
_TAG_LENGTH = 5000  # characters, MLflow's limit for a version's tag
_DIGEST_LENGTH = 36  # the longest digest that MLflow's data set table takes
# The types in our models that skops wants named before it loads them: its own list is of what is safe whatever the
# bytes are. A model with any other type is refused when it is saved, not when it is loaded in production.
_TRUSTED_PREFIXES = ("sklearn.",)
_TRUSTED_TYPES = ("numpy.dtype",)


@dataclass(frozen=True)
class Trained:
    """A training's products, on their way into MLflow."""

    training: Training
    model: Any
    data: Dataset
    part: Split
    evaluation: Evaluation
    spec_digest: str


@contextmanager
def session(tracking_uri: str) -> Iterator[None]:
    """Point MLflow's global state at a server, quietly, and put it back afterwards.

    MLflow has no way to log a model without its global state; its progress lines would come between ours.
    """
    import mlflow  # noqa: PLC0415 - slow to import

    before, logger, quiet = mlflow.get_tracking_uri(), logging.getLogger("mlflow"), _environment(_QUIET)
    level = logger.level
    mlflow.set_tracking_uri(tracking_uri)
    logger.setLevel(logging.ERROR)
    try:
        with quiet:
            yield
    finally:
        logger.setLevel(level)
        mlflow.set_tracking_uri(before)


_QUIET = {
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
}


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def experiment(client: MlflowClient, model: str, artifact_root: str) -> str:
    """The id of a model's experiment, made where it is missing, with its artifacts below `artifact_root`."""
    name = conventions.experiment_name(model)
    location = conventions.experiment_location(artifact_root, model)
    found = client.get_experiment_by_name(name)
    if found is None:
        return str(client.create_experiment(name, artifact_location=location))
    return str(found.experiment_id)


def log(client: MlflowClient, experiment_id: str, spec: PipelineSpec, made: Trained, actor: str) -> ModelVersion:
    """Log a training as a run with its model, and register the model as a new version."""
    import mlflow  # noqa: PLC0415 - slow to import

    run = client.create_run(experiment_id, tags=_run_tags(spec, made, actor), run_name=made.training.estimator)
    with mlflow.start_run(run_id=run.info.run_id):
        mlflow.log_params(_params(spec, made))
        mlflow.log_metrics(dict(made.evaluation.metrics), dataset=_log_data(made.data))
        mlflow.log_dict(environment.describe(), "environment.json")
        _log_report(spec, made)
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

    frame = data.features.assign(target=data.target) if "target" not in data.features else data.features
    source = CodeDatasetSource({"source": data.source})
    made = mlflow.data.from_pandas(frame, source=source, name=data.name, digest=data.digest[:_DIGEST_LENGTH])
    mlflow.log_input(made, context="training")
    return made


def _log_report(spec: PipelineSpec, made: Trained) -> None:
    import mlflow  # noqa: PLC0415 - slow to import

    with tempfile.TemporaryDirectory(prefix="slipway-report-") as folder:
        title = f"{spec.model}: {made.training.estimator.replace('_', ' ')}"
        report.write(Path(folder), title=title, data=made.data, training=made.training, evaluation=made.evaluation)
        mlflow.log_artifacts(folder, "evaluation")


def _log_model(made: Trained) -> Any:
    import mlflow.sklearn  # noqa: PLC0415 - slow to import
    import pandas as pd  # noqa: PLC0415 - slow to import
    from mlflow.models import infer_signature  # noqa: PLC0415 - slow to import

    example = made.part.train_features.head(_EXAMPLE_ROWS)
    answer = pd.Series(made.model.predict(example), dtype=object, name="class")
    return mlflow.sklearn.log_model(
        made.model,
        name="model",
        signature=infer_signature(example, answer),
        input_example=example,
        # Said, not found out: MLflow would load the model in another process to see what it imports, 10 s and more.
        pip_requirements=environment.requirements(),
        skops_trusted_types=_trusted_types(made.model),
    )


def _trusted_types(model: Any) -> list[str]:
    import skops.io  # noqa: PLC0415 - slow to import

    unknown = skops.io.get_untrusted_types(data=skops.io.dumps(model))
    return [name for name in unknown if name.startswith(_TRUSTED_PREFIXES) or name in _TRUSTED_TYPES]


def _register(client: MlflowClient, spec: PipelineSpec, made: Trained, run_id: str, info: Any) -> ModelVersion:
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    try:
        client.create_registered_model(spec.model)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    # The key comes with the version in one write: a version without it would never be found again.
    tags = {conventions.SPEC_DIGEST_TAG: made.spec_digest, conventions.DATA_DIGEST_TAG: made.data.digest}
    return client.create_model_version(
        spec.model,
        source=info.model_uri,
        run_id=run_id,
        model_id=info.model_id,
        tags=tags,
        description=f"{made.training.estimator} on {made.data.name}",
    )


def find(client: MlflowClient, model: str, spec_digest: str) -> ModelVersion | None:
    """The newest version that the same training on the same data has made, with its artifacts or without."""
    query = f"name = '{model}' AND tags.`{conventions.SPEC_DIGEST_TAG}` = '{spec_digest}'"
    same = client.search_model_versions(query)
    return max(same, key=lambda each: int(each.version), default=None)


def artifacts_exist(client: MlflowClient, version: ModelVersion) -> bool:
    """Whether a version's model is still where it was put.

    Only "not there" counts as that; a store that does not answer or denies access raises.
    """
    from botocore.exceptions import ClientError  # noqa: PLC0415 - slow to import
    from mlflow.artifacts import list_artifacts  # noqa: PLC0415 - slow to import

    location = client.get_model_version_download_uri(version.name, version.version)
    try:
        names = {Path(each.path).name for each in list_artifacts(artifact_uri=location)}
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
        return False
    return {"MLmodel", "model.skops"} <= names


def metrics(client: MlflowClient, version: ModelVersion) -> dict[str, float]:
    """A version's metrics, from the run that trained it."""
    return dict(client.get_run(version.run_id).data.metrics)


def note_gates(client: MlflowClient, version: ModelVersion, report: GateReport) -> None:
    """Write on a version what its gates said, so that the registry's own pages show it."""
    said = "; ".join(result.message for result in report.results)
    client.set_model_version_tag(version.name, version.version, conventions.GATE_REASON_TAG, said[:_TAG_LENGTH])
    client.set_model_version_tag(version.name, version.version, conventions.GATE_TAG, report.verdict.value)
