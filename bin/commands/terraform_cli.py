"""How terraform finds its providers: on a machine without internet, from a mirror kept on disk.

Terraform's own default search covers two of the usual places only, and none below /opt:
https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROVIDER = Path("registry.terraform.io/hashicorp/aws")


def find_mirror(environ: Mapping[str, str], root: Path = Path("/")) -> Path | None:
    """The first folder that holds the AWS provider, or None.

    Looked for in `TF_PLUGIN_MIRROR`, `~/.terraform.d/plugins`, below `/usr/share/terraform` and below `/opt/*`.

    Args:
        environ: Where `TF_PLUGIN_MIRROR` and `HOME` are read from.
        root: What stands for `/`.
    """
    return next((place for place in _candidates(environ, root) if (place / PROVIDER).is_dir()), None)


def _candidates(environ: Mapping[str, str], root: Path) -> Iterator[Path]:
    if environ.get("TF_PLUGIN_MIRROR"):
        yield Path(environ["TF_PLUGIN_MIRROR"])
    yield Path(environ.get("HOME") or Path.home()) / ".terraform.d" / "plugins"
    for below in (root / "usr/share/terraform", *sorted((root / "opt").glob("*"))):
        yield below
        yield from (sub for sub in sorted(below.glob("*")) if sub.is_dir())


def cli_config(directory: Path, environ: Mapping[str, str]) -> Path | None:
    """The CLI configuration that terraform should read, written into `directory` where a mirror was found.

    A `TF_CLI_CONFIG_FILE` that exists is the user's own and is returned as it is; one that names a missing file is not.

    Args:
        directory: Where the file is written (made if missing).
        environ: The environment that terraform would run in.

    Returns:
        The file's path, or None where terraform needs none (it then asks the registry).
    """
    own = environ.get("TF_CLI_CONFIG_FILE")
    if own and Path(own).is_file():
        return Path(own)
    mirror = find_mirror(environ)
    if mirror is None:
        return None
    directory.mkdir(parents=True, exist_ok=True)
    config = directory / "terraform.tfrc"
    text = (
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path    = "{mirror}"\n    include = ["{PROVIDER}"]\n  }}\n'
        f'  direct {{\n    exclude = ["{PROVIDER}"]\n  }}\n}}\n'
    )
    if not config.is_file() or config.read_text(encoding="utf-8") != text:
        config.write_text(text, encoding="utf-8")
    return config


def terraform_environment(directory: Path, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment variables to add when terraform or cdktf is run.

    No plugin cache is set: a provider from a mirror is linked, not copied, and Terraform's cache is not safe for the
    several `terraform init` that cdktf runs at once (https://developer.hashicorp.com/terraform/cli/config/config-file).
    With a mirror, cdktf is told not to lock the provider for other platforms, for which it would ask the registry.

    Args:
        directory: Where the CLI configuration is written.
        environ: The environment to start from; `os.environ` unless given.
    """
    environ = os.environ if environ is None else environ
    added = {"CHECKPOINT_DISABLE": "1"}
    config = cli_config(directory, environ)
    if config is not None:
        added["TF_CLI_CONFIG_FILE"] = str(config)
        if config.parent == directory:
            added["CDKTF_SKIP_PROVIDER_LOCK"] = "true"
    return added


if __name__ == "__main__":  # for `bin/activate`: lines that a shell evaluates
    for name, value in terraform_environment(Path(sys.argv[1]).absolute()).items():
        print(f"export {name}={shlex.quote(value)}")
