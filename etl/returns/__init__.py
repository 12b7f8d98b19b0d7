"""Return for correction: the submitter's own workbook with the bad cells marked, or the list alone."""

from etl.returns.correction_list import StepLine
from etl.returns.corrections_workbook import list_workbook
from etl.returns.mark import CORRECTIONS_SHEET, CannotMark, Mark
from etl.returns.marking import ReturnedWorkbook, list_alone, mark_workbook, return_workbook

__all__ = [
    "CORRECTIONS_SHEET",
    "CannotMark",
    "Mark",
    "ReturnedWorkbook",
    "StepLine",
    "list_alone",
    "list_workbook",
    "mark_workbook",
    "return_workbook",
]
