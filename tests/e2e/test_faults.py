"""What cannot work ends in one message on standard error, an exit code, and nothing left behind."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.platform import ROOT, Platform


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
    (tools / "python3").symlink_to(Path(sys.executable).resolve())
    done = fresh.run("bin/up", PATH=str(tools))
    assert done.returncode == 2
    assert "terraform is not on PATH" in done.stderr
    assert fresh.processes() == []


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


def test_a_training_file_with_a_missing_column_is_bad_input_that_names_it(fresh: Platform, tmp_path: Path) -> None:
    (tmp_path / "wine.csv").write_text("alcohol,hue\n13.2,1.0\n", encoding="utf-8")
    spec = tmp_path / "pipeline.yaml"
    spec.write_text(
        f"model: my-wine\ndata: {{kind: csv, path: {tmp_path}/wine.csv, target: cultivar}}\n"
        "trainings: [{estimator: logistic_regression}]\ngates: [{metric: accuracy, minimum: 0.9}]\n",
        encoding="utf-8",
    )
    done = fresh.run("bin/slipway", "train", str(spec))
    assert done.returncode == 2
    assert "column 'cultivar' is missing" in done.stderr
    assert "wine.csv" in done.stderr


def test_a_missing_node_is_told_before_anything_is_installed(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    (clone / ".venv").symlink_to(ROOT / ".venv")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python3").symlink_to(Path(sys.executable).resolve())
    done = subprocess.run([clone / "bin" / "up"], env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "node is not on PATH" in done.stderr
    assert "nodejs.org" in done.stderr


def test_status_without_a_platform_says_how_to_get_one(fresh: Platform) -> None:
    done = fresh.run("bin/slipway", "status")
    assert done.returncode == 1
    assert "bin/up" in done.stderr


def test_deleting_data_where_there_is_none_is_fine(fresh: Platform) -> None:
    assert fresh.run("bin/down", "--delete-data").returncode == 0
