"""From a model URI to a model that is loaded and warm, or to the reason why not."""

# mypy: allow-untyped-calls
# MLflow is typed in part only.
from __future__ import annotations

import dataclasses
import re
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mlflow.artifacts
import mlflow.pyfunc
import requests
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as StoreConnectionError
from mlflow.exceptions import MlflowException, RestException
from packaging.requirements import InvalidRequirement, Requirement

from app.serving.direct import Verdict, choose
from app.serving.errors import (
    LoadError,
    MissingRequirementError,
    ModelMissingError,
    RegistryUnreachableError,
    WarmUpError,
)
from app.serving.model import Model
from app.serving.settings import NO_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.serving.settings import Settings


@dataclass(frozen=True)
class Loaded:
    """A model that is loaded and warm, and the direct path into it, if there is one."""

    model: Model
    verdict: Verdict


def load_with_retries(settings: Settings, folder: Path, *, failed: Callable[[LoadError, int, float], None]) -> Loaded:
    """Load and warm up, trying again as often as the settings say.

    Args:
        settings: Which model, how many attempts.
        folder: Where a model that is not on this machine is downloaded to.
        failed: Told of each failed attempt: the error, its number, and the seconds until the next (0: none).

    Raises:
        LoadError: The last attempt's error.
    """
    wait_seconds = settings.load_retry_seconds
    for attempt in range(1, settings.load_attempts + 1):
        try:
            return load(settings, folder)
        except LoadError as error:
            last = attempt == settings.load_attempts
            failed(error, attempt, 0.0 if last else wait_seconds)
            if last:
                raise
        time.sleep(wait_seconds)
        wait_seconds *= 2
    raise AssertionError  # load_attempts is at least 1


def load(settings: Settings, folder: Path) -> Loaded:
    """Download, load and warm up the model once.

    Raises:
        RegistryUnreachableError: Nobody answered.
        ModelMissingError: Somebody answered that it is not there.
        MissingRequirementError: A package that the model needs is not installed.
        WarmUpError: It cannot predict its own input example.
        LoadError: Anything else that went wrong.
    """
    path: Path | None = None
    try:
        settings = _pinned(settings)
        # A folder for each version: one that is loaded beside another must not write over its files.
        own = folder / settings.version
        own.mkdir(parents=True, exist_ok=True)
        path = Path(mlflow.artifacts.download_artifacts(settings.model_uri, dst_path=str(own)))
        _verify(settings, path)
        pyfunc = mlflow.pyfunc.load_model(str(path), suppress_warnings=True)
    except LoadError:
        raise
    except Exception as error:  # a model's own code runs here and may raise anything
        raise _explained(error, settings.model_uri, path) from error
    example_body = pyfunc.metadata.get_serving_input(str(path))
    model = Model(pyfunc, name=settings.name, version=settings.version, example_body=example_body)
    try:
        _warm_up(model, pyfunc.input_example)
    except WarmUpError as error:
        if any(isinstance(cause, ImportError) for cause in _chain(error)):
            raise _lacks_packages(settings.model_uri, path, error) from error
        raise
    return Loaded(model, choose(model))


def alias_version(model_uri: str) -> str:
    """The version that the alias in a `models:/name@alias` URI stands for.

    Raises:
        LoadError: Of the kind that says why it is not known.
    """
    try:
        return _alias_version(model_uri)
    except Exception as error:
        raise _explained(error, model_uri, None) from error


def _alias_version(model_uri: str) -> str:
    name, alias = _name_and_alias(model_uri)
    return str(mlflow.MlflowClient().get_model_version_by_alias(name, alias).version)


def _name_and_alias(model_uri: str) -> tuple[str, str]:
    name, _, alias = model_uri.removeprefix("models:").strip("/").partition("@")
    return name, alias


def _pinned(settings: Settings) -> Settings:
    """With an alias: the version it stands for, so that header, metrics and logs tell the version that is loaded."""
    if re.fullmatch(r"models:/+[^/@]+@[^/@]+", settings.model_uri) is None:
        return settings
    version = _alias_version(settings.model_uri)
    if settings.version not in {NO_VERSION, version}:
        raise LoadError(f"{settings.model_uri} is version {version}, and the server is told to be {settings.version}")
    name, _ = _name_and_alias(settings.model_uri)
    return dataclasses.replace(settings, model_uri=f"models:/{name}/{version}", version=version)


def _verify(settings: Settings, path: Path) -> None:
    """Hold what was downloaded against what the store lists: every file there, and of the same size."""
    for name, size in _listed(settings.model_uri, Path()):
        file = path / name
        found = file.stat().st_size if file.is_file() else None
        if found != size:
            raise LoadError(f"{name} of {settings.model_uri} was not downloaded whole: {found} of {size} bytes")


def _listed(uri: str, folder: Path) -> Iterator[tuple[Path, int]]:
    """Path below the model, and size in bytes, of each file that the store has."""
    for info in mlflow.artifacts.list_artifacts(artifact_uri=uri):
        name = Path(info.path).name
        if info.is_dir:
            yield from _listed(f"{uri.rstrip('/')}/{name}", folder / name)
        elif info.file_size is not None:
            yield folder / name, info.file_size


def _warm_up(model: Model, example: Any) -> None:
    """Predict the logged input example: what is loaded lazily is loaded now, and a broken model shows."""
    if example is None:
        return
    try:
        model.predict(example)
    except Exception as error:
        cause = error.__cause__ or error
        raise WarmUpError(
            f"the model is loaded but raises {type(cause).__name__} on its own input example: {cause}"
        ) from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _explained(error: Exception, model_uri: str, path: Path | None) -> LoadError:
    chain = list(_chain(error))
    if path is not None:
        return _load_failed(error, model_uri, path, chain)
    if any(_is_missing(cause) for cause in chain):
        return ModelMissingError(f"there is no {model_uri}: {error}")
    if any(_is_unreachable(cause) for cause in chain):
        return RegistryUnreachableError(f"cannot reach the place where {model_uri} is kept: {error}")
    return LoadError(f"cannot download {model_uri}: {type(error).__name__}: {error}")


def _load_failed(error: Exception, model_uri: str, path: Path, chain: list[BaseException]) -> LoadError:
    if any(isinstance(cause, ImportError) for cause in chain):
        return _lacks_packages(model_uri, path, error)
    if not (path / "MLmodel").is_file():
        return ModelMissingError(f"{model_uri} is no MLflow model: it has no MLmodel file")
    return LoadError(f"cannot load {model_uri}: {type(error).__name__}: {error}")


def _lacks_packages(model_uri: str, path: Path, error: BaseException) -> MissingRequirementError:
    names = ", ".join(missing_requirements(path)) or "see the import that failed"
    return MissingRequirementError(
        f"{model_uri} needs packages that are not installed here ({names}): {error}. "
        f"Install them next to the server, or serve it from an image that has them: "
        f"bin/slipway image build --for {model_uri}"
    )


def _is_missing(error: BaseException) -> bool:
    if isinstance(error, MlflowException):
        # An unknown alias has no code of its own.
        no_alias = re.search(r"alias .* not found", str(error)) is not None
        return no_alias or error.error_code in {"RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"}
    if isinstance(error, ClientError):
        return error.response.get("Error", {}).get("Code") in {"404", "NoSuchKey", "NoSuchBucket"}
    return isinstance(error, FileNotFoundError)


def _is_unreachable(error: BaseException) -> bool:
    if isinstance(error, RestException):
        # A gateway in front of a tracking server that is down answers for it.
        return bool(error.get_http_status_code() in {502, 503, 504})
    connection = requests.exceptions.ConnectionError, requests.exceptions.Timeout, StoreConnectionError, HTTPClientError
    return isinstance(error, (*connection, ConnectionError, TimeoutError))


def missing_requirements(path: Path) -> list[str]:
    """Lines of the model's requirements.txt whose package is not installed at all."""
    missing = []
    for line in _lines(path / "requirements.txt"):
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            continue  # an option or a URL: nothing whose presence could be looked up
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        if not _is_installed(requirement.name):
            missing.append(line)
    return missing


def _is_installed(name: str) -> bool:
    # mlflow-skinny is what a model means by MLflow, as far as loading and predicting go.
    names = (name, "mlflow-skinny") if name.lower() == "mlflow" else (name,)
    return any(True for each in names for _ in metadata.distributions(name=each))


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
