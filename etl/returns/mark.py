"""A finding placed at a cell, and the tint each severity gives it in what goes back."""

from dataclasses import dataclass

from etl.knowledge import layout as layouts
from etl.words import SEVERITIES

CORRECTIONS_SHEET = layouts.read().corrections_sheet


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding at one cell of a submitted workbook."""

    sheet: str | None  # name as in the workbook; None: the finding concerns the file
    cell: str | None  # 'E14', or a range 'A4:C9', whose first cell is marked
    severity: str  # a key of etl.words.SEVERITIES
    title: str
    message: str
    remedy: str
    suggestion: str | None
    value: str | None  # as written; None for personal columns


# Deeper than the template's own tints (required, missing), or a mark would not be seen on its cells. No other fill may
# have these colours: by them a workbook that comes back a second time shows which cells were tinted by us.
ERROR_TINT = "F3B9A2"
WARNING_TINT = "F9DC8C"
TINTS = {"fatal": ERROR_TINT, "error": ERROR_TINT, "warning": WARNING_TINT}
WORST_FIRST = tuple(SEVERITIES)


class CannotMark(Exception):
    """This workbook cannot be marked without risk to what else is in it; `reason` says why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
