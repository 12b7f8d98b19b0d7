"""Failed log-ins by name: after five of them nobody gets in by that name for five minutes (docs/access.md, With
accounts).
"""

import time
from collections.abc import Callable

MOST, LOCKED_SECONDS = 5, 5 * 60
_MOST_NAMES = 10_000


class Attempts:
    """Counted in memory: a restart forgets them."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: dict[str, tuple[int, float]] = {}  # name → how often, the last time

    def is_locked(self, name: str) -> bool:
        """Whether nobody is let in by this name now, not even with the right password."""
        count, last = self._failed.get(name, (0, 0.0))
        if count and self._clock() - last >= LOCKED_SECONDS:
            del self._failed[name]
            return False
        return count >= MOST

    def begin(self, name: str) -> None:
        """Count an attempt as failed before it is looked at: many at the same moment are no more than five."""
        count, _ = self._failed.pop(name, (0, 0.0))
        self._failed[name] = count + 1, self._clock()
        if len(self._failed) > _MOST_NAMES:
            del self._failed[next(iter(self._failed))]

    def succeeded(self, name: str) -> None:
        """Forget what failed by this name."""
        self._failed.pop(name, None)
