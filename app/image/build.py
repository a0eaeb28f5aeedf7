"""Building the images: the targets of the Dockerfile, and a model's own requirements as a layer on top."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement

from app.errors import BadInputError, SlipwayError
from app.image.docker import docker, inspect
from app.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.progress import Progress, Step

TARGETS = ("model-server", "router", "tracking", "training")
# The server's own MLflow stays: it is mlflow-skinny, which every model takes for MLflow.
_SERVERS_OWN = frozenset({"mlflow", "mlflow-skinny"})


@dataclass(frozen=True)
class Built:
    """An image that was built.

    Attributes:
        reference: Its name and tag.
        image_id: `sha256:…` of its configuration; equal for equal contents.
        size_bytes: What it takes unpacked, base included.
    """

    reference: str
    image_id: str
    size_bytes: int


def default_reference(target: str) -> str:
    """The name that an image gets unless another is given."""
    return f"slipway/{target}:dev"


def reference_for(model_uri: str) -> str:
    """The name of an image that was built for a model: its URI in letters that a tag may have (pure)."""
    words = re.sub(r"[^a-z0-9]+", "-", model_uri.lower().removeprefix("models:")).strip("-")
    # https://docs.docker.com/reference/cli/docker/image/tag: a tag has at most 128 characters.
    return f"slipway/model-server:for-{words[-100:].strip('-')}"


def build(root: Path, target: str, reference: str, progress: Progress) -> Built:
    """Build one target of the Dockerfile in `root`.

    Raises:
        BadInputError: There is no such target.
        SlipwayError: No engine answers, or the build failed.
    """
    if target not in TARGETS:
        hint = nearest(target, TARGETS)
        raise BadInputError(f"there is no image {target!r}{hint}", fix=f"choose one of {', '.join(TARGETS)}")
    return _build(root, ("--target", target), reference, progress)


def build_for(base: str, model_uri: str, requirements: str, reference: str, progress: Progress) -> Built:
    """Build an image that has a model's own requirements on top of the model server's.

    Args:
        base: The model server's image.
        model_uri: The model, for the image's label.
        requirements: Text of the model's requirements.txt.
        reference: Name and tag of the new image.
        progress: Where steps are reported.

    Raises:
        SlipwayError: Nothing is to be added, the requirements cannot be installed, or the server does not start with
            them.
    """
    lines = own_requirements(requirements.splitlines())
    if not lines:
        raise SlipwayError(f"{model_uri} needs nothing that {base} could lack", fix=f"serve it from {base}")
    with tempfile.TemporaryDirectory(prefix="slipway-image-") as folder:
        context = Path(folder)
        (context / "model.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (context / "Dockerfile").write_text(layer(base), encoding="utf-8")
        return _build(context, ("--label", f"slipway.model-uri={model_uri}"), reference, progress)


def layer(base: str) -> str:
    """The Dockerfile that installs `model.txt` on top of `base` (pure)."""
    # A requirement that breaks the server shows here, not at the first start in a cluster.
    return f"""FROM {base}
USER 0:0
COPY model.txt requirements/
RUN pip --python /opt/slipway/venv/bin/python install --no-cache-dir -r requirements/model.txt \\
    && python -c "import app.serving.server"
USER 10001:10001
"""


def own_requirements(lines: Iterable[str]) -> list[str]:
    """Lines of a model's requirements.txt without comments and without MLflow, which the server brings (pure)."""
    stripped = (re.sub(r"(^|\s)#.*", "", line).strip() for line in lines)
    return [line for line in stripped if line and _name(line) not in _SERVERS_OWN]


def _name(line: str) -> str:
    try:
        return re.sub(r"[-_.]+", "-", Requirement(line).name).lower()
    except InvalidRequirement:
        return ""  # an option of pip's or a URL: pip knows what to do with it


def _build(context: Path, options: tuple[str, ...], reference: str, progress: Progress) -> Built:
    with progress.step(f"Building {reference}") as step:
        docker("build", *options, "--tag", reference, ".", cwd=context, said=lambda line: _note(step, line))
    found = inspect("image", reference)
    return Built(reference, str(found["Id"]), int(found["Size"]))


def _note(step: Step, line: str) -> None:
    """Say a build's steps: `Step 3/9 : RUN …` of the classic builder, `#7 [target 3/9] RUN …` of BuildKit."""
    if re.match(r"Step \d+/|#\d+ \[", line):
        step.advance(line[:100])
