"""Real parts for delivery tests: an Envoy of its own, and small HTTP servers that behave like model servers."""

from __future__ import annotations

import contextlib
import functools
import io
import json
import subprocess
import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Self

import httpx
from mlflow.exceptions import MlflowException

from app.routing import AdminClient, Folder, Publisher, router_command

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.routing import EdgeSettings


@dataclass(frozen=True)
class Router:
    """A running Envoy."""

    url: str
    admin: AdminClient
    publisher: Publisher
    log: Path
    process: subprocess.Popen[bytes]


@contextlib.contextmanager
def running_router(
    directory: Path, *, router_port: int, admin_port: int, edge: EdgeSettings | None = None
) -> Iterator[Router]:
    command = router_command(directory, router_port=router_port, admin_port=admin_port, edge=edge)
    log = directory / "envoy.log"
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)
    url = f"http://127.0.0.1:{router_port}"
    try:
        wait_until(lambda: _answers(f"{url}/ready"), "the router does not start")
        admin = AdminClient(f"http://127.0.0.1:{admin_port}")
        yield Router(url, admin, Publisher(Folder(directory), admin), log, process)
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class Upstream:
    """A model server's manners without a model: what it answers can be changed while it runs."""

    version: str
    port: int = 0
    status: int = 200
    ready: bool = True
    delay_seconds: float = 0.0
    failures_left: int = 0
    requests: int = 0

    def answer(self, path: str) -> tuple[int, dict[str, str]]:
        if path == "/ready":
            return (200 if self.ready else 503), {"status": "ready" if self.ready else "loading"}
        self.requests += 1
        time.sleep(self.delay_seconds)
        if self.failures_left > 0:
            self.failures_left -= 1
            return 503, {"error": "draining"}
        return self.status, {"version": self.version, "path": path}


@contextlib.contextmanager
def running_upstream(upstream: Upstream) -> Iterator[Upstream]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else headers and body wait 40 ms for each other

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.do_GET()

        def do_GET(self) -> None:
            status, body = upstream.answer(self.path)
            seen = {
                "request_id": self.headers.get("x-request-id", ""),
                "authorization": self.headers.get("authorization", ""),
            }
            content = json.dumps({**body, **seen}).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.send_header("x-slipway-model-version", upstream.version)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

    server = Server(("127.0.0.1", upstream.port), Handler)
    upstream.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield upstream
    finally:
        server.shutdown()
        server.server_close()


class ClosedLoop:
    """A client that sends one request after the other in a few threads, and counts every answer."""

    def __init__(self, url: str, payload: dict[str, object], *, clients: int = 2) -> None:
        self._url = url
        self._payload = payload
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._drive, daemon=True) for _ in range(clients)]
        self.answers: dict[tuple[int, str], int] = {}
        self.failures: list[str] = []
        self.failed_at: list[float] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(40)

    def _drive(self) -> None:
        with httpx.Client(timeout=30, trust_env=False) as client:
            while not self._stop.is_set():
                self._once(client)
                time.sleep(0.005)

    def _once(self, client: httpx.Client) -> None:
        try:
            answer = client.post(self._url, json=self._payload)
        except httpx.HTTPError as error:
            self._failed(repr(error))
            return
        key = (answer.status_code, answer.headers.get("x-slipway-model-version", ""))
        with self._lock:
            self.answers[key] = self.answers.get(key, 0) + 1
        if answer.status_code != 200:
            self._failed(f"{answer.status_code} {answer.text[:200]}")

    def _failed(self, words: str) -> None:
        with self._lock:
            self.failures.append(words)
            self.failed_at.append(time.monotonic())


def log_version(tracking_uri: str, name: str, answer: float, behaviour: str, *, example: bool = True) -> None:
    """Register the next version of a model, which behaves as `behaviour.py` says and answers `answer`."""
    import mlflow

    mlflow.set_tracking_uri(tracking_uri)
    mlflow.register_model(_logged(tracking_uri, answer, behaviour, example=example), name)


@functools.cache
def _logged(tracking_uri: str, answer: float, behaviour: str, *, example: bool) -> str:
    """The URI of a model that behaves like this: logged once a session, registered under many names."""
    import mlflow
    import pandas as pd

    mlflow.set_tracking_uri(tracking_uri)
    rows = pd.DataFrame({"x": [1.0]})
    return mlflow.pyfunc.log_model(
        name="behaviour",
        python_model=str(Path(__file__).with_name("behaviour.py")),
        model_config={"behaviour": behaviour, "good_calls": 5, "answer": answer},
        input_example=rows if example and behaviour != "broken" else None,
        signature=mlflow.models.infer_signature(rows, [1.0]),
        pip_requirements=["mlflow"],
    ).model_uri


def slipway(*words: str) -> subprocess.CompletedProcess[str]:
    """`bin/slipway …` in this process: the same words, output and exit code, without two seconds of imports each."""
    from bin.commands import entry
    from bin.commands.slipway import app

    return _in_process(lambda: entry.run(functools.partial(app, list(words))), words)  # type: ignore[arg-type]


def mlflow_deployments(*words: str) -> subprocess.CompletedProcess[str]:
    """`mlflow deployments …` in this process; a test of what its environment has to hold starts a real one."""
    from mlflow.deployments.cli import commands

    return _in_process(lambda: commands(list(words)), words)


def _in_process(command: Callable[[], object], words: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    out, errors, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            command()
        except SystemExit as end:
            code = int(end.code or 0)
        except MlflowException as error:  # MLflow's command line ends with the traceback
            print(error, file=errors)
            code = 1
    return subprocess.CompletedProcess(words, code, out.getvalue(), errors.getvalue())


def wait_until(true: object, message: str, *, seconds: float = 120.0) -> None:
    """Return as soon as it is true; the end is far, because a busy machine makes everything slow and nothing wrong."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError(message)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
