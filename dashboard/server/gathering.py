"""What the threads of visitors' runs hand to the server's event loop is handed over together.

Streamlit wakes the loop for each element of a page. Each time the two threads take Python's lock from each other, which
costs as much as making the element (docs/figures.md).
"""

import asyncio
from collections.abc import Callable
from contextvars import Context
from threading import Lock
from typing import Any

SECONDS = 0.003  # a run of a page takes several times as long


def gather(loop: asyncio.AbstractEventLoop) -> None:
    """Have the loop run the callbacks of other threads together, in their order, so long after the first of them."""
    waiting: list[asyncio.Handle] = []
    adding = Lock()
    wake = loop.call_soon_threadsafe

    def run_all() -> None:
        with adding:
            handles = waiting.copy()
            waiting.clear()
        for handle in handles:
            if not handle.cancelled():
                handle._run()

    def call_soon(callback: Callable[..., Any], *args: Any, context: Context | None = None) -> asyncio.Handle:
        if asyncio._get_running_loop() is loop:  # Streamlit asks so on the loop, too, once for each element
            return loop.call_soon(callback, *args, context=context)
        handle = asyncio.Handle(callback, args, loop, context)
        with adding:
            if not waiting:
                wake(loop.call_later, SECONDS, run_all)
            waiting.append(handle)
        return handle

    loop.call_soon_threadsafe = call_soon  # type: ignore[method-assign, assignment]
