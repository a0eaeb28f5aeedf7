"""The reference profile's way into MLflow and back: an artifact of the run that trained the version."""

# mypy: allow-untyped-calls
# MLflow is typed in part only.
from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import SlipwayError
from app.monitoring.profile import ARTIFACT_FOLDER, FILE_NAME, ReferenceProfile, build, parse
from app.registry.stages import ALIASES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from mlflow import MlflowClient

_HOW_TO_HAVE_ONE = "train it with bin/slipway train, or call app.monitoring.reference.log_profile in your training run"


def profile_of(features: pd.DataFrame, predictions: Any) -> ReferenceProfile:
    """The profile of a training.

    Args:
        features: The inputs that the model learned from, with the columns of its signature.
        predictions: The model's answers to rows that it did not learn from: a sequence, an array or a frame.

    Raises:
        ValueError: There are no rows.
    """
    return build({str(name): features[name].tolist() for name in features.columns}, _columns(predictions))


def log_profile(features: pd.DataFrame, predictions: Any) -> ReferenceProfile:
    """Log the profile of a training as an artifact of the active MLflow run; see `profile_of`."""
    import mlflow  # noqa: PLC0415 - slow to import

    profile = profile_of(features, predictions)
    mlflow.log_text(profile.model_dump_json(indent=2) + "\n", f"{ARTIFACT_FOLDER}/{FILE_NAME}")
    return profile


def load_profile(client: MlflowClient, model: str, version: str) -> ReferenceProfile:
    """The profile of a registered version.

    Raises:
        SlipwayError: The version has none, or it is not readable.
        MlflowException: There is no such version, or the tracking server or the artifact store failed.
    """
    import mlflow.artifacts  # noqa: PLC0415 - slow to import

    run_id = client.get_model_version(model, version).run_id
    if not run_id:
        raise SlipwayError(
            f"{model} version {version} has no reference profile",
            why="it was registered without a run",
            fix=_HOW_TO_HAVE_ONE,
        )
    path = f"{ARTIFACT_FOLDER}/{FILE_NAME}"
    if path not in {each.path for each in client.list_artifacts(run_id, ARTIFACT_FOLDER)}:
        raise SlipwayError(
            f"{model} version {version} has no reference profile",
            why=f"run {run_id} has no {path}",
            fix=_HOW_TO_HAVE_ONE,
        )
    with tempfile.TemporaryDirectory(prefix="slipway-profile-") as folder:
        file = mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path=path, dst_path=folder)
        return parse(Path(file).read_text(encoding="utf-8"))


def stable_version(client: MlflowClient, model: str) -> str | None:
    """The version in Production, by the alias that the registry keeps; None where there is none, or no such model."""
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    try:
        aliases: dict[str, str] = client.get_registered_model(model).aliases
    except MlflowException as error:
        if error.error_code != "RESOURCE_DOES_NOT_EXIST":
            raise
        return None
    return aliases.get(ALIASES[Stage.PRODUCTION])


class Models:
    """What the tracking server knows of models.

    Args:
        tracking_uri: The tracking server.
    """

    def __init__(self, tracking_uri: str) -> None:
        self._tracking_uri = tracking_uri

    def profile(self, model: str, version: str) -> ReferenceProfile:
        """See `load_profile`; what the server fails with is a SlipwayError."""
        with self._client() as client:
            return load_profile(client, model, version)

    def stable(self, model: str) -> str | None:
        """See `stable_version`; the same."""
        with self._client() as client:
            return stable_version(client, model)

    @contextmanager
    def _client(self) -> Iterator[MlflowClient]:
        from mlflow import MlflowClient  # noqa: PLC0415 - slow to import

        from app.pipeline.session import session  # noqa: PLC0415 - slow to import

        with session(self._tracking_uri):
            yield MlflowClient(self._tracking_uri)


def _columns(predictions: Any) -> dict[str, list[Any]]:
    """Predictions as MLflow's server sends them, column by column."""
    if hasattr(predictions, "columns"):
        return {str(name): predictions[name].tolist() for name in predictions.columns}
    values = predictions.tolist() if hasattr(predictions, "tolist") else list(predictions)
    return {"": values}
