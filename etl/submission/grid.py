"""A sheet as a grid of cells: merged cells answer with their top-left value, every cell knows its address."""

from etl.submission import values
from etl.workbook import Sheet, Value, address

Position = tuple[int, int]


class Grid:
    """One sheet; rows and columns are zero-based, `width` and `height` in cells.

    `has_merge_information` is False where the format carries none (text files, some .ods).
    """

    __slots__ = (
        "_has_problems",
        "_merged_rows",
        "_merges",
        "has_merge_information",
        "height",
        "name",
        "openings",
        "rows",
        "sheet",
        "width",
    )

    def __init__(self, sheet: Sheet, has_merge_information: bool = True) -> None:
        self.sheet = sheet
        self.has_merge_information = has_merge_information
        self.name = sheet.name
        self.rows = sheet.rows
        self.height = len(sheet.rows)
        self.width = len(sheet.rows[0]) if sheet.rows else 0
        # Of each row the first cell with anything in it: a number there tells data from headings, titles and notes.
        self.openings = [_opening(row) for row in sheet.rows]
        self._has_problems = bool(sheet.error_cells or sheet.uncalculated)
        self._merges = {
            (row, column): merge
            for merge in sheet.merges
            for row in range(merge[0], min(merge[2], self.height - 1) + 1)
            for column in range(merge[1], min(merge[3], self.width - 1) + 1)
        }
        self._merged_rows = {row for row, _ in self._merges}

    def anchor(self, row: int, column: int) -> Position:
        """The top-left cell of the merge the cell lies in, else the cell itself."""
        merge = self._merges.get((row, column)) if row in self._merged_rows else None
        return (merge[0], merge[1]) if merge else (row, column)

    def merge_end(self, row: int, column: int) -> Position:
        """The bottom-right cell of the merge the cell lies in, else the cell itself."""
        merge = self._merges.get((row, column))
        return (merge[2], merge[3]) if merge else (row, column)

    def raw(self, row: int, column: int) -> Value:
        """The value in the cell itself; None beyond the sheet and in the covered part of a merge."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return None

    def value(self, row: int, column: int) -> Value:
        """The value a person sees in the place: of a merge, its top-left value."""
        if row in self._merged_rows:
            row, column = self.anchor(row, column)
        return self.raw(row, column)

    def line(self, row: int) -> list[Value]:
        """The values a person sees in a row."""
        if row not in self._merged_rows:
            return self.rows[row]
        return [self.value(row, column) for column in range(self.width)]

    def text(self, row: int, column: int) -> str:
        """The value as text; empty for a blank."""
        value = self.value(row, column)
        return value if isinstance(value, str) else "" if value is None else values.written(value)

    def is_blank(self, row: int, column: int) -> bool:
        """True where a person sees nothing; an error or an uncalculated formula is not blank."""
        return values.is_blank(self.value(row, column)) and self.problem(row, column) is None

    def is_blank_row(self, row: int) -> bool:
        if not isinstance(self.openings[row], str):
            return self.openings[row] is None
        if values.is_blank(self.openings[row]):
            return all(values.is_blank(value) for value in self.rows[row])
        return False

    def problem(self, row: int, column: int) -> str | None:
        """`cell_error` for an error value, `cell_uncalculated` for a formula without a result, else None."""
        if not self._has_problems:
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


def _opening(row: list[Value]) -> Value:
    for value in row:
        if value is not None:
            return value
    return None
