from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.serving.batching import ModelQueue
from app.serving.errors import UnavailableError

POISON = -1
LIMIT = 1000


def double(rows):
    if POISON in rows:
        raise ValueError("poison")
    return [2 * row for row in rows]


async def gathered(queue, jobs):
    """Submit in bursts, as requests arrive: each inner list between two turns of the event loop."""
    futures = []
    for burst in jobs:
        futures += [queue.submit(rows=rows) for rows in burst]
        await asyncio.sleep(0)
    return await asyncio.gather(*futures, return_exceptions=True)


rows_of_a_job = st.lists(st.integers(POISON, 20), min_size=1, max_size=9)
bursts = st.lists(st.lists(rows_of_a_job, max_size=12), max_size=6)


@settings(deadline=None)
@given(bursts, st.integers(1, 16), st.booleans())
def test_every_job_gets_its_own_answers_or_its_own_error(jobs, max_batch_rows, quick):
    sizes = []

    async def main():
        queue = ModelQueue(double, limit=LIMIT, max_batch_rows=max_batch_rows, quick=quick, observe_batch=sizes.append)
        answers = await gathered(queue, jobs)
        queue.close()
        return answers

    answers = asyncio.run(main())
    flat = [rows for burst in jobs for rows in burst]
    assert len(answers) == len(flat)
    for rows, answer in zip(flat, answers, strict=True):
        if POISON in rows:
            assert isinstance(answer, ValueError)
        else:
            assert answer == [2 * row for row in rows]
    longest = max((len(rows) for rows in flat), default=0)
    assert all(size <= max(max_batch_rows, longest) for size in sizes)


def test_what_arrives_during_a_call_becomes_the_next_batch():
    running, release, batches = threading.Event(), threading.Event(), []

    def slow(rows):
        batches.append(list(rows))
        running.set()
        release.wait(5)
        return rows

    async def main():
        queue = ModelQueue(slow, limit=LIMIT, max_batch_rows=64)
        first = queue.submit(rows=["a"])
        await asyncio.to_thread(running.wait, 5)
        others = [queue.submit(rows=[name]) for name in "bcd"]
        assert queue.depth == 3
        release.set()
        return [await future for future in (first, *others)]

    assert asyncio.run(main()) == [["a"], ["b"], ["c"], ["d"]]
    assert batches == [["a"], ["b", "c", "d"]]


def test_one_job_more_than_the_limit_is_refused_with_a_time_to_retry():
    async def main():
        queue = ModelQueue(double, limit=2, max_batch_rows=64)
        futures = [queue.submit(rows=[1]), queue.submit(rows=[2])]
        with pytest.raises(UnavailableError) as refused:
            queue.submit(rows=[3])
        assert refused.value.headers == ((b"retry-after", b"1"),)
        return [await future for future in futures]

    assert asyncio.run(main()) == [[2], [4]]


def test_a_job_that_was_given_up_is_not_run():
    seen = []

    async def main():
        queue = ModelQueue(lambda rows: [seen.append(row) for row in rows], limit=LIMIT, max_batch_rows=1)
        kept, given_up, last = (queue.submit(rows=[number]) for number in range(3))
        given_up.cancel()
        await asyncio.gather(kept, last)

    asyncio.run(main())
    assert seen == [0, 2]


def test_jobs_that_run_alone_keep_their_place_and_never_run_on_the_event_loop():
    order = []

    def alone():
        order.append(("alone", threading.current_thread().name))
        return "done"

    async def main():
        queue = ModelQueue(
            lambda rows: [order.append(tuple(rows))] * len(rows), limit=LIMIT, max_batch_rows=64, quick=True
        )
        futures = [queue.submit(rows=[1]), queue.submit(alone=alone), queue.submit(rows=[2]), queue.submit(rows=[3])]
        return await asyncio.gather(*futures)

    assert asyncio.run(main())[1] == "done"
    assert order == [(1,), ("alone", "model"), (2, 3)]


def test_a_model_that_loses_rows_is_an_error_and_not_a_wrong_answer():
    async def main():
        queue = ModelQueue(lambda rows: rows[1:], limit=LIMIT, max_batch_rows=64)
        return await asyncio.gather(queue.submit(rows=[1]), queue.submit(rows=[2]), return_exceptions=True)

    assert all(isinstance(answer, ValueError) for answer in asyncio.run(main()))


def test_a_context_is_open_for_a_call_of_its_own_and_never_for_a_shared_one():
    opened, seen = [], []

    @contextlib.contextmanager
    def within(name):
        opened.append(name)
        try:
            yield
        finally:
            opened.remove(name)

    def predict(rows):
        seen.append((len(rows), tuple(opened)))
        return double(rows)

    async def main():
        queue = ModelQueue(predict, limit=LIMIT, max_batch_rows=8, quick=True)
        await queue.submit(rows=[1], within=lambda: within("a"))
        await asyncio.gather(queue.submit(rows=[2], within=lambda: within("b")), queue.submit(rows=[3]))
        with pytest.raises(ValueError, match="poison"):
            await queue.submit(rows=[POISON], within=lambda: within("c"))
        await queue.submit(alone=lambda: seen.append(("alone", tuple(opened))), within=lambda: within("d"))
        queue.close()

    asyncio.run(main())
    assert seen == [(1, ("a",)), (2, ()), (1, ("c",)), ("alone", ("d",))]
    assert opened == []
