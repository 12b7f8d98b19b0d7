"""A sheet as a grid of cells: merged cells answer with their top-left value, every cell knows its address."""

from dataclasses import dataclass
from functools import cached_property

from etl.submission import values
from etl.workbook import Sheet, Value, address

Position = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """One sheet; rows and columns are zero-based, `width` and `height` in cells.

    `has_merge_information` is False where the format carries none (text files, some .ods).
    """

    sheet: Sheet
    has_merge_information: bool = True

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def height(self) -> int:
        return len(self.sheet.rows)

    @cached_property
    def width(self) -> int:
        return len(self.sheet.rows[0]) if self.sheet.rows else 0

    @cached_property
    def _anchors(self) -> dict[Position, tuple[int, int, int, int]]:
        covered: dict[Position, tuple[int, int, int, int]] = {}
        for merge in self.sheet.merges:
            top, left, bottom, right = merge
            for row in range(top, min(bottom, self.height - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    covered[row, column] = merge
        return covered

    def anchor(self, row: int, column: int) -> Position:
        """The top-left cell of the merge the cell lies in, else the cell itself."""
        merge = self._anchors.get((row, column))
        return (merge[0], merge[1]) if merge else (row, column)

    def merge_end(self, row: int, column: int) -> Position:
        """The bottom-right cell of the merge the cell lies in, else the cell itself."""
        merge = self._anchors.get((row, column))
        return (merge[2], merge[3]) if merge else (row, column)

    def raw(self, row: int, column: int) -> Value:
        """The value in the cell itself; None beyond the sheet and in the covered part of a merge."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.sheet.rows[row][column]
        return None

    def value(self, row: int, column: int) -> Value:
        """The value a person sees in the place: of a merge, its top-left value."""
        return self.raw(*self.anchor(row, column)) if self._anchors else self.raw(row, column)

    def text(self, row: int, column: int) -> str:
        """The value as text; empty for a blank."""
        value = self.value(row, column)
        return "" if value is None else values.written(value)

    def is_blank(self, row: int, column: int) -> bool:
        return self.problem(row, column) is None and values.is_blank(self.value(row, column))

    def is_blank_row(self, row: int) -> bool:
        return all(values.is_blank(value) for value in self.sheet.rows[row])

    def problem(self, row: int, column: int) -> str | None:
        """`cell_error` for an error value, `cell_uncalculated` for a formula without a result, else None."""
        if not self.sheet.error_cells and not self.sheet.uncalculated:
            return None
        position = self.anchor(row, column)
        if position in self.sheet.error_cells:
            return "cell_error"
        return "cell_uncalculated" if position in self.sheet.uncalculated else None

    def error_value(self, row: int, column: int) -> str:
        return self.sheet.error_cells[self.anchor(row, column)]

    def address(self, row: int, column: int) -> str:
        """The address of the cell, of a merge its top-left one."""
        return address(*self.anchor(row, column))
