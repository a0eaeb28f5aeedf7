"""One emulator for short questions, and the lives of all environments, led side by side."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeAlias

import pytest

from tests.emulator import servers
from tests.emulator.life import Life, lead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENVIRONMENTS = ("dev", "staging", "prod")
Led: TypeAlias = "Mapping[str, Future[Life]]"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those that judge the lives come last: the others run while the lives are led."""
    items.sort(key=lives_are_asked_for)


def lives_are_asked_for(item: pytest.Item) -> bool:
    return "lives" in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def emulator_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with servers.ministack(tmp_path_factory.mktemp("emulator")) as port:
        yield port


@pytest.fixture(scope="session")
def moto_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with servers.moto(tmp_path_factory.mktemp("moto")) as port:
        yield port


@pytest.fixture(scope="session", autouse=True)
def led(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Led]:
    """The lives, from the first test on; the provider sleeps for most of a life, so all are led at once."""
    if not any(map(lives_are_asked_for, request.session.items)):
        yield {}
        return
    folder, moto_port = tmp_path_factory.mktemp("lives"), request.getfixturevalue("moto_port")
    with ThreadPoolExecutor(len(ENVIRONMENTS)) as pool:
        yield {name: pool.submit(lead, name, folder / name, moto_port) for name in ENVIRONMENTS}


@pytest.fixture(scope="session")
def lives(led: Led, request: pytest.FixtureRequest) -> Mapping[str, Life]:
    """What happened to each environment."""
    found = {name: future.result() for name, future in led.items()}
    reporter = request.config.pluginmanager.getplugin("terminalreporter")
    for life in found.values():
        reporter.write_line(f"\n{life.name}: {', '.join(f'{step} {took} s' for step, took in life.seconds.items())}")
    return found
