"""Callbacks of other threads run on the loop together and in their order, and none is lost."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.server import gathering

THREADS, EACH = 4, 500


def test_callbacks_of_other_threads_come_in_their_order_and_wake_the_loop_seldom() -> None:
    arrived: list[tuple[int, int]] = []
    loop = asyncio.new_event_loop()
    woken = 0

    def wake() -> None:
        nonlocal woken
        woken += 1
        write()

    def send(thread: int) -> None:
        for number in range(EACH):
            loop.call_soon_threadsafe(arrived.append, (thread, number))

    async def listen() -> None:
        gathering.gather(loop)
        with ThreadPoolExecutor(THREADS) as pool:
            await asyncio.gather(*(loop.run_in_executor(pool, send, thread) for thread in range(THREADS)))

    write, loop._write_to_self = loop._write_to_self, wake  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as own:  # this thread may have a loop that runs: that of a browser
        own.submit(loop.run_until_complete, listen()).result()
    loop.close()
    for thread in range(THREADS):
        assert [number for one, number in arrived if one == thread] == list(range(EACH))
    assert woken < THREADS * EACH / 10


def test_loop_that_is_closed_refuses_every_callback() -> None:
    loop = asyncio.new_event_loop()
    gathering.gather(loop)
    loop.close()
    for _ in range(2):
        with pytest.raises(RuntimeError):
            loop.call_soon_threadsafe(print)
