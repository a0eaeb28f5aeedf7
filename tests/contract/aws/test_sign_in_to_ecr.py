"""Signing in to ECR for one docker command, on the emulator."""

from __future__ import annotations

import base64
import json
import stat
from typing import TYPE_CHECKING

import pytest

from app.aws import EMULATOR_CREDENTIALS
from app.image.ecr import signed_in
from tests.support.emulator import running_emulator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REGISTRY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"


@pytest.fixture(scope="module")
def endpoint_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_emulator(tmp_path_factory.mktemp("ecr")) as url:
        yield url


@pytest.fixture(autouse=True)
def signed_in_to_aws(endpoint_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": endpoint_url}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The caller's Docker configuration: a context, a helper that keeps credentials, a registry signed in to."""
    folder = tmp_path / "docker"
    (folder / "contexts").mkdir(parents=True)
    document = {"auths": {"other": {"auth": "eA=="}}, "credsStore": "desktop", "currentContext": "colima"}
    (folder / "config.json").write_text(json.dumps(document))
    monkeypatch.setenv("DOCKER_CONFIG", str(folder))
    return folder


def test_docker_finds_ecr_s_token_and_the_caller_s_contexts_and_no_helper_that_would_be_asked_instead(
    own: Path,
) -> None:
    with signed_in(f"{REGISTRY}/slipway-dev/router:1") as folder:
        assert folder is not None
        document = json.loads((folder / "config.json").read_text())
        assert set(document) == {"auths", "currentContext"}
        assert base64.b64decode(document["auths"][REGISTRY]["auth"]).startswith(b"AWS:")
        assert stat.S_IMODE((folder / "config.json").stat().st_mode) == 0o600
        assert (folder / "contexts").resolve() == own / "contexts"


def test_of_the_token_nothing_is_left_and_the_caller_s_configuration_is_as_it_was(own: Path) -> None:
    before = (own / "config.json").read_text()
    with signed_in(f"{REGISTRY}/slipway-dev/router@sha256:{'0' * 64}") as folder:
        assert folder is not None
    assert not folder.exists()
    assert (own / "config.json").read_text() == before
    assert (own / "contexts").is_dir()


@pytest.mark.parametrize("name", ["127.0.0.1:5000/slipway/router:1", "slipway/router:1", f"example.org/{REGISTRY}:1"])
def test_any_other_registry_is_the_caller_s_to_sign_in_to(name: str) -> None:
    with signed_in(name) as folder:
        assert folder is None


def test_who_has_no_docker_configuration_is_signed_in_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "none"))
    with signed_in(f"{REGISTRY}/a/b:1") as folder:
        assert folder is not None
        assert list(json.loads((folder / "config.json").read_text())["auths"]) == [REGISTRY]
