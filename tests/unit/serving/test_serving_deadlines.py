from __future__ import annotations

import asyncio
import selectors

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


def test_each_future_is_ended_after_its_own_limit_and_one_that_is_done_is_left_alone():
    async def run():
        loop = asyncio.get_running_loop()
        deadlines = Deadlines(0.05)
        first, answered, later = loop.create_future(), loop.create_future(), loop.create_future()
        deadlines.add(first)
        deadlines.add(answered)
        answered.set_result("answer")
        await asyncio.sleep(0.03)
        deadlines.add(later)
        with pytest.raises(PredictionTimeoutError, match=r"no prediction within 0\.05 s"):
            await first
        assert not later.done()
        with pytest.raises(PredictionTimeoutError):
            await later
        assert await answered == "answer"

    run_in_skipped_time(run())


def test_a_forgotten_future_is_never_ended_and_the_timer_starts_again_for_the_next():
    async def run():
        loop = asyncio.get_running_loop()
        deadlines = Deadlines(0.02)
        forgotten, next_one = loop.create_future(), loop.create_future()
        deadlines.add(forgotten)
        deadlines.discard(forgotten)
        await asyncio.sleep(0.04)
        assert not forgotten.done()
        deadlines.add(next_one)
        with pytest.raises(PredictionTimeoutError):
            await next_one

    run_in_skipped_time(run())


def test_a_closed_queue_answers_what_it_took_and_then_ends_its_thread():
    async def run():
        queue = ModelQueue(lambda rows: rows, limit=8, max_batch_rows=1)
        futures = [queue.submit(rows=[number]) for number in range(4)]
        queue.close()
        assert await asyncio.gather(*futures) == [[0], [1], [2], [3]]
        await asyncio.to_thread(queue._thread.join, 5)
        assert not queue._thread.is_alive()

    asyncio.run(run())
