"""What calamine keeps to itself about a sheet: error cells, uncalculated formulas, and how far it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from etl.workbook import limits
from etl.workbook.address import address
from etl.workbook.contents import Cell, Merge, Objects, Unreadable

Span = tuple[int, int]
"""First and last row or column, counted from zero."""


@dataclass(frozen=True, slots=True)
class Scan:
    """One sheet, looked through before calamine opens it."""

    error_cells: dict[Cell, str] = field(default_factory=dict)
    uncalculated: frozenset[Cell] = frozenset()
    merges: tuple[Merge, ...] = ()
    hidden_rows: tuple[Span, ...] = ()
    hidden_columns: tuple[Span, ...] = ()
    struck_cells: frozenset[Cell] = frozenset()
    has_iso_dates: bool = False
    """Some cells hold dates as ISO text, of which calamine leaves those with a zone as they are."""
    objects: Objects = ()


def within(spans: Iterable[Span], size: int) -> frozenset[int]:
    """Return the rows or columns of these spans below `size`; each is looked at once, however often they overlap."""
    places: set[int] = set()
    end = 0
    for first, last in sorted(spans):
        places.update(range(max(first, end), min(last + 1, size)))
        end = max(end, last + 1)
    return frozenset(places)


class Reach:
    """How far the cells of one sheet reach that hold something, and which of them reach farthest."""

    def __init__(self) -> None:
        self._lowest: Cell = (-1, -1)
        self._rightmost: Cell = (-1, -1)

    def add(self, row: int, column: int) -> None:
        """Count a cell that holds something."""
        if row > self._lowest[0]:
            self._lowest = (row, column)
        if column > self._rightmost[1]:
            self._rightmost = (row, column)

    def check(self, sheet: str) -> None:
        """Refuse a sheet that is too large to read.

        Raises:
            Unreadable: `file_unsafe` for a cell that no sheet has, `file_far_cell` for one far from the others.
        """
        height, width = self._lowest[0] + 1, self._rightmost[1] + 1
        if height > limits.LAST_ROW or width > limits.LAST_COLUMN:
            raise Unreadable("file_unsafe", {"limit": "有单元格在 XFD1048576 之外"})
        if height > limits.ROWS or height * width > limits.CELLS:
            is_tall = height / limits.LAST_ROW >= width / limits.LAST_COLUMN
            far = self._lowest if is_tall else self._rightmost
            raise Unreadable("file_far_cell", {"sheet": sheet, "cell": address(*far)})
