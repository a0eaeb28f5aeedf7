from __future__ import annotations

import docker
import pytest
from docker.errors import DockerException

from app.local.emulator import variables


def test_the_emulator_starts_no_containers_even_where_an_engine_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables(4566).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(DockerException):
        docker.from_env()
