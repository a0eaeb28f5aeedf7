"""A version's way from one environment's registry into another's, with what was found out about it.

Each environment has a tracking server, artifacts and a ledger of its own. A version that goes on is copied byte for
byte, never trained again: what was checked is what serves. Tags go with it, the evidence of passed checks among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.monitoring.profile import ARTIFACT_FOLDER
from app.pipeline.store import experiment
from app.registry import conventions
from app.registry.stages import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mlflow import MlflowClient

    from app.registry.promotion import Registry

COPIED_TAG = "slipway.copied_from"
_MODEL_FOLDER = "model"


@dataclass(frozen=True)
class Fetched:
    """A version on its way.

    Args:
        model: The registered model.
        origin: Where it comes from: environment, model and version, in a form that names it for ever.
        stage: The stage it has there.
        tags: Its tags, but for that of its stage.
        description: Its description.
        artifacts: The folder that holds the model meanwhile.
        profile: The folder that holds its reference profile; None where it has none.
    """

    model: str
    origin: str
    stage: Stage
    tags: Mapping[str, str]
    description: str
    artifacts: Path
    profile: Path | None


def fetch(registry: Registry, environment: str, model: str, version: str, folder: Path) -> Fetched:
    """Download a version.

    Args:
        registry: The registry that has it.
        environment: Whose registry that is.
        model: The registered model.
        version: Its version.
        folder: An empty folder for its artifacts.

    Raises:
        BadInputError: There is no such version, or its gates have not passed.
        MlflowException: Its artifacts cannot be read.
    """
    from mlflow.artifacts import download_artifacts  # noqa: PLC0415 - slow to import

    stage = registry.stage_of(model, version)
    if stage is Stage.NONE:
        raise BadInputError(
            f"{model} version {version} is not copied from {environment}", why="its gates have not passed there"
        )
    client = registry.client
    found = client.get_model_version(model, version)
    uri = client.get_model_version_download_uri(model, version)
    artifacts = download_artifacts(artifact_uri=uri, dst_path=str(_empty(folder / _MODEL_FOLDER)))
    profile = None
    if found.run_id and client.list_artifacts(found.run_id, ARTIFACT_FOLDER):
        profile = Path(client.download_artifacts(found.run_id, ARTIFACT_FOLDER, str(_empty(folder / "run"))))
    tags = {key: value for key, value in found.tags.items() if key != conventions.STAGE_TAG}
    origin = f"{environment}:{model}/{version}:{found.creation_timestamp}"
    return Fetched(model, origin, stage, tags, found.description or "", Path(artifacts), profile)


def _empty(folder: Path) -> Path:
    folder.mkdir()
    return folder


def put(registry: Registry, fetched: Fetched, artifact_root: str) -> str:
    """Register a downloaded version, in Staging.

    Args:
        registry: The registry that gets it.
        fetched: The version.
        artifact_root: Below which its environment's experiments keep their artifacts: model servers may read there.

    Returns:
        Its number; that of an earlier copy where there is one.

    Raises:
        MlflowException: The tracking server or the artifact store does not take it.
    """
    version = _copy_of(registry.client, fetched) or _register(registry.client, fetched, artifact_root)
    for key, value in fetched.tags.items():  # an earlier copy may have been made before its checks
        registry.client.set_model_version_tag(fetched.model, version, key, value)
    if registry.stage_of(fetched.model, version) is Stage.NONE:
        reason = f"copied from {fetched.origin}, {fetched.stage} there"
        registry.transition(fetched.model, version, Stage.STAGING, reason=reason)
    return version


def _copy_of(client: MlflowClient, fetched: Fetched) -> str | None:
    query = f"name = '{fetched.model}' AND tags.`{COPIED_TAG}` = '{fetched.origin}'"
    found = list(client.search_model_versions(query))
    return str(found[0].version) if found else None


def _register(client: MlflowClient, fetched: Fetched, artifact_root: str) -> str:
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    tags = {conventions.MODEL_TAG: fetched.model, COPIED_TAG: fetched.origin}
    kept = experiment(client, fetched.model, artifact_root)
    run = client.create_run(kept, tags=tags, run_name=f"copy of {fetched.origin}")
    client.log_artifacts(run.info.run_id, str(fetched.artifacts), _MODEL_FOLDER)
    if fetched.profile:
        client.log_artifacts(run.info.run_id, str(fetched.profile), ARTIFACT_FOLDER)
    client.update_run(run.info.run_id, status="FINISHED")  # set_terminated would print two lines
    try:
        client.create_registered_model(fetched.model)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise
    made = client.create_model_version(
        fetched.model,
        source=f"{run.info.artifact_uri}/{_MODEL_FOLDER}",
        run_id=run.info.run_id,
        tags={COPIED_TAG: fetched.origin},
        description=fetched.description,
    )
    return str(made.version)
