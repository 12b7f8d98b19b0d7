"""A cache by the frame itself: what a function made of a frame is used again while the same frame object is shown.

The answers of the warehouse do not change, and the same question to the same build gets the same object.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar

import pandas as pd

R = TypeVar("R")
MOST_KEPT = 64  # by each function


class _Itself:
    """A frame, or a record of frames, as a key of a cache: equal only to the same object, whatever its cells hold."""

    __slots__ = ("frame",)

    def __init__(self, frame: Any) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.frame is self.frame


def kept(make: Callable[..., R]) -> Callable[..., R]:
    """Call `make` once for each frame (and its other arguments) and keep what it returns. Change neither afterwards."""

    @lru_cache(maxsize=MOST_KEPT)
    def keep(itself: _Itself, *given: Hashable) -> R:
        return make(itself.frame, *given)

    @wraps(make)
    def of(frame: Any, *given: Hashable) -> R:
        return keep(_Itself(frame), *given)

    return of


@kept
def rows_at(frame: pd.DataFrame, *places: int) -> pd.DataFrame:
    """Return the rows at these places, in the same frame every time."""
    return frame.iloc[list(places)]


@kept
def rows(frame: pd.DataFrame, column: str, *values: Hashable) -> pd.DataFrame:
    """Return the rows with one of these values in the column, in the same frame every time."""
    return frame[frame[column].isin(values)]


@kept
def tuples(frame: pd.DataFrame) -> list[Any]:
    """Return the rows as named tuples."""
    return list(frame.itertuples())
