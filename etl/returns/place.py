"""Places on a sheet as they are counted in a package: rows and columns from 1."""

from etl.returns.mark import CannotMark
from etl.workbook import address
from etl.workbook.address import area as area_from_zero
from etl.workbook.limits import LAST_COLUMN, LAST_ROW

Place = tuple[int, int]
"""Row and column of a cell, from 1."""


def reference(place: Place) -> str:
    """The cell's address as Excel writes it."""
    return address(place[0] - 1, place[1] - 1)


def area(written: str) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of 'E14' or 'A4:C9'. Raises CannotMark for anything else."""
    try:
        top, left, bottom, right = (number + 1 for number in area_from_zero(written))
    except ValueError as error:
        raise CannotMark(f"读不懂的地址 {written}") from error
    if not (1 <= top <= bottom <= LAST_ROW and left <= right <= LAST_COLUMN):
        raise CannotMark(f"地址 {written} 在表外")
    return top, left, bottom, right
