"""Adaptive micro-batching that waits for nothing: whatever arrived while the last batch ran is the next batch.

The event loop owns the queue and every decision. There is no timer and no lock: a lone request runs at once, and under
load batches grow by themselves to what arrived meanwhile. The model runs on a thread of its own, so that a slow one
never keeps the loop from answering; a quick one runs on the loop itself, as two threads that hand the interpreter back
and forth would cost it more than its own work.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from queue import SimpleQueue
from typing import Any

from app.serving.errors import UnavailableError

Rows = list[Any]
Within = Callable[[], AbstractContextManager[None]]


@dataclass(slots=True, eq=False)
class Job:
    """One request for the model.

    Attributes:
        future: Gets the answer; one that is done (its request timed out or was given up) is not run any more.
        taken: When it was taken, in the event loop's time.
        rows: Rows that may share a call of the model with other jobs' rows.
        alone: Where rows is None: what to call instead, sharing nothing.
        within: Opened around a call that is for this job alone; one that several share is nobody's own.
    """

    future: asyncio.Future[Any]
    taken: float
    rows: Rows | None = None
    alone: Callable[[], Any] | None = None
    within: Within | None = None


class ModelQueue:
    """Lets requests through to the model, in order of arrival, several rows a call where that is allowed.

    Args:
        predict_rows: One call of the model: n rows to n answers. Runs on the model's thread.
        limit: Jobs that may wait; one more is refused.
        max_batch_rows: Jobs are merged up to this many rows; a single job may be larger.
        quick: A call of up to `max_batch_rows` rows is short enough to run on the event loop.
        observe_batch: Told how many rows each call of the model had.
    """

    def __init__(
        self,
        predict_rows: Callable[[Rows], Rows],
        *,
        limit: int,
        max_batch_rows: int,
        quick: bool = False,
        observe_batch: Callable[[int], None] = lambda _: None,
    ) -> None:
        self._predict_rows = predict_rows
        self._limit = limit
        self._max_batch_rows = max_batch_rows
        self._quick = quick
        self._observe_batch = observe_batch
        self._loop = asyncio.get_running_loop()
        self._waiting: deque[Job] = deque()
        self._running: list[Job] = []
        self._busy = False
        self._closing = False
        self._inbox: SimpleQueue[list[Job] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="model", daemon=True)
        self._thread.start()

    @property
    def depth(self) -> int:
        """Jobs that wait."""
        return len(self._waiting)

    def pending(self) -> Iterable[Job]:
        """Jobs on the model's thread, then those that wait: the oldest first."""
        return chain(self._running, self._waiting)

    def submit(
        self, *, rows: Rows | None = None, alone: Callable[[], Any] | None = None, within: Within | None = None
    ) -> asyncio.Future[Any]:
        """Queue rows to be predicted, or a call to be made alone; from the event loop's thread only.

        Args:
            rows: The rows.
            alone: The call, where there are no rows.
            within: Opened around the call, where it is this one's alone.

        Returns:
            A future of one answer a row, or of what `alone` returns. Cancel it to give up.

        Raises:
            UnavailableError: The queue is full.
        """
        if len(self._waiting) >= self._limit:
            raise UnavailableError(f"the queue is full: {self._limit} requests wait for the model already")
        future: asyncio.Future[Any] = self._loop.create_future()
        self._waiting.append(Job(future, self._loop.time(), rows, alone, within))
        if not self._busy:
            self._busy = True
            self._loop.call_soon(self._settle, 0)
        return future

    def close(self) -> None:
        """Let the thread end after what was submitted."""
        self._closing = True
        if not self._busy:
            self._inbox.put(None)

    def _settle(self, seen: int) -> None:
        """Let the loop take in what has arrived already, as long as each round brings something; then run."""
        waiting = len(self._waiting)
        if seen < waiting < self._max_batch_rows:
            self._loop.call_soon(self._settle, waiting)
        else:
            self._dispatch()

    def _dispatch(self) -> None:
        batch = self._next_batch()
        self._busy = bool(batch)
        if not batch:
            if self._closing:
                self._inbox.put(None)
            return
        if self._quick and sum(len(job.rows) if job.rows else sys.maxsize for job in batch) <= self._max_batch_rows:
            self._deliver(batch, self._run(batch))
        else:
            self._running = batch
            self._inbox.put(batch)

    def _next_batch(self) -> list[Job]:
        """The oldest job, and those right behind it that may share its call: order of arrival is kept."""
        batch: list[Job] = []
        count = 0
        while self._waiting:
            job = self._waiting[0]
            if job.future.done():
                self._waiting.popleft()
                continue
            if batch and (job.rows is None or count + len(job.rows) > self._max_batch_rows):
                break
            batch.append(self._waiting.popleft())
            if job.rows is None:
                break
            count += len(job.rows)
        return batch

    def _work(self) -> None:
        for batch in iter(self._inbox.get, None):
            outcomes = self._run(batch)
            self._loop.call_soon_threadsafe(self._deliver, batch, outcomes)

    def _deliver(self, batch: list[Job], outcomes: list[Any]) -> None:
        self._running = []
        for job, outcome in zip(batch, outcomes, strict=True):
            if job.future.done():
                continue
            if isinstance(outcome, Exception):
                job.future.set_exception(outcome)
            else:
                job.future.set_result(outcome)
        self._loop.call_soon(self._settle, 0)

    def _run(self, batch: list[Job]) -> list[Any]:
        """An answer a job, or the error that it gets."""
        if len(batch) == 1:
            return [self._run_one(batch[0])]
        rows = [row for job in batch for row in job.rows or ()]
        try:
            answers = self._predict(rows)
        except Exception:  # noqa: BLE001 - one job's rows may be at fault: each alone gets its own answer or error
            return [self._run_one(job) for job in batch]
        return _split(answers, batch)

    def _run_one(self, job: Job) -> Any:
        try:
            if job.within is None:
                return self._answer(job)
            with job.within():
                return self._answer(job)
        except Exception as error:  # noqa: BLE001 - it is the caller's to judge
            return error

    def _answer(self, job: Job) -> Any:
        return job.alone() if job.alone is not None else self._predict(job.rows or [])

    def _predict(self, rows: Rows) -> Rows:
        self._observe_batch(len(rows))
        answers = self._predict_rows(rows)
        if len(answers) != len(rows):
            raise ValueError(f"the model gave {len(answers)} answers to {len(rows)} rows")
        return answers


def _split(answers: Rows, batch: list[Job]) -> list[Rows]:
    parts, start = [], 0
    for job in batch:
        end = start + len(job.rows or ())
        parts.append(answers[start:end])
        start = end
    return parts
