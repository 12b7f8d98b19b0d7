"""Regions of a sheet: what stands together, parted from the rest by blank rows and columns."""

from collections.abc import Iterator
from typing import NamedTuple

_DEEPEST = 6  # a region in a region in a region …; people part a sheet twice or three times


class Region(NamedTuple):
    """A rectangle of cells, zero-based; `bottom` and `right` are the first row and column beyond it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom)

    @property
    def columns(self) -> range:
        return range(self.left, self.right)


def regions(filled: bytearray, width: int, within: Region, depth: int = _DEEPEST) -> Iterator[Region]:
    """The regions of a rectangle, from top to bottom and left to right, each without blank rows or columns at its
    edges. `filled` has a byte for each cell of the sheet, row by row, 1 or 0.
    """
    rows = [row for row in within.rows if 1 in filled[row * width + within.left : row * width + within.right]]
    start, end = within.top * width, within.bottom * width
    columns = [column for column in within.columns if 1 in filled[start + column : end : width]]
    down, across = _runs(rows), _runs(columns)
    if depth == 0 or (len(down) < 2 and len(across) < 2):
        if rows:
            yield Region(rows[0], columns[0], rows[-1] + 1, columns[-1] + 1)
        return
    for top, bottom in down:
        for left, right in across:
            yield from regions(filled, width, Region(top, left, bottom, right), depth - 1)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow each other: the first of each, and the one after its last."""
    if not numbers:
        return []
    starts = [number for before, number in zip([None, *numbers], numbers, strict=False) if before != number - 1]
    ends = [number + 1 for number, after in zip(numbers, [*numbers[1:], None], strict=True) if after != number + 1]
    return list(zip(starts, ends, strict=True))
