"""A real Prometheus server: the one on PATH, or Debian's package unpacked without being installed."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from tests.support.engine import run
from tests.support.postgres import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The base URL of a server that scrapes itself every second."""
    folder = tmp_path_factory.mktemp("prometheus")
    with running_prometheus(binary(folder), folder) as url:
        yield url


def binary(folder: Path) -> Path:
    """The program; installing the package would start a server of its own on the default port."""
    if found := shutil.which("prometheus"):
        return Path(found)
    if not shutil.which("apt-get"):
        pytest.fail("prometheus is not installed: install it, for example with `brew install prometheus`")
    run("apt-get", "-o", "DPkg::Lock::Timeout=300", "update", "-q")
    run("apt-get", "download", "-q", "prometheus", cwd=folder)
    (package,) = folder.glob("prometheus_*.deb")
    run("dpkg-deb", "-x", str(package), str(folder / "package"))
    return folder / "package/usr/bin/prometheus"


@contextlib.contextmanager
def running_prometheus(program: Path, folder: Path) -> Iterator[str]:
    """A server whose data lie in `folder`."""
    port = free_port()
    settings = folder / "prometheus.yml"
    settings.write_text(
        "global: {scrape_interval: 1s}\n"
        f"scrape_configs: [{{job_name: itself, static_configs: [{{targets: ['127.0.0.1:{port}']}}]}}]\n"
    )
    command = [
        str(program),
        f"--config.file={settings}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
    ]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, process, folder / "log")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until it has scraped itself."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.HTTPError):
            query = {"query": 'up{job="itself"} == 1'}
            answer = httpx.get(f"{url}/api/v1/query", params=query, timeout=2, trust_env=False)
            if answer.is_success and answer.json()["data"]["result"]:
                return
        time.sleep(0.2)
    pytest.fail(f"Prometheus does not start:\n{log.read_text()[-2000:]}")
