"""Where on a sheet's grid the box of a comment ends."""

from collections.abc import Callable
from dataclasses import dataclass

from etl.returns.marked_sheet import MarkedSheet
from etl.returns.place import Place
from etl.workbook.limits import LAST_COLUMN, LAST_ROW

PIXELS_PER_POINT = 4 / 3
PIXELS_PER_COLUMN_UNIT = 7
DEFAULT_ROW_POINTS = 15.0
DEFAULT_COLUMN_UNITS = 64 / PIXELS_PER_COLUMN_UNIT
GAP = 12  # pixels between a cell and its comment
LARGEST = 1_000.0  # points or column units; Excel's own limits are 409 and 255
LONGEST_WALK = 1_000  # rows or columns; hidden ones have no size


@dataclass(frozen=True, slots=True)
class CommentBox:
    """The box of a comment.

    `anchor` is the content of `x:Anchor`, counted from 0: column, offset in it, row, offset in it of the left upper
    and then of the right lower corner. All offsets, `width` and `height` are pixels.
    """

    anchor: str
    width: int
    height: int


def box_beside(sheet: MarkedSheet, cell: Place, width: int, height: int) -> CommentBox:
    """A box of that size in pixels beside the cell."""
    row, column = cell
    left = min(column, LAST_COLUMN - 8)
    top = min(max(row - 2, 0), LAST_ROW - 60)
    right, right_offset = _walk(left, GAP + width, LAST_COLUMN, lambda each: _column_pixels(sheet, each + 1))
    bottom, bottom_offset = _walk(top, height, LAST_ROW, lambda each: _row_pixels(sheet, each + 1))
    return CommentBox(f"{left}, {GAP}, {top}, 0, {right}, {right_offset}, {bottom}, {bottom_offset}", width, height)


def _walk(start: int, distance: int, limit: int, pixels: Callable[[int], int]) -> tuple[int, int]:
    for at in range(start, min(start + LONGEST_WALK, limit)):
        if distance <= pixels(at):
            return at, distance
        distance -= pixels(at)
    return at, 0


def _column_pixels(sheet: MarkedSheet, column: int) -> int:
    for first, last, element in sheet.columns:
        if first <= column <= last:
            attributes = element.attributes
            if attributes.get("hidden") in ("1", "true"):
                return 0
            if "width" in attributes:
                return round(_size(attributes["width"], DEFAULT_COLUMN_UNITS) * PIXELS_PER_COLUMN_UNIT)
    return round(_size(_default(sheet, "defaultColWidth"), DEFAULT_COLUMN_UNITS) * PIXELS_PER_COLUMN_UNIT)


def _row_pixels(sheet: MarkedSheet, row: int) -> int:
    attributes = sheet.rows[row].attributes if row in sheet.rows else {}
    if attributes.get("hidden") in ("1", "true"):
        return 0
    points = attributes.get("ht") or _default(sheet, "defaultRowHeight")
    return round(_size(points, DEFAULT_ROW_POINTS) * PIXELS_PER_POINT)


def _size(written: str | None, usual: float) -> float:
    """The size that is written, or the usual one where it is none: `NaN`, `auto`, -1, 1e400."""
    try:
        size = float(written or usual)
    except ValueError:
        return usual
    return size if 0 <= size <= LARGEST else usual


def _default(sheet: MarkedSheet, name: str) -> str | None:
    element = sheet.root.child("sheetFormatPr")
    return element.attributes.get(name) if element else None
