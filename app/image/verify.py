"""Proof that an image serves: pulled by its digest, run as a cluster runs it, asked for a prediction."""

from __future__ import annotations

import json
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from app.errors import BadInputError, SlipwayError
from app.image.docker import docker, inspect
from app.image.ecr import signed_in
from app.image.push import digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.progress import Progress

READY_SECONDS = 120.0
_POLL_SECONDS = 0.2
_EXAMPLE = "serving_input_example.json"
_PORT = 8080


@dataclass(frozen=True)
class Proof:
    """What was seen.

    Attributes:
        reference: The image, by digest.
        model_uri: The model that it served.
        user: The user that the server ran as.
        ready_seconds: From start to ready.
        status: Of the prediction, always 200.
        answer: What was predicted for the model's input example.
    """

    reference: str
    model_uri: str
    user: str
    ready_seconds: float
    status: int
    answer: Any


def verify(reference: str, model_uri: str, progress: Progress, *, ready_seconds: float = READY_SECONDS) -> Proof:
    """Pull an image, run it by its digest with a read-only root file system, and have it predict.

    The model is downloaded with the caller's own rights and mounted: what is proven is the image.

    Raises:
        BadInputError: The image runs as root, or the model has no input example.
        SlipwayError: It cannot be pulled, the model cannot be downloaded, or the server does not serve it.
    """
    with progress.step(f"Verifying {reference}", total=4) as step:
        step.advance("pulling", by=0)
        with signed_in(reference) as config:
            docker("pull", reference, config=config)
        pinned = digest_of(reference)
        user = _user(pinned)
        step.advance(f"fetching {model_uri}")
        with tempfile.TemporaryDirectory(prefix="slipway-verify-") as folder:
            model = _fetch(model_uri, Path(folder))
            example = _example(model, model_uri)
            step.advance(f"starting {pinned}")
            with _server(pinned, model, ready_seconds) as (url, took):
                step.advance("predicting")
                answer = _predict(url, example)
            step.advance()
    return Proof(pinned, model_uri, user, round(took, 1), 200, answer)


def _user(reference: str) -> str:
    user = str(inspect("image", reference)["Config"]["User"])
    if user.partition(":")[0] in {"", "0", "root"}:
        raise BadInputError(f"{reference} runs as root", fix="give it a user of its own: USER 10001:10001")
    return user


def fetch(model_uri: str, folder: Path) -> Path:
    """Download a model, or a file of one, with the caller's own rights.

    Raises:
        SlipwayError: It is not there, or cannot be reached.
    """
    import mlflow.artifacts  # noqa: PLC0415 - slow to import
    from mlflow.exceptions import MlflowException  # noqa: PLC0415

    try:
        return Path(mlflow.artifacts.download_artifacts(model_uri, dst_path=str(folder)))
    except (MlflowException, OSError) as error:
        raise SlipwayError(
            f"cannot download {model_uri}",
            why=str(error).partition("\n")[0],
            fix="check the name and MLFLOW_TRACKING_URI, or give a folder",
        ) from error


def _fetch(model_uri: str, folder: Path) -> Path:
    """The model in a folder that the server's user can read."""
    model = fetch(model_uri, folder)
    if folder in model.parents or model == folder:
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    return model.resolve()


def _example(model: Path, model_uri: str) -> bytes:
    try:
        return (model / _EXAMPLE).read_bytes()
    except OSError as error:
        raise BadInputError(
            f"{model_uri} cannot be asked for a prediction",
            why="it was logged without an input example",
            fix="log the model with input_example=…",
        ) from error


@contextmanager
def _server(reference: str, model: Path, ready_seconds: float) -> Iterator[tuple[str, float]]:
    """Run the server until the context closes; gives its URL and the seconds it took to be ready."""
    words = ["run", "--detach", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL"]  # noqa: S108 - in the container
    words += ["--security-opt", "no-new-privileges", "--publish", f"127.0.0.1::{_PORT}"]
    words += ["--volume", f"{model}:/model:ro", reference]
    words += ["--model-uri", "/model", "--name", "model", "--version", "1"]
    started = time.monotonic()
    container = docker(*words).strip()
    try:
        address = docker("port", container, str(_PORT)).splitlines()[0]
        _wait(container, f"http://{address}", ready_seconds)
        yield f"http://{address}", time.monotonic() - started
    finally:
        docker("rm", "--force", "--volumes", container)


def _wait(container: str, url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _is_ready(url):
            return
        if not inspect("container", container)["State"]["Running"]:
            raise _not_ready(container, "the server ended")
        time.sleep(_POLL_SECONDS)
    raise _not_ready(container, f"it was not ready after {seconds:g} s")


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/ready", timeout=2, trust_env=False).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


def _not_ready(container: str, what: str) -> SlipwayError:
    lines: list[str] = []
    docker("logs", container, said=lines.append)
    return SlipwayError(f"the image does not serve the model: {what}", why="\n".join(_reasons(lines)))


def _reasons(lines: list[str]) -> list[str]:
    """What the server's log says of its failure: the messages of its errors, else its last lines (pure)."""
    messages = []
    for line in lines:
        try:
            document = json.loads(line)
        except ValueError:
            continue
        if isinstance(document, dict) and document.get("level") == "error" and "message" in document:
            messages.append(str(document["message"]))
    return messages[-1:] or lines[-5:]


def _predict(url: str, example: bytes) -> Any:
    headers = {"content-type": "application/json"}
    answer = httpx.post(f"{url}/invocations", content=example, headers=headers, timeout=30, trust_env=False)
    if answer.status_code != httpx.codes.OK:
        raise SlipwayError(f"the image answers the model's input example with {answer.status_code}", why=answer.text)
    return answer.json()
