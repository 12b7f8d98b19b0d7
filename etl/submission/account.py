"""The account of a sheet: what became of each of its filled cells (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Iterable
from enum import IntEnum


class Fate(IntEnum):
    """What became of a filled cell. A later, higher fate replaces a lower one: what was read stays read."""

    UNREAD = 0
    SET_ASIDE = 1
    FURNITURE = 2
    READ = 3


class Account:
    """The fate of every cell of a sheet of `height` × `width` cells; positions are zero-based, UNREAD at first.

    Readers mark the cells that they use; whatever nobody marks is unread. Marking a blank cell is harmless.
    """

    __slots__ = ("_fates", "height", "width")

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        self._fates = bytearray(height * width)

    def mark(self, fate: Fate, row: int, columns: Iterable[int]) -> None:
        """Mark cells of one row, unless they have a higher fate."""
        start = row * self.width
        for column in columns:
            if 0 <= column < self.width and self._fates[start + column] < fate:
                self._fates[start + column] = fate

    def mark_row(self, fate: Fate, row: int) -> None:
        """Mark all cells of one row, unless they have a higher fate."""
        self.mark(fate, row, range(self.width))

    def fate(self, row: int, column: int) -> Fate:
        """What became of the cell."""
        return Fate(self._fates[row * self.width + column])
