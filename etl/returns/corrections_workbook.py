"""The list of corrections as a workbook of its own, for files that cannot be marked."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from etl.returns import correction_list as look
from etl.returns.cell_text import cell_text
from etl.returns.correction_list import (
    COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    LIST_GUIDE,
    STEP_COLUMNS,
    CorrectionLine,
    Listing,
    StepLine,
    lines,
    summary,
    with_steps,
)
from etl.returns.mark import CORRECTIONS_SHEET, TINTS, Mark
from etl.workbook.saving import save

EDGE = Side(style="thin", color=look.LINE)
BORDER = Border(EDGE, EDGE, EDGE, EDGE)
TITLE = Font(name=look.FONT, size=look.TITLE_SIZE, bold=True, color=look.INK)
SUMMARY = Font(name=look.FONT, size=look.TEXT_SIZE, color=look.MUTED)
HEADER = Font(name=look.FONT, size=look.TEXT_SIZE, bold=True, color=look.BRAND)
TEXT = Font(name=look.FONT, size=look.TEXT_SIZE, color=look.INK)
LEFT = Alignment(vertical="center", wrap_text=True)
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)
TOP_CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def list_workbook(marks: Sequence[Mark], title: str, reason: str = "", steps: Sequence[StepLine] = ()) -> bytes:
    """The list alone as an .xlsx file: the same sheet as in a marked workbook, without links.

    `reason`: why the submitter's own workbook is not marked, if there is more to say than that it is none.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = CORRECTIONS_SHEET
    guide = summary(marks, f"未能在原表上标注：{reason}。{LIST_GUIDE}" if reason else LIST_GUIDE)
    guide = with_steps(guide, steps)
    _banner(sheet, 1, title, TITLE, look.TITLE_HEIGHT)
    _banner(sheet, 2, guide, SUMMARY, look.summary_height(guide))
    _header(sheet, HEADER_ROW, [heading for heading, _ in COLUMNS])
    by_appearance = list(dict.fromkeys(mark.sheet or "" for mark in marks))
    listing = Listing(title, guide, lines(marks, by_appearance, has_links=False), steps)
    for number, line in enumerate(listing.lines, 1):
        _line(sheet, number, line)
    if steps:
        _steps(sheet, listing)
    _set_up(sheet)
    target = io.BytesIO()
    save(workbook, target)
    return target.getvalue()


def _banner(sheet: Worksheet, row: int, text: str, font: Font, height: float) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))
    _write(sheet.cell(row, 1), text, font, LEFT)
    sheet.row_dimensions[row].height = height


def _header(sheet: Worksheet, row: int, headings: Sequence[str]) -> None:
    for column, heading in enumerate(headings, 1):
        cell = sheet.cell(row, column)
        _write(cell, heading, HEADER, CENTRED)
        cell.fill = PatternFill("solid", look.HEADER_TINT)
        cell.border = BORDER
    sheet.row_dimensions[row].height = look.HEADER_HEIGHT


def _steps(sheet: Worksheet, listing: Listing) -> None:
    _banner(sheet, listing.steps_row, look.steps_title(listing.steps), TITLE, look.TITLE_HEIGHT)
    _header(sheet, listing.steps_row + 1, STEP_COLUMNS)
    for number, step in enumerate(listing.steps, 1):
        row = listing.steps_row + 1 + number
        values: tuple[str | int, ...] = (number, step.task, step.item, step.text, step.sentence, "")
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            _write(cell, value, TEXT, TOP_CENTRED if column == 1 else TOP)
            cell.border = BORDER
        sheet.row_dimensions[row].height = step.height


def _line(sheet: Worksheet, number: int, line: CorrectionLine) -> None:
    row = FIRST_ROW - 1 + number
    values: tuple[str | int, ...] = (number, line.sheet, line.cell, line.problem, line.remedy, line.value)
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        _write(cell, value, TEXT, TOP_CENTRED if column in (1, 3) else TOP)
        cell.border = BORDER
    sheet.cell(row, 1).fill = PatternFill("solid", TINTS[line.severity])
    sheet.row_dimensions[row].height = line.height


def _write(cell: Cell, value: str | int, font: Font, alignment: Alignment) -> None:
    cell.value = cell_text(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl makes a formula of what begins with = and an error of '#N/A'
        cell.quotePrefix = True
    cell.font = font
    cell.alignment = alignment


def _set_up(sheet: Worksheet) -> None:
    for column, (_, width) in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = look.TAB
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = look.FOOTER
