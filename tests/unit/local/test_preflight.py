from __future__ import annotations

import shutil
import socket
from typing import TYPE_CHECKING, Any

import pytest

from app.errors import BadInputError, SlipwayError
from app.local import preflight
from app.local.runtime import Ports
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from pathlib import Path


def fake_terraform(folder: Path, answer: str) -> None:
    script = folder / "terraform"
    script.write_text(f"#!/bin/sh\necho '{answer}'\n")
    script.chmod(0o755)


def ports(**given: int) -> Ports:
    names = Ports.model_fields
    return Ports(**{name: given.get(name, free_port()) for name in names})


def test_a_missing_terraform_is_named_with_where_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInputError, match="not on PATH") as caught:
        preflight.check_terraform()
    assert "developer.hashicorp.com" in caught.value.fix


def test_a_terraform_that_is_too_old_is_refused_with_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_terraform(tmp_path, '{"terraform_version": "1.9.8"}')
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BadInputError, match=r"terraform 1\.9\.8 is too old"):
        preflight.check_terraform()


def test_a_new_enough_terraform_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_terraform(tmp_path, '{"terraform_version": "1.10.0"}')
    monkeypatch.setenv("PATH", str(tmp_path))
    preflight.check_terraform()


def test_a_full_disk_is_told_with_the_space_that_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> Any:
        return shutil._ntuple_diskusage(10, 9, 1024**3)

    monkeypatch.setattr(shutil, "disk_usage", full)
    with pytest.raises(SlipwayError, match=r"only 1\.0 GiB are free"):
        preflight.check_disk(tmp_path / "not" / "there" / "yet")


def test_a_busy_port_is_told_with_its_holder_and_the_variable_to_change(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(BadInputError, match=f"port {port} is taken by 'py") as caught:
            preflight.check_ports(ports(tracking_port=port), home=tmp_path, embedded_emulator=True)
    assert f"SLIPWAY_TRACKING_PORT={port + 1} bin/up" in caught.value.fix


def test_the_port_of_an_emulator_that_is_not_ours_may_be_busy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        chosen = ports(emulator_port=busy.getsockname()[1])
        preflight.check_ports(chosen, home=tmp_path, embedded_emulator=False)
