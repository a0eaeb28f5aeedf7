"""Where Terraform's AWS provider lies: in a mirror of this machine's, or in one that is fetched once.

Terraform links what lies in a mirror. Its plugin cache is no substitute: it is not safe for several `terraform init` at
once (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache).
"""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from modules.bindings.catalog import PROVIDER_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROVIDER = Path("registry.terraform.io/hashicorp/aws")


def find_mirror(environ: Mapping[str, str], root: Path = Path("/")) -> Path | None:
    """The first folder that holds the AWS provider, or None.

    Looked for in `TF_PLUGIN_MIRROR`, `~/.terraform.d/plugins`, below `/usr/share/terraform`, below `/opt/*`, and where
    `fetch_mirror` puts it. Terraform's own default search covers two of these only:
    https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation

    Args:
        environ: Where `TF_PLUGIN_MIRROR` and `HOME` are read from.
        root: What stands for `/`.
    """
    return next((place for place in _candidates(environ, root) if (place / PROVIDER).is_dir()), None)


def _candidates(environ: Mapping[str, str], root: Path) -> Iterator[Path]:
    if environ.get("TF_PLUGIN_MIRROR"):
        yield Path(environ["TF_PLUGIN_MIRROR"])
    yield _home(environ) / ".terraform.d" / "plugins"
    for below in (root / "usr/share/terraform", *sorted((root / "opt").glob("*"))):
        yield below
        yield from (sub for sub in sorted(below.glob("*")) if sub.is_dir())
    yield _fetched(environ)


def _fetched(environ: Mapping[str, str]) -> Path:
    """One folder for all clones of a user, one for each version of the bindings."""
    return _home(environ) / ".cache" / "slipway" / "terraform-providers" / PROVIDER_VERSION


def _home(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HOME") or Path.home())


def fetch_mirror(environ: Mapping[str, str]) -> Path:
    """Have Terraform install the provider where `find_mirror` finds it, from wherever its own configuration says; once.

    Several processes may ask at once: one fetches, the others wait for it. A provider that is half there is never seen.

    Raises:
        subprocess.CalledProcessError: Terraform failed; its standard error says why.
        FileNotFoundError: There is no terraform on PATH.
    """
    place = _fetched(environ)
    place.parent.mkdir(parents=True, exist_ok=True)
    with (place.parent / "lock").open("w") as lock, tempfile.TemporaryDirectory(dir=place.parent) as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.is_dir():
            print(f"Fetching Terraform's AWS provider {PROVIDER_VERSION} …", file=sys.stderr, flush=True)
            init_provider(Path(folder), environ)
            (Path(folder) / ".terraform" / "providers").rename(place)
    return place


def init_provider(folder: Path, environ: Mapping[str, str]) -> None:
    """`terraform init` in `folder` for nothing but the AWS provider of the bindings' version.

    Raises:
        subprocess.CalledProcessError: Terraform failed; its standard error says why.
        FileNotFoundError: There is no terraform on PATH.
    """
    requirement = {"aws": {"source": "hashicorp/aws", "version": PROVIDER_VERSION}}
    main = {"terraform": {"required_providers": requirement}}
    (folder / "main.tf.json").write_text(json.dumps(main), encoding="utf-8")
    command = ["terraform", "init", "-input=false", "-no-color"]
    subprocess.run(command, cwd=folder, env=dict(environ), check=True, capture_output=True, text=True)
