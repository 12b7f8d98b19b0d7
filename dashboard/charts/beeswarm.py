"""Dots of one row side by side instead of on top of each other; the same dots always in the same places."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

MOST_FITTED = 300  # more dots than these are piled up in columns: to fit in each among thousands would take minutes


def offsets(positions: Sequence[float], diameter: float, half_height: float) -> list[float]:
    """Return for each position along the row (in pixels) how far its dot moves off the row's middle, up or down.

    Each dot in turn takes the free place nearest to the middle, so those named first stand closest to it. Where they
    do not all fit between `-half_height` and `half_height`, all move closer together, so that none leaves its row.
    """
    across = np.asarray(positions, dtype=float)
    moved = _piled(across, diameter) if len(across) > MOST_FITTED else _fitted(across, diameter)
    furthest = np.abs(moved).max(initial=0)
    if furthest > half_height:
        moved = moved * (half_height / furthest)
    return [float(one) for one in moved]


def _fitted(across: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    """Every dot beside those before it, covering none."""
    moved = np.zeros(len(across))
    for index in range(len(across)):
        distance = across[:index] - across[index]
        near = np.abs(distance) < apart
        moved[index] = _nearest_free(distance[near], moved[:index][near], apart)
    return moved


def _piled(across: NDArray[np.float64], apart: float) -> NDArray[np.float64]:
    """The dots of each column as wide as a dot, above and below the middle in turn."""
    columns = pd.Series(across // apart)
    before: NDArray[np.int64] = columns.groupby(columns).cumcount().to_numpy()
    return np.where(before % 2, apart, -apart) * ((before + 1) // 2)


def _nearest_free(across: NDArray[np.float64], up: NDArray[np.float64], apart: float) -> float:
    """The middle, or just touching one of the dots near by, above or below it."""
    touching = np.sqrt(apart**2 - across**2)
    places = np.concatenate([[0.0], up + touching, up - touching])
    clear = ((up - places[:, None]) ** 2 + across**2 >= apart**2 * (1 - 1e-6)).all(axis=1)
    free = places[clear]
    # Hundredths keep two equally good places from being told apart by the last bit of a float.
    return float(free[np.lexsort((-free, np.round(np.abs(free), 2)))[0]])
