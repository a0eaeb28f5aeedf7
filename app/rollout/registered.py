"""What the registry says of the model to release: which version a URI means, and its input example."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import BadInputError, SlipwayError
from app.registry.stages import Stage

if TYPE_CHECKING:
    from mlflow import MlflowClient

    from app.registry.promotion import Registry

_URI = re.compile(r"models:/+(?P<name>[^/@]+)(?:/(?P<version>\d+)|/(?P<stage>[A-Za-z]+)|@(?P<alias>[^/@]+))")


@dataclass(frozen=True)
class RegisteredVersion:
    """A version of a registered model."""

    model: str
    version: str


def resolve(model_uri: str, registry: Registry) -> RegisteredVersion:
    """The version that `models:/name/version`, `models:/name@alias` or `models:/name/Stage` means now.

    Raises:
        BadInputError: The URI has another form, or there is no such version, alias or version in that stage.
    """
    found = _URI.fullmatch(model_uri)
    if found is None:
        raise BadInputError(
            f"model URI {model_uri!r} names no registered version",
            why="only registered versions have passed gates and can become Production",
            fix="register the model, then use models:/name/version, models:/name@alias or models:/name/Stage",
        )
    name = found["name"]
    if found["stage"]:
        stage = _stage(found["stage"])
        version = registry.version_in(name, stage)
    elif found["alias"]:
        version = _version_of_alias(registry.client, name, found["alias"])
    else:
        version = found["version"]
    if version is None:
        raise BadInputError(f"{model_uri} names no version", why=f"no version of {name} is there now")
    registry.stage_of(name, version)  # raises where the version does not exist
    return RegisteredVersion(name, version)


def input_example(model: str, version: str, tracking_uri: str) -> bytes | None:
    """The request body MLflow logged with the model (`input_example=`); None where it was logged without one.

    Raises:
        SlipwayError: The model's artifacts cannot be read.
    """
    import yaml  # noqa: PLC0415 - needed for a release only

    path = (_model_file(model, version, "MLmodel", tracking_uri)).read_text(encoding="utf-8")
    info: dict[str, Any] = yaml.safe_load(path).get("saved_input_example_info") or {}
    name = info.get("serving_input_path")
    return _model_file(model, version, name, tracking_uri).read_bytes() if name else None


def _model_file(model: str, version: str, name: str, tracking_uri: str) -> Path:
    from mlflow.artifacts import download_artifacts  # noqa: PLC0415 - slow to import
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - see above

    uri = f"models:/{model}/{version}/{name}"
    try:
        return Path(download_artifacts(artifact_uri=uri, tracking_uri=tracking_uri, registry_uri=tracking_uri))
    except (MlflowException, OSError) as error:
        raise SlipwayError(
            f"{uri} cannot be read", why=str(error), fix="see whether its artifacts are there"
        ) from error


def _stage(given: str) -> Stage:
    by_name = {stage.value.lower(): stage for stage in Stage}
    if given.lower() not in by_name:
        raise BadInputError(f"unknown stage {given!r}", why=f"stages are {', '.join(Stage)}")
    return by_name[given.lower()]


def _version_of_alias(client: MlflowClient, name: str, alias: str) -> str | None:
    from mlflow.exceptions import MlflowException  # noqa: PLC0415 - slow to import

    try:
        return str(client.get_model_version_by_alias(name, alias).version)
    except MlflowException as error:
        if error.error_code not in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
            raise
        return None
