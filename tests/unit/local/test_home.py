from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.local.home import PROJECT_ROOT, home, socket_dir, write_private


def test_the_home_lies_in_the_project_unless_a_variable_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SLIPWAY_HOME", raising=False)
    assert home() == PROJECT_ROOT / ".slipway" / "local"
    monkeypatch.setenv("SLIPWAY_HOME", "~/elsewhere")
    assert home() == Path.home() / "elsewhere"


def test_a_private_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    write_private(tmp_path / "deep" / "secret", "word")
    assert stat.S_IMODE((tmp_path / "deep" / "secret").stat().st_mode) == 0o600


def test_a_write_that_fails_leaves_the_old_content_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_private(path, "\ud800")
    assert path.read_text() == "old"
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_a_socket_folder_that_is_open_to_others_is_refused(tmp_path: Path) -> None:
    folder = socket_dir(tmp_path)
    folder.chmod(0o755)
    with pytest.raises(PermissionError, match="open to others"):
        socket_dir(tmp_path)
    folder.rmdir()
