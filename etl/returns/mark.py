"""A finding placed at a cell, and how each severity is named and coloured in what goes back."""

from dataclasses import dataclass

CORRECTIONS_SHEET = "须更正清单"
AUTHOR = "学会改革任务看板"


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding at one cell of a submitted workbook."""

    sheet: str | None  # name as in the workbook; None: the finding concerns the file
    cell: str | None  # 'E14', or a range 'A4:C9', whose first cell is marked
    severity: str  # a key of SEVERITIES
    title: str
    message: str
    remedy: str
    suggestion: str | None
    value: str | None  # as written; None for personal columns


@dataclass(frozen=True, slots=True)
class Severity:
    """How a severity is shown: its word, the fill of the cell (RRGGBB), its place among the others (0 is worst)."""

    word: str
    tint: str
    rank: int


# A tint is also how a workbook that comes back a second time shows which cells were tinted by us:
# both are one step off round values, so that nobody else's fill is taken for ours.
ERROR_TINT = "F8D9CE"
WARNING_TINT = "FBEFC8"
SEVERITIES = {
    "fatal": Severity("退回", ERROR_TINT, 0),
    "error": Severity("须更正", ERROR_TINT, 1),
    "warning": Severity("请核对", WARNING_TINT, 2),
}


class CannotMark(Exception):
    """This workbook cannot be marked without risk to what else is in it; `reason` says why, in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
