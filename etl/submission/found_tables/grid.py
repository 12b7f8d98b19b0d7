"""A sheet as a grid of cells: merged cells answer with their top-left value, every cell knows its address."""

from collections.abc import Iterable, Iterator, Set
from itertools import chain, product, repeat
from operator import is_not

from etl.knowledge.layout import headings
from etl.submission.account.fates import Account, Fate
from etl.submission.cells import values
from etl.text import heading_key
from etl.workbook import Sheet, Value, address

Position = tuple[int, int]
_HEADER_ROWS = 30
_LONGEST_HEADING = 60


class Grid:
    """One sheet; rows and columns are zero-based, `width` and `height` in cells. A cell that holds only blanks is None.

    `rows` are the values in the cells themselves, `lines` what a person sees: of a merge, its top-left value in every
    cell. `openings` are each row's first value, `values` all values of the sheet, each once, and `texts` its texts;
    `headings` are those texts that are labels or headings of the workbook, `heading_rows` the rows that hold one.
    `row_numbers` are cells that number the rows, headings included; they are None in `rows`.
    `has_merge_information` is False where the format carries none (text files, some .ods).
    """

    __slots__ = (
        "_beneath",
        "_heading_keys",
        "_hidden",
        "_merges",
        "account",
        "has_merge_information",
        "has_problems",
        "heading_rows",
        "headings",
        "height",
        "lines",
        "name",
        "openings",
        "row_numbers",
        "rows",
        "sheet",
        "texts",
        "values",
        "width",
    )

    def __init__(self, sheet: Sheet, has_merge_information: bool = True) -> None:
        self.sheet = sheet
        self.has_merge_information = has_merge_information
        self.name = sheet.name
        self.values = set(chain.from_iterable(sheet.rows))
        texts = {value for value in self.values if isinstance(value, str)}
        blanks = {text for text in texts if not text[:1].isalnum() and values.is_blank(text)}
        self.texts = texts - blanks
        self.headings = headings(self.texts)
        self.rows = [[None if one in blanks else one for one in row] for row in sheet.rows] if blanks else sheet.rows
        self.height = len(self.rows)
        self.width = len(self.rows[0]) if self.rows else 0
        self.heading_rows = (
            []
            if not self.headings
            else [row for row, line in enumerate(self.rows) if not self.headings.isdisjoint(line)]
        )
        self.account = Account(self.height, self.width)
        self.row_numbers = self._take_out_row_numbers()
        # A number that opens a row tells data from headings, titles and notes.
        self.openings = [
            row[0] if row and row[0] is not None else next((one for one in row if one is not None), None)
            for row in self.rows
        ]
        self.has_problems = bool(sheet.error_cells or sheet.uncalculated)
        self._merges: dict[Position, tuple[int, int, int, int]] = {}
        self._beneath: list[Position] = []
        self._hidden: list[Position] = []
        self._heading_keys: dict[int, dict[int, str]] = {}
        self.lines = list(self.rows)
        for merge in sheet.merges:
            self._merge(merge)

    def _take_out_row_numbers(self) -> list[Position]:
        """Blank a column of plain numbers 1, 2, 3 … that stands left of headings as well: a table tool wrote it."""
        for row in self.heading_rows:
            if row >= min(self.height - 1, _HEADER_ROWS):
                break
            column = next((place for place, value in enumerate(self.rows[row]) if value is not None), self.width)
            if column + 1 >= self.width or self.rows[row][column + 1] not in self.headings:
                continue
            if any(isinstance(self.rows[above][column], str) for above in range(row)):
                continue  # a heading stands over these numbers: they are the table's own
            first = self.rows[row][column]
            if not isinstance(first, int | float) or self.rows[row + 1][column] != first + 1:
                continue
            places = [
                (place, column) for place in range(self.height) if self.rows[place][column] == first + place - row
            ]
            self.rows = list(self.rows)
            for place, _ in places:
                self.rows[place] = [*self.rows[place][:column], None, *self.rows[place][column + 1 :]]
                self.account.mark(Fate.FURNITURE, place, (column,))
            return places
        return []

    def _merge(self, merge: tuple[int, int, int, int]) -> None:
        top, left, bottom, right = merge
        rows, columns = range(top, min(bottom, self.height - 1) + 1), range(left, min(right, self.width - 1) + 1)
        self._merges.update(dict.fromkeys(product(rows, columns), merge))
        for row in rows if columns else ():
            line = self.rows[row]
            if self.lines[row] is line:
                self.lines[row] = list(line)
            self.lines[row][left : right + 1] = [self.rows[top][left]] * len(columns)
            self._beneath += [(row, one) for one in columns if line[one] is not None and (row, one) != (top, left)]

    def filled(self) -> bytearray:
        """A byte for each cell, row by row: 1 where a person sees something; of a merge only its top-left cell."""
        marks = bytearray(map(is_not, chain.from_iterable(self.rows), repeat(None)))
        for row, column in chain(self.sheet.error_cells, self.sheet.uncalculated, self.row_numbers, self._hidden):
            marks[row * self.width + column] = 1
        for row, column in self._beneath:
            marks[row * self.width + column] = 0
        return marks

    def anchor(self, row: int, column: int) -> Position:
        """The top-left cell of the merge the cell lies in, else the cell itself."""
        merge = self._merges.get((row, column))
        return (merge[0], merge[1]) if merge else (row, column)

    def show(self, row: int, column: int, value: Value, place: Position) -> None:
        """Let the cell show a value that stands in another place, as if both were merged."""
        if place != self.anchor(row, column):
            self._merges[row, column] = (*place, *place)
        for line, at in ((row, column), place):
            if self.lines[line] is self.rows[line]:
                self.lines[line] = list(self.rows[line])
            self.lines[line][at] = value

    def hide(self, row: int, columns: Iterable[int]) -> None:
        """Take values of a row out: they are furniture, and no reader sees them."""
        taken = {column for column in columns if self.rows[row][column] is not None}
        self._hidden += [(row, column) for column in taken]
        if self.rows is self.sheet.rows:
            self.rows = list(self.rows)
        is_shown_as_it_is = self.lines[row] is self.rows[row]
        self.rows[row] = [None if column in taken else value for column, value in enumerate(self.rows[row])]
        self.lines[row] = (
            self.rows[row]
            if is_shown_as_it_is
            else [None if column in taken else value for column, value in enumerate(self.lines[row])]
        )
        self.openings[row] = next((value for value in self.rows[row] if value is not None), None)
        self.account.mark(Fate.FURNITURE, row, taken)

    def merge_end(self, row: int, column: int) -> Position:
        """The bottom-right cell of the merge the cell lies in, else the cell itself."""
        merge = self._merges.get((row, column))
        return (merge[2], merge[3]) if merge else (row, column)

    def value(self, row: int, column: int) -> Value:
        """The value a person sees in the place; None beyond the sheet."""
        return self.lines[row][column] if 0 <= row < self.height and 0 <= column < self.width else None

    def holding(self, texts: Set[str], rows: Iterable[int]) -> Iterator[tuple[int, int, str]]:
        """Row, column and text of the cells of these rows that hold one of the texts."""
        for row in rows if texts else ():
            if not texts.isdisjoint(self.rows[row]):
                for column, value in enumerate(self.rows[row]):
                    if isinstance(value, str) and value in texts:
                        yield row, column, value

    def heading_keys(self, row: int) -> dict[int, str]:
        """Column → heading key of the texts standing in the row itself; empty beyond the sheet."""
        if row not in self._heading_keys:
            self._heading_keys[row] = {
                column: key
                for column, value in enumerate(self.rows[row] if row < self.height else ())
                if isinstance(value, str) and len(value) < _LONGEST_HEADING and (key := heading_key(value))
            }
        return self._heading_keys[row]

    def text(self, row: int, column: int) -> str:
        """The value as text; empty for a blank."""
        value = self.lines[row][column] if 0 <= row < self.height and 0 <= column < self.width else None
        return value if isinstance(value, str) else "" if value is None else values.written(value)

    def is_blank(self, row: int, column: int) -> bool:
        """True where a person sees nothing; an error or an uncalculated formula is not blank."""
        return self.value(row, column) is None and self.problem(row, column) is None

    def mark_read(self, row: int, column: int) -> None:
        """Say in the account that the cell was read; of a merge, its top-left one."""
        if self._merges:
            row, column = self.anchor(row, column)
        if row < self.height and column < self.width:
            self.account.mark_cell_read(row, column)

    def problem(self, row: int, column: int) -> str | None:
        """`cell_error` for an error value, `cell_uncalculated` for a formula without a result, else None."""
        if not self.has_problems:
            return None
        position = self.anchor(row, column)
        if position in self.sheet.error_cells:
            return "cell_error"
        return "cell_uncalculated" if position in self.sheet.uncalculated else None

    def error_value(self, row: int, column: int) -> str:
        return self.sheet.error_cells[self.anchor(row, column)]

    def address(self, row: int, column: int) -> str:
        """The address of the cell, of a merge its top-left one."""
        merge = self._merges.get((row, column))
        return address(merge[0], merge[1]) if merge else address(row, column)
