"""Marks to make, and what a marked workbook shows."""

import io
from collections.abc import Sequence

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from etl.returns import CORRECTIONS_SHEET, Mark, mark_workbook
from tests.etl.returns.workbooks import TASKS

ERROR, WARNING = "FFF3B9A2", "FFF9DC8C"


def mark(cell: str, severity: str = "error", sheet: str = TASKS, **texts: str) -> Mark:
    fields = {"title": "数量不是整数", "message": "“约120”不是整数。", "remedy": "请填写整数。"}
    return Mark(sheet, cell, severity, **(fields | texts), suggestion=None, value=None)


def opened(data: bytes, marks: Sequence[Mark]) -> Workbook:
    return load_workbook(io.BytesIO(mark_workbook(data, marks, "须更正清单")), rich_text=True)


def tints(workbook: Workbook) -> dict[str, str]:
    """The tinted cells of all sheets but the list, as 'sheet!A1'."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.fill.fgColor.rgb
        for sheet in workbook.worksheets
        if sheet.title != CORRECTIONS_SHEET
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fgColor.rgb in (ERROR, WARNING)
    }


def comments(workbook: Workbook) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


TEXT = "【学会改革任务看板】\n【须更正】数量不是整数\n“约120”不是整数。\n怎样改：请填写整数。"
