"""The account of a sheet: what became of each of its filled cells (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Fate(IntEnum):
    """What became of a filled cell. A later, higher fate replaces a lower one: what was read stays read."""

    UNREAD = 0
    SET_ASIDE = 1
    FURNITURE = 2
    READ = 3


class SheetAccount(NamedTuple):
    """The sums of one sheet of a file: `filled` cells = `read` + `furniture` + `set_aside` + `unread`.

    `sheet` is the sheet's name, or where that names a person, its place. `why` says in Chinese why cells were set
    aside or not read; it is empty where none were.
    """

    sheet: str
    is_hidden: bool
    filled: int
    read: int
    furniture: int
    set_aside: int
    unread: int
    why: str


_IS = {fate: bytes(fate == known for known in range(256)) for fate in Fate}
"""For `bytes.translate`: the given fate becomes 1, each other one 0."""
_READ = bytes([Fate.READ])
_RAISED = {fate: bytes(max(fate, known) for known in range(256)) for fate in Fate}
"""For `bytes.translate`: each fate becomes the given one, unless it is higher."""


class Account:
    """The fate of every cell of a sheet of `height` × `width` cells; positions are zero-based, UNREAD at first.

    Readers mark the cells that they use; whatever nobody marks is unread. Marking a blank cell is harmless.
    `reasons` says why cells of the sheet were set aside.
    """

    __slots__ = ("_fates", "height", "reasons", "width")

    def __init__(self, height: int, width: int) -> None:
        self.height, self.width = height, width
        self.reasons: list[str] = []
        self._fates = bytearray(height * width)

    def mark(self, fate: Fate, row: int, columns: Iterable[int]) -> None:
        """Mark cells of one row, unless they have a higher fate."""
        start = row * self.width
        for column in columns:
            if 0 <= column < self.width and self._fates[start + column] < fate:
                self._fates[start + column] = fate

    def mark_span(self, fate: Fate, row: int, left: int, right: int) -> None:
        """Mark the cells of one row from the column `left` up to, but without, `right`."""
        place = slice(row * self.width + left, row * self.width + min(right, self.width))
        self._fates[place] = self._fates[place].translate(_RAISED[fate])

    def mark_read(self, row: int, left: int, right: int) -> None:
        """Mark the cells of one row as read from the column `left` up to, but without, `right`."""
        self._fates[row * self.width + left : row * self.width + right] = _READ * (right - left)

    def mark_cell_read(self, row: int, column: int) -> None:
        """Mark one cell as read."""
        self._fates[row * self.width + column] = Fate.READ

    def mark_row(self, fate: Fate, row: int) -> None:
        """Mark all cells of one row, unless they have a higher fate."""
        self.mark_span(fate, row, 0, self.width)

    def mark_column(self, fate: Fate, column: int, rows: range) -> None:
        """Mark the cells of one column in consecutive rows."""
        place = slice(rows.start * self.width + column, rows.stop * self.width, self.width)
        self._fates[place] = self._fates[place].translate(_RAISED[fate])

    def set_aside_whole_sheet(self) -> None:
        """Every cell is set aside, also what had been read."""
        self._fates = bytearray([Fate.SET_ASIDE]) * len(self._fates)

    def fate(self, row: int, column: int) -> Fate:
        """What became of the cell."""
        return Fate(self._fates[row * self.width + column])

    def is_cell_read(self, row: int, column: int) -> bool:
        """True where the cell was read."""
        return self._fates[row * self.width + column] == Fate.READ

    def is_read(self, row: int) -> bool:
        """True where a cell of the row was read."""
        return Fate.READ in self._fates[row * self.width : (row + 1) * self.width]

    def is_used(self, row: int, left: int = 0, right: int | None = None) -> bool:
        """True where a cell of the row, from `left` up to `right`, was read or set aside."""
        end = (row + 1) * self.width if right is None else row * self.width + right
        fates = self._fates[row * self.width + left : end]
        return Fate.READ in fates or Fate.SET_ASIDE in fates

    def mark_as_rest(self, top: int, left: int, bottom: int, right: int) -> None:
        """Give the first cell of a rectangle (last row and column included) the highest fate in its first row and its
        first column.
        """
        start, end = top * self.width + left, min(bottom + 1, self.height) * self.width
        if self._fates[start] != Fate.READ:
            first_row = self._fates[start : top * self.width + min(right + 1, self.width)]
            self._fates[start] = max(max(first_row), max(self._fates[start : end : self.width]))

    def counts(self, filled: bytearray) -> dict[Fate, int]:
        """How many of the filled cells have which fate; `filled` has a byte for each cell, row by row, 1 or 0."""
        return {fate: self._with(fate, filled).count(1) for fate in Fate}

    def unread(self, filled: bytearray) -> bytearray:
        """A byte for each cell, row by row: 1 where it is filled and nobody marked it."""
        return self._with(Fate.UNREAD, filled)

    def _with(self, fate: Fate, filled: bytearray) -> bytearray:
        both = int.from_bytes(self._fates.translate(_IS[fate])) & int.from_bytes(filled)
        return bytearray(both.to_bytes(len(filled)))
