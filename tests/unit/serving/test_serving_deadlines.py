from __future__ import annotations

import asyncio
import selectors
import threading
from types import SimpleNamespace

import pytest

from app.serving.batching import ModelQueue
from app.serving.deadlines import Deadlines
from app.serving.errors import PredictionTimeoutError


class SkippedTime(selectors.SelectSelector):
    """Waits for nothing: the time until the next timer has passed at once, so that no machine is too slow for it."""

    now = 0.0

    def select(self, timeout: float | None = None):
        self.now += timeout or 0
        return super().select(0)


def run_in_skipped_time(main):
    selector = SkippedTime()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main)


class Waiting(list):
    """Jobs that wait, as a queue has them."""

    def take(self):
        loop = asyncio.get_running_loop()
        self.append(SimpleNamespace(future=loop.create_future(), taken=loop.time()))
        return self[-1].future


def test_each_future_is_ended_after_its_own_limit_and_one_that_is_done_is_left_alone():
    async def run():
        waiting = Waiting()
        deadlines = Deadlines(0.05, lambda: waiting)
        first, answered = waiting.take(), waiting.take()
        deadlines.watch()
        answered.set_result("answer")
        await asyncio.sleep(0.03)
        later = waiting.take()
        deadlines.watch()
        with pytest.raises(PredictionTimeoutError, match=r"no prediction within 0\.05 s"):
            await first
        assert not later.done()
        with pytest.raises(PredictionTimeoutError):
            await later
        assert await answered == "answer"

    run_in_skipped_time(run())


def test_what_waits_no_more_is_never_ended_and_the_timer_starts_again_for_the_next():
    async def run():
        waiting = Waiting()
        deadlines = Deadlines(0.02, lambda: waiting)
        gone = waiting.take()
        deadlines.watch()
        waiting.clear()
        await asyncio.sleep(0.04)
        assert not gone.done()
        next_one = waiting.take()
        deadlines.watch()
        with pytest.raises(PredictionTimeoutError):
            await next_one

    run_in_skipped_time(run())


def test_a_job_on_the_models_thread_and_one_behind_it_are_both_ended_in_time():
    leave = threading.Event()

    async def run():
        queue = ModelQueue(lambda rows: rows, limit=8, max_batch_rows=1)
        deadlines = Deadlines(0.05, queue.pending)
        hanging, behind = queue.submit(alone=lambda: leave.wait(20)), queue.submit(rows=[1])
        deadlines.watch()
        for future in (hanging, behind):
            with pytest.raises(PredictionTimeoutError):
                await future
        leave.set()
        assert await queue.submit(rows=[2]) == [2]
        assert list(queue.pending()) == []
        queue.close()

    asyncio.run(run())


def test_a_closed_queue_answers_what_it_took_and_then_ends_its_thread():
    async def run():
        queue = ModelQueue(lambda rows: rows, limit=8, max_batch_rows=1)
        futures = [queue.submit(rows=[number]) for number in range(4)]
        queue.close()
        assert await asyncio.gather(*futures) == [[0], [1], [2], [3]]
        await asyncio.to_thread(queue._thread.join, 5)
        assert not queue._thread.is_alive()

    asyncio.run(run())
