"""Dots of one row side by side instead of on top of each other; the same dots always in the same places."""

import math
from collections.abc import Sequence


def offsets(positions: Sequence[float], diameter: float, half_height: float) -> list[float]:
    """Return for each position along the row (in pixels) how far its dot moves off the row's middle, up or down.

    Each dot in turn takes the free place nearest to the middle, so those named first stand closest to it. Where they
    do not all fit between `-half_height` and `half_height`, all move closer together, so that none leaves its row.
    """
    moved: list[float] = []
    for index, position in enumerate(positions):
        near = [
            (x, y) for x, y in zip(positions[:index], moved, strict=True) if abs(position - x) < diameter
        ]
        moved.append(_nearest_free(position, near, diameter))
    furthest = max(map(abs, moved), default=0.0)
    if furthest <= half_height:
        return moved
    return [one * half_height / furthest for one in moved]


def _nearest_free(position: float, near: Sequence[tuple[float, float]], diameter: float) -> float:
    """The middle, or just touching one of the dots near by: above or below it."""
    touching = [(y, math.sqrt(diameter**2 - (position - x) ** 2)) for x, y in near]
    candidates = [0.0] + [y + side * distance for y, distance in touching for side in (1, -1)]
    # Hundredths keep two equally good places from being told apart by the last bit of a float.
    for candidate in sorted(candidates, key=lambda one: (round(abs(one), 2), -one)):
        if all((position - x) ** 2 + (candidate - y) ** 2 >= diameter**2 - 0.01 for x, y in near):
            return candidate
    raise AssertionError("above the highest dot there is always a place")
