"""The 台账: one society a row, its twenty tasks in words and colours, totals with denominators; an annex as it is."""

from collections.abc import Mapping
from itertools import groupby

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports import sheet as sheets
from dashboard.exports.workbook import NOTES, saved

SHEET = "台账"
GROUPS = {"basic": "基本任务", "renewal": "换届任务", "optional": "选做任务"}
SUMMARIES = ("基本任务结论", "换届任务结论", "选做任务结论", "总体结论")
MET, UNMET, UNKNOWN = "达标", "未达标", "待定"
_TASK_WIDTH = 7.5


def ledger_xlsx(
    societies: pd.DataFrame,
    tasks: pd.DataFrame,
    title: str,
    filters_text: str,
    definitions: Mapping[str, str],
    stamp: str,
    deadline: str,
) -> bytes:
    """The ledger as a workbook, A3 across, headers and names frozen, three rows of totals at the end.

    `societies`: grain society, columns named as they shall be headed, the name first; a column for each task is named
    by its task_id, those of SUMMARIES may follow; both hold words (达标, 未达标, 待定; others are not counted).
    `tasks`: task_id, number, short_title, task_group, in order. `deadline` is written as given.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    headings = [sheets.NUMBER, *map(str, societies.columns)]
    lines = (f"{stamp}　　筛选：{filters_text or '全部'}", f"单位：家　　报送截止日期：{deadline}")
    group_row = sheets.write_title(sheet, title, lines, len(headings))
    _write_headers(sheet, group_row, headings, tasks)
    first = group_row + 2
    sheets.write_rows(sheet, first, societies)
    _write_totals(sheet, first + len(societies), societies, [*tasks["task_id"], *SUMMARIES])
    sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(headings))}{first - 1 + len(societies)}"
    judged = {*tasks["task_id"], *SUMMARIES}
    widths = [
        _TASK_WIDTH if heading in judged else width
        for heading, width in zip(headings[1:], sheets.widths(headings[1:], societies), strict=True)
    ]
    sheets.set_up(sheet, [sheets.NARROWEST, *widths], first - 1, f"C{first}", sheets.A3)
    sheets.write_notes(workbook.create_sheet(NOTES), stamp, filters_text, definitions)
    return saved(workbook)


def _write_headers(sheet: Worksheet, row: int, headings: list[str], tasks: pd.DataFrame) -> None:
    """Two rows: the groups over number and short title of their tasks; every other heading spans both."""
    task = {one.task_id: one for one in tasks.itertuples()}
    upper = [GROUPS[task[heading].task_group] if heading in task else heading for heading in headings]
    lower = [f"{task[heading].number} {task[heading].short_title}" if heading in task else "" for heading in headings]
    for offset, (texts, height) in enumerate(((upper, 20), (lower, 62))):
        sheets.write_header(sheet, row + offset, texts)
        sheet.row_dimensions[row + offset].height = height
    for _, span in groupby(range(len(headings)), key=lambda place: upper[place]):
        first, *rest = (place + 1 for place in span)
        last = rest[-1] if rest else first
        is_group = headings[first - 1] in task
        sheet.merge_cells(
            start_row=row, start_column=first, end_row=row if is_group else row + 1, end_column=last
        )


def _write_totals(sheet: Worksheet, row: int, societies: pd.DataFrame, judged: list[str]) -> None:
    """达标 as numerator and denominator, 未达标 and 待定 as counts, for each column of verdicts."""
    places = {heading: place for place, heading in enumerate(societies.columns, 2) if heading in judged}
    for heading, column in places.items():
        met, unmet, unknown = (int((societies[heading] == word).sum()) for word in (MET, UNMET, UNKNOWN))
        for offset, value in enumerate((f"{met}/{met + unmet + unknown}", unmet, unknown)):
            sheets.put(sheet, row + offset, column, value)
    for offset, label in enumerate(("合计：达标／应完成", "合计：未达标", "合计：待定")):
        sheets.put(sheet, row + offset, 2, label)
        for column in range(1, len(societies.columns) + 2):
            sheets.dress_total(sheet.cell(row + offset, column), is_centred=column in places.values())
