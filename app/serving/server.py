"""The process: it listens first, loads the model meanwhile, and on SIGTERM answers what it took before it goes."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import uvloop

from app.serving.alerts import Webhook
from app.serving.http import Application
from app.serving.lifecycle import Lifecycle
from app.serving.listener import Listener, listen
from app.serving.logs import JsonHandler, JsonLog
from app.serving.metrics import Metrics

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from app.serving.errors import LoadError
    from app.serving.loader import Loaded
    from app.serving.payloads import Payloads
    from app.serving.settings import Settings

_ENVIRONMENT = {
    # MLflow retries a dead tracking server for minutes by default; our own attempts do the waiting, and say so.
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "10",
    # Its warnings name what a caller sent; its import sets its logger up anew, so that only this variable holds.
    "MLFLOW_LOGGING_LEVEL": "ERROR",
    # A server that answers predictions reports to nobody.
    "MLFLOW_DISABLE_TELEMETRY": "true",
    # What MLflow's own scoring server sets: models and flavors may ask whether they are being served.
    "_MLFLOW_IS_IN_SERVING_ENVIRONMENT": "true",
}


class ModelServer:
    """One model, one port, one process.

    Args:
        settings: What to serve and where.

    Raises:
        BadInputError: The file with the URL for alerts cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._log = JsonLog({"model": settings.name})
        self._metrics = Metrics(settings.name, settings.version)
        self._lifecycle = Lifecycle(settings)
        self._alerts = Webhook(settings.alert_url_file, self._log) if settings.alert_url_file else None
        self._stop = asyncio.Event()
        self._exit_code = 0

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT, or until the model cannot be loaded.

        Returns:
            The exit code: 0 after a signal, 1 when the model could not be loaded.

        Raises:
            BadInputError: The address cannot be listened on.
        """
        listening = listen(self._settings.host, self._settings.port)
        # MLflow warns with the names of a caller's columns, urllib3 of every retry: errors only.
        for library in ("mlflow", "urllib3"):
            logging.getLogger(library).setLevel(logging.ERROR)
        logging.basicConfig(handlers=[JsonHandler(self._log)], level=logging.WARNING)
        with tempfile.TemporaryDirectory(prefix="slipway-model-", ignore_cleanup_errors=True) as folder:
            uvloop.run(self._serve(listening, Path(folder)))
        return self._exit_code

    async def _serve(self, listening: socket.socket, folder: Path) -> None:
        loop = asyncio.get_running_loop()
        self._log.batch_on(loop)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop.set)
        payloads = self._payload_log()
        application = Application(self._settings, self._lifecycle, self._metrics, self._log, payloads)
        server = Listener(application, grace_seconds=self._settings.timeout_seconds)
        serving = asyncio.ensure_future(server.serve([listening]))
        self._log.event("listening", host=self._settings.host, port=self._settings.port)
        # A daemon: a stop in the middle of a load waits for no download.
        threading.Thread(target=self._load, args=(folder, loop), name="load", daemon=True).start()
        await self._stop.wait()
        await self._drain()
        server.should_exit = True
        await serving
        if payloads is not None:
            await asyncio.to_thread(payloads.close)
        self._log.flush()
        self._log.event("stopped", exit_code=self._exit_code)

    def _payload_log(self) -> Payloads | None:
        if self._settings.payloads is None:
            return None
        from app.serving.payloads import Payloads  # noqa: PLC0415 - most servers keep none

        return Payloads(
            self._settings.name, self._settings.payloads, self._lifecycle, self._metrics.registry, self._log
        )

    def _load(self, folder: Path, loop: asyncio.AbstractEventLoop) -> None:
        """Load the model and tell the event loop how it went. Runs on a thread of its own."""
        started = time.perf_counter()

        def failed(error: LoadError, attempt: int, next_seconds: float) -> None:
            loop.call_soon_threadsafe(self._lifecycle.failed, error.reason, str(error))
            self._log.event(
                "load_failed",
                version=self._settings.version,
                level="error",
                reason=error.reason,
                message=str(error),
                attempt=attempt,
                next_attempt_seconds=next_seconds,
            )

        try:
            loaded = _load(self._settings, folder, failed)
        except Exception as error:  # noqa: BLE001 - whatever it is, the process must end and say so
            loop.call_soon_threadsafe(self._give_up, error)
            return
        # What is alive now lives as long as the process: no later collection has to look at it.
        gc.collect()
        gc.freeze()
        from app.serving.versions import Versions  # noqa: PLC0415 - imports MLflow, as the loader has

        versions = Versions(loop, self._settings, self._lifecycle, self._metrics, self._log, self._alerts)
        versions.take_over(loaded, time.perf_counter() - started)
        if self._settings.follow_alias:
            from app.serving.follow import Follower  # noqa: PLC0415 - the same

            Follower(self._settings, folder, loaded.model.version, versions).run()

    def _give_up(self, error: Exception) -> None:
        self._log.event("giving_up", level="error", type=type(error).__name__, message=str(error))
        self._exit_code = 1
        self._stop.set()

    async def _drain(self) -> None:
        if self._exit_code:
            return
        self._lifecycle.draining()
        self._metrics.draining()
        self._log.flush()
        self._log.event("draining", seconds=self._settings.drain_seconds)
        await asyncio.sleep(self._settings.drain_seconds)


def _load(settings: Settings, folder: Path, failed: Callable[[LoadError, int, float], None]) -> Loaded:
    """Import MLflow and load the model: seconds in which the listener answers already."""
    for variable, value in _ENVIRONMENT.items():
        os.environ.setdefault(variable, value)
    from app.serving.loader import load_with_retries  # noqa: PLC0415 - see above

    return load_with_retries(settings, folder, failed=failed)
