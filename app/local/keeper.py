"""Keeps an Envoy running that can be replaced without a request lost: `python -m app.local.keeper FOLDER envoy …`.

On SIGHUP a new Envoy is started beside the old one. It takes over the listening sockets, answers from then on, and the
old one ends its requests and itself: Envoy's hot restart
(https://www.envoyproxy.io/docs/envoy/v1.40.0/intro/arch_overview/operations/hot_restart). Both share memory under a
number, which Envoy chooses among the free ones of the machine when the first of them starts.

It imports nothing of the project: a supervised process should be small.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from pathlib import Path

_LOOK_SECONDS = 0.1
_END_SECONDS = 20.0


class Keeper:
    """Envoys of one configuration: the newest answers, an older one is on its way out.

    Args:
        folder: Where the number of the shared memory is kept.
        command: Envoy and its arguments.
    """

    def __init__(self, folder: Path, command: list[str]) -> None:
        self._number = folder / "base-id"
        self._command = command
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._wanted = 0
        self._ending = False

    def keep(self) -> int:
        """Run until told to end, or until no Envoy is left; returns the exit code of the last one."""
        signal.signal(signal.SIGHUP, lambda *_: self._want())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self._end())
        self._start(0)
        code = 0
        while self._running and not self._ending:
            # Two Envoys at most: a further one waits until the one before the last has ended.
            if self._wanted and len(self._running) == 1:
                self._wanted -= 1
                self._start(max(self._running) + 1)
            time.sleep(_LOOK_SECONDS)
            for epoch, process in list(self._running.items()):
                if process.poll() is not None:
                    code = self._running.pop(epoch).returncode
        return self._stop() if self._ending else code

    def _want(self) -> None:
        self._wanted += 1

    def _end(self) -> None:
        self._ending = True

    def _start(self, epoch: int) -> None:
        if epoch == 0:
            self._number.unlink(missing_ok=True)
            memory = ["--use-dynamic-base-id", "--base-id-path", str(self._number)]
        else:
            memory = ["--base-id", self._number.read_text(encoding="ascii").strip()]
        self._running[epoch] = subprocess.Popen([*self._command, "--restart-epoch", str(epoch), *memory])

    def _stop(self) -> int:
        for process in self._running.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in self._running.values():
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
        return 0


if __name__ == "__main__":
    sys.exit(Keeper(Path(sys.argv[1]), sys.argv[2:]).keep())
