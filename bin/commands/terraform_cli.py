"""The environment in which terraform and cdktf run: where the provider lies, and that nothing else is asked for it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bin.commands.terraform_provider import PROVIDER, fetch_mirror, find_mirror

if TYPE_CHECKING:
    from collections.abc import Mapping

# cdktf turns Terraform's plugin cache on and then starts several `terraform init` at once, of which one may fail with
# "file exists": https://github.com/hashicorp/terraform/issues/31964
_NO_PLUGIN_CACHE = {"CDKTF_DISABLE_PLUGIN_CACHE_ENV": "true", "TF_PLUGIN_CACHE_DIR": ""}


def cli_config(directory: Path, environ: Mapping[str, str]) -> Path | None:
    """The CLI configuration that terraform should read, written into `directory` for a mirror, found or fetched.

    A `TF_CLI_CONFIG_FILE` that exists is the user's own and is returned as it is; one that names a missing file is not.

    Args:
        directory: Where the file is written (made if missing).
        environ: The environment that terraform would run in.

    Returns:
        The file's path, or None where there is no mirror and none can be fetched: Terraform then says why.
    """
    own = environ.get("TF_CLI_CONFIG_FILE")
    if own and Path(own).is_file():
        return Path(own)
    try:
        mirror = find_mirror(environ) or fetch_mirror({**environ, **_NO_PLUGIN_CACHE})
    except (subprocess.CalledProcessError, OSError):  # no way to it, no terraform, or no room in the cache
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

    With a mirror, cdktf is told not to lock the provider for other platforms, for which it would ask the registry.

    Args:
        directory: Where the CLI configuration is written.
        environ: The environment to start from; `os.environ` unless given.
    """
    environ = os.environ if environ is None else environ
    added = {"CHECKPOINT_DISABLE": "1", **_NO_PLUGIN_CACHE}
    config = cli_config(directory, environ)
    if config is not None:
        added["TF_CLI_CONFIG_FILE"] = str(config)
        if config.parent == directory:
            added["CDKTF_SKIP_PROVIDER_LOCK"] = "true"
    return added


if __name__ == "__main__":  # for `bin/activate`: lines that a shell evaluates
    for name, value in terraform_environment(Path(sys.argv[1]).absolute()).items():
        print(f"export {name}={shlex.quote(value)}")
