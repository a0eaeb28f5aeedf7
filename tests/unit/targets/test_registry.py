"""How an environment's target is found."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from app.deployments import target_help
from app.errors import BadInputError, SlipwayError
from app.targets.registry import GROUP, connect, environment_of, environments

if TYPE_CHECKING:
    from pathlib import Path


def test_the_local_target_is_installed() -> None:
    assert "local" in environments()


def test_an_unknown_environment_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(BadInputError, match="no environment 'locl' to deploy to; did you mean 'local'"):
        connect("locl")


def test_another_package_adds_a_target_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
        from app.errors import SlipwayError

        class Elsewhere:
            @classmethod
            def connect(cls, environment):
                raise SlipwayError(f"{environment} is not switched on")
    """
    (tmp_path / "elsewhere.py").write_text(textwrap.dedent(code))
    installed = tmp_path / "elsewhere-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: elsewhere\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(f"[{GROUP}]\nelsewhere = elsewhere:Elsewhere\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert environment_of("slipway:/elsewhere") == "elsewhere"
    assert "elsewhere" in target_help()
    with pytest.raises(SlipwayError, match="elsewhere is not switched on"):
        connect("elsewhere")
