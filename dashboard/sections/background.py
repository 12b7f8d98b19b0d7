"""Work in a thread of its own: it goes on when its visitor clicks something else, and it reports its progress."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

import streamlit as st

from etl.desk import Progress

R = TypeVar("R")

POLL_SECONDS = 0.4
_THREADS = ThreadPoolExecutor(max_workers=8, thread_name_prefix="work")


class Work(Generic[R]):
    """One piece of work under way: what it last said of itself, and its outcome when there is one."""

    def __init__(self, do: Callable[[Progress], R]) -> None:
        self._stage, self._done, self._total = "准备", 0, 1
        self._ending: Future[R] = _THREADS.submit(do, self._tell)

    def _tell(self, stage: str, done: int, total: int) -> None:
        """Take note of how far the work is; called in its own thread."""
        self._stage, self._done, self._total = stage, done, max(total, 1)

    @property
    def is_done(self) -> bool:
        return self._ending.done()

    def outcome(self) -> R:
        """What came of it; waits for the end. Raises what the work raised."""
        return self._ending.result()

    def follow(self, what: str) -> None:
        """Draw how far it is, and when it has ended draw the whole page anew, once. Call it while it is not done."""

        @st.fragment(run_every=POLL_SECONDS)
        def watch() -> None:
            if self.is_done:
                st.rerun()
            st.progress(min(self._done / self._total, 1.0), f"{what}：{self._stage} {self._done}/{self._total}")

        watch()
