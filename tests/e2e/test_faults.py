"""What cannot work ends in one message on standard error, an exit code, and nothing left behind."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from tests.support.platform import Platform

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def fresh(tmp_path: Path) -> Platform:
    return Platform.in_folder(tmp_path / "home")


def test_an_unknown_data_set_is_bad_input_and_starts_nothing(fresh: Platform) -> None:
    done = fresh.run("bin/up", "--dataset", "iris")
    assert done.returncode == 2
    assert "'iris'" in done.stderr
    assert "wine" in done.stderr
    assert not fresh.home.exists()


def test_a_port_out_of_range_is_bad_input_that_names_the_variable(fresh: Platform) -> None:
    done = fresh.run("bin/up", SLIPWAY_TRACKING_PORT="80")
    assert done.returncode == 2
    assert "SLIPWAY_TRACKING_PORT=80" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_busy_port_is_told_before_anything_starts(fresh: Platform) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        done = fresh.run("bin/up", SLIPWAY_ROUTER_PORT=port)
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert "SLIPWAY_ROUTER_PORT=" in done.stderr
    assert fresh.processes() == []


def test_a_missing_terraform_is_told_before_anything_starts(fresh: Platform, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("python3", "node", "npm", "env", "uv"):
        found = next((folder for folder in fresh.environment["PATH"].split(":") if _executable(folder, name)), None)
        if found:
            (tools / name).symlink_to(f"{found}/{name}")
    done = fresh.run("bin/up", PATH=str(tools))
    assert done.returncode == 2
    assert "terraform is not on PATH" in done.stderr
    assert fresh.processes() == []


def _executable(folder: str, name: str) -> bool:
    from pathlib import Path

    return (Path(folder) / name).is_file()


def test_a_provider_that_cannot_be_found_is_told_with_where_to_put_a_mirror(fresh: Platform, tmp_path: Path) -> None:
    configuration = tmp_path / "terraformrc"
    configuration.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{tmp_path}"\n  }}\n}}\n', encoding="utf-8"
    )
    done = fresh.run("bin/up", TF_CLI_CONFIG_FILE=str(configuration))
    assert done.returncode == 1
    assert "Terraform cannot find the AWS provider" in done.stderr
    assert "TF_PLUGIN_MIRROR" in done.stderr
    assert fresh.processes() == []


def test_status_without_a_platform_says_how_to_get_one(fresh: Platform) -> None:
    done = fresh.run("bin/slipway", "status")
    assert done.returncode == 1
    assert "bin/up" in done.stderr


def test_deleting_data_where_there_is_none_is_fine(fresh: Platform) -> None:
    assert fresh.run("bin/down", "--delete-data").returncode == 0
