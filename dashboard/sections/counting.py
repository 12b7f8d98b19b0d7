"""Counting what was reviewed: a build in the background, once nobody has decided anything for a moment."""

import threading
import time

from etl import desk
from etl.desk import reviewing
from etl.paths import DataFolder

QUIET_SECONDS, LONGEST_SECONDS = 3.0, 20.0  # after the last decision; after the first that waits


class Counting:
    """The build that is to come. `refusal` says why the last one could not be made; empty where it could."""

    def __init__(self) -> None:
        self.refusal = ""
        self._deciding, self._building = threading.Lock(), threading.Lock()
        self._timer: threading.Timer | None = None
        self._first: float | None = None  # when the first decision came that waits for a build

    def soon(self, folder: DataFolder) -> None:
        """Have a build made that counts what is decided by then; returns at once."""
        with self._deciding:
            now = time.monotonic()
            self._first = now if self._first is None else self._first
            if self._timer:
                self._timer.cancel()
            wait = min(QUIET_SECONDS, self._first + LONGEST_SECONDS - now)
            self._timer = threading.Timer(max(wait, 0), self._count, [folder])
            self._timer.daemon = True
            self._timer.start()

    def finish(self, folder: DataFolder) -> None:
        """Make the build now, where one is to come, and return when it is there."""
        with self._deciding:
            is_waiting = self._first is not None
            if self._timer:
                self._timer.cancel()
        if is_waiting:
            self._count(folder)
        with self._building:
            pass

    def _count(self, folder: DataFolder) -> None:
        with self._building:
            with self._deciding:
                self._first = self._timer = None
            try:
                if reviewing.uncounted_decisions(folder):
                    reviewing.count_decisions(folder, lambda *_: None)
                self.refusal = ""
            except desk.Refused as refusal:
                self.refusal = str(refusal)


COUNTING = Counting()
"""The one of this server."""
