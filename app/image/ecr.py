"""Signing in to Amazon ECR for one command: no token is left in the caller's Docker configuration."""

from __future__ import annotations

import json
import os
import re
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.local.home import write_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
_REGISTRY = re.compile(r"\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?")
# What would be asked for credentials before our own are.
_CREDENTIALS = {"auths", "credsStore", "credHelpers"}


@contextmanager
def signed_in(reference: str) -> Iterator[Path | None]:
    """A folder for `docker --config` that is signed in to an image's registry; None: it is none of ECR's.

    It is the caller's own configuration (contexts, plugins, proxies) but for the credentials, which ECR gives to the
    caller's AWS identity.

    Args:
        reference: The image, with its registry.
    """
    registry = reference.partition("/")[0]
    match = _REGISTRY.fullmatch(registry)
    if match is None:
        yield None
        return
    import boto3  # noqa: PLC0415 - slow to import

    given = boto3.client("ecr", region_name=match[1]).get_authorization_token()["authorizationData"][0]
    own = Path(os.environ.get("DOCKER_CONFIG") or Path.home() / ".docker")
    with tempfile.TemporaryDirectory(prefix="slipway-docker-") as name:
        for entry in own.iterdir() if own.is_dir() else ():
            if entry.name != "config.json":
                (Path(name) / entry.name).symlink_to(entry)
        kept = {key: value for key, value in _settings(own).items() if key not in _CREDENTIALS}
        document = {**kept, "auths": {registry: {"auth": given["authorizationToken"]}}}
        write_private(Path(name) / "config.json", json.dumps(document))
        yield Path(name)


def _settings(own: Path) -> Mapping[str, Any]:
    try:
        found = json.loads((own / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):  # docker itself says what is wrong with it
        return {}
    return found if isinstance(found, dict) else {}
