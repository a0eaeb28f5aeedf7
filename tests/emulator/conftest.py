"""One emulator for short questions, and the lives of all environments, led side by side."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.emulator import servers
from tests.emulator.life import Life, lead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENVIRONMENTS = ("dev", "staging", "prod")


@pytest.fixture(scope="session")
def emulator_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with servers.ministack(tmp_path_factory.mktemp("emulator")) as port:
        yield port


@pytest.fixture(scope="session")
def moto_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with servers.moto(tmp_path_factory.mktemp("moto")) as port:
        yield port


@pytest.fixture(scope="session")
def lives(tmp_path_factory: pytest.TempPathFactory, moto_port: int) -> Mapping[str, Life]:
    """What happened to each environment; the provider sleeps for most of it, so all are led at once."""
    folder = tmp_path_factory.mktemp("lives")
    with ThreadPoolExecutor(len(ENVIRONMENTS)) as pool:
        led = [pool.submit(lead, name, folder / name, moto_port) for name in ENVIRONMENTS]
        return {name: future.result() for name, future in zip(ENVIRONMENTS, led, strict=True)}
