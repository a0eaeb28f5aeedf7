"""Servers with a payload log, and an AWS emulator of this room's own."""

from __future__ import annotations

import os
import subprocess

import boto3
import pytest

from app.local import emulator
from tests.contract.monitoring.models import save_gossip, save_wine
from tests.contract.serving.serving_process import ServerProcess
from tests.support.postgres import free_port

EMULATOR_PORT = free_port()
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """Folder of each saved model by name."""
    base = tmp_path_factory.mktemp("models")
    for name, save in {"wine": save_wine, "gossip": save_gossip}.items():
        save(base / name)
    return {name: base / name for name in ("wine", "gossip")}


@pytest.fixture
def start(tmp_path):
    """Start a server; it is gone after the test."""
    running = []

    def run(model_uri, port, **options):
        running.append(ServerProcess(model_uri, port, tmp_path, **options))
        return running[-1]

    yield run
    for server in running:
        server.stop()


class Emulator:
    """MiniStack as a process that can be taken away and brought back."""

    url = f"http://127.0.0.1:{EMULATOR_PORT}"

    def __init__(self, home):
        self._home = home
        self._process = None

    def up(self):
        program = emulator.program(self._home, EMULATOR_PORT)
        with (self._home / "emulator.log").open("a") as log:
            self._process = subprocess.Popen(
                program.command,
                env={**os.environ, **program.environment},
                cwd=self._home,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        emulator.wait(self.url)
        return self

    def down(self):
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def s3(self):
        return boto3.client("s3", endpoint_url=self.url)


@pytest.fixture
def aws(tmp_path, monkeypatch):
    """The emulator with a bucket, and the variables with which servers and clients find it."""
    for name, value in {**emulator.EMULATOR_CREDENTIALS, "AWS_ENDPOINT_URL": Emulator.url}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "emulator").mkdir()
    running = Emulator(tmp_path / "emulator").up()
    running.s3().create_bucket(Bucket="payloads")
    yield running
    running.down()
