"""How Terraform's AWS provider is pointed to an emulator: by a configuration file beside the synthesised stacks.

The provider's own `endpoints` block would do as well, but its some 300 arguments are checked each time that Terraform
starts the provider, several times a command: 7.0 processor seconds a plan became 2.9 without it (provider 5.100.0).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

NAME = "emulator.ini"
_PROFILE = "default"
_KEY = "test"


def write(output: Path, url: str) -> Path:
    """Write the file; returns its path.

    https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html

    Args:
        output: The folder that holds `stacks`.
        url: Where the emulator answers.
    """
    output.mkdir(parents=True, exist_ok=True)
    path = output / NAME
    path.write_text(f"[{_PROFILE}]\nendpoint_url = {url}\n", encoding="utf-8")
    return path


def provider_arguments() -> dict[str, Any]:
    """What makes the provider read that file; Terraform runs in `stacks/<stack>`."""
    return {
        "shared_config_files": [f"../../{NAME}"],
        "profile": _PROFILE,
        # What an emulator takes and AWS refuses, should the file be missing.
        "access_key": _KEY,
        "secret_key": _KEY,
        "s3_use_path_style": True,
        "skip_credentials_validation": True,
        "skip_metadata_api_check": "true",
        "skip_region_validation": True,
    }
