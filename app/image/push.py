"""Pushing an image, and what it is called by its digest afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import BadInputError
from app.image.docker import docker, inspect
from app.image.ecr import signed_in

if TYPE_CHECKING:
    from app.outputs import DataOutputs
    from app.progress import Progress


def repository_of(reference: str, data: DataOutputs) -> str:
    """The environment's repository for a local image, by the last part of its name (pure).

    Raises:
        BadInputError: The environment has no repository for such an image.
    """
    published = {
        "model-server": data.model_server_repository_url,
        "router": data.router_repository_url,
        "tracking": data.tracking_repository_url,
        "training": data.training_repository_url,
    }
    known = {name: url for name, url in published.items() if url is not None}
    name = split(reference)[0].rpartition("/")[2]
    if name not in known:
        raise BadInputError(
            f"{data.environment} has no repository for {reference}",
            why=f"it has them for {', '.join(known)}",
            fix="name one: --to REGISTRY/NAME:TAG",
        )
    return known[name]


def split(reference: str) -> tuple[str, str]:
    """Name and tag of an image; a registry's port is no tag, and no tag is `latest` (pure)."""
    name, colon, tag = reference.rpartition(":")
    return (name, tag) if colon and "/" not in tag else (reference, "latest")


def push(reference: str, to: str, progress: Progress) -> str:
    """Push a local image under another name.

    Args:
        reference: The local image.
        to: `registry/name:tag`.
        progress: Where steps are reported.

    Returns:
        `registry/name@sha256:…`: whoever pulls by this gets these very bytes.

    Raises:
        SlipwayError: There is no such image, or the registry cannot be reached or refuses.
    """
    inspect("image", reference)
    docker("tag", reference, to)
    with signed_in(to) as config, progress.step(f"Pushing {to}") as step:
        docker("push", to, said=lambda line: step.advance(line[:100]) if "digest:" in line else None, config=config)
    return digest_of(to)


def digest_of(reference: str) -> str:
    """`name@sha256:…` of an image that was pushed or pulled.

    Raises:
        BadInputError: It is known here by no digest.
    """
    name = reference.partition("@")[0] if "@" in reference else split(reference)[0]
    found: list[str] = inspect("image", reference)["RepoDigests"]
    of_name = [each for each in found if each.startswith(f"{name}@")]
    if not of_name:
        raise BadInputError(f"{reference} has no digest", why="it was never pushed", fix="bin/slipway image push")
    return of_name[-1]
