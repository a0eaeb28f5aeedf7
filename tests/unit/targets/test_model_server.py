"""The names under which a version's servers are supervised."""

from __future__ import annotations

from app.routing import Backend
from app.targets.model_server import servers


def names(deployment: str, version: str, count: int) -> list[str]:
    backend = Backend(version=version, host="127.0.0.1", port=18100, more_ports=tuple(range(18101, 18100 + count)))
    return [server.name for server in servers(deployment, backend)]


def test_the_first_server_of_a_version_has_the_versions_name_and_the_others_a_number() -> None:
    assert names("wine", "2", 1) == ["model-wine-2"]
    assert names("wine", "2", 3) == ["model-wine-2", "model-wine-2-s2", "model-wine-2-s3"]


def test_no_server_has_the_name_of_one_of_another_deployment() -> None:
    assert not {*names("wine", "2", 3)} & {*names("wine-2", "2", 3), *names("wine-2", "3", 3)}


def test_each_server_is_asked_at_a_port_of_its_own() -> None:
    backend = Backend(version="2", host="127.0.0.1", port=18100, more_ports=(18105,))
    assert [server.url for server in servers("wine", backend)] == ["http://127.0.0.1:18100", "http://127.0.0.1:18105"]
