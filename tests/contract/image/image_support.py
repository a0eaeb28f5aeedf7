"""The command, and a real registry, as the tests of this room use them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager

import httpx
import yaml

from bin.bootstrap import ROOT
from tests.support.debian import unpacked
from tests.support.postgres import free_port

_START_SECONDS = 30


def command(*words, **environment):
    """`bin/slipway image …` as a person runs it."""
    return subprocess.run(
        (str(ROOT / "bin" / "slipway"), "image", *words),
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def ask(*words):
    """The same, with --json; it succeeds."""
    done = command(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@contextmanager
def serving_registry(folder, **settings):
    """Debian's docker-registry on loopback; gives `host:port`."""
    port = free_port()
    configuration = {
        "version": 0.1,
        "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
        "http": {"addr": f"127.0.0.1:{port}"},
        **settings,
    }
    (folder / "registry.yml").write_text(yaml.safe_dump(configuration))
    with (folder / "registry.log").open("w") as log:
        words = (str(unpacked("docker-registry", "docker-registry")), "serve", str(folder / "registry.yml"))
        process = subprocess.Popen(words, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(port):
            assert process.poll() is None, (folder / "registry.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder / "data", ignore_errors=True)


def _answers(port):
    try:
        return httpx.get(f"http://127.0.0.1:{port}/v2/", trust_env=False).status_code in {200, 401}
    except httpx.TransportError:
        return False
