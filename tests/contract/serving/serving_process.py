"""A model server as a process of its own, as the supervisor and Kubernetes run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]
LOAD_SECONDS = 180  # a loaded machine with two cores


class ServerProcess:
    """`python -m app.serving` and a client for it."""

    def __init__(self, model_uri, port, folder, *, name="wine", version="7", **options):
        self.url = f"http://127.0.0.1:{port}"
        self._log = Path(folder) / f"{name}-{port}.log"
        arguments = {"model-uri": model_uri, "name": name, "version": version, "port": port} | options
        words = [
            word
            for key, value in arguments.items()
            if value is not None
            for word in (f"--{key.replace('_', '-')}", str(value))
        ]
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "app.serving", *words],
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONUNBUFFERED": "1"},
            )
        self.client = httpx.Client(base_url=self.url, timeout=30)

    def until(self, condition, seconds=LOAD_SECONDS):
        """The first true answer of `condition`; fails with the log when none comes in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if found := condition():
                    return found
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(self._log.read_text())

    def ready(self):
        """Wait for /ready; a process that ended instead is a failure."""

        def is_ready():
            assert self.process.poll() is None, self._log.read_text()
            return self.client.get("/ready").status_code == 200

        self.until(is_ready)
        return self

    def post(self, path, document, **headers):
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        return self.client.post(path, content=content, headers={"content-type": "application/json"} | headers)

    def command(self, *commands, **more):
        """Tell the obedient model what to do, a row each."""
        return self.post("/invocations", {"dataframe_records": [{"command": command} for command in commands]} | more)

    def metric(self, line_start):
        """The value of the first metric line that starts so; 0 where there is none."""
        for line in self.client.get("/metrics").text.splitlines():
            if line.startswith(line_start):
                return float(line.rsplit(" ", 1)[1])
        return 0.0

    def log_lines(self, event=None):
        lines = [json.loads(line) for line in self._log.read_text().splitlines() if line.startswith("{")]
        return [line for line in lines if event in {None, line["event"]}]

    def log_text(self):
        return self._log.read_text()

    def terminate(self):
        self.process.send_signal(signal.SIGTERM)

    def stop(self):
        self.client.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
