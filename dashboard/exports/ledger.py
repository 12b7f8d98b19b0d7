"""The 台账: one society a row, its twenty tasks in words and colours, totals with denominators; an annex as it is."""

from collections.abc import Mapping
from itertools import groupby

import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.exports import table_sheet as sheets
from dashboard.exports.table_workbook import NOTES, saved
from dashboard.wording.labels import COLUMNS, GROUPS, VERDICTS

SHEET = "台账"
BEFORE_TASKS = ("name", "category", "supporting_unit", "renewal_applicability", "state")
CONCLUSIONS = ("basic", "renewal", "optional", "overall")
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

    `societies` (grain society, in words, a column for each task named by its task_id) and `tasks` (task_id, number,
    short_title, task_group) are those of `queries.ledger`; `deadline` is written as given.
    """
    judged = [*tasks["task_id"], *CONCLUSIONS]
    columns = [*BEFORE_TASKS, *tasks["task_id"], "chosen_count", *CONCLUSIONS]
    frame = societies[columns]
    upper = {task.task_id: GROUPS[task.task_group] for task in tasks.itertuples()} | dict.fromkeys(CONCLUSIONS, "结论")
    lower = {task.task_id: f"{task.number} {task.short_title}" for task in tasks.itertuples()}
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = SHEET
    lines = (f"{stamp}　　筛选：{filters_text or '全部'}", f"单位：家　　报送截止日期：{deadline}")
    group_row = sheets.write_title(sheet, title, lines, len(columns) + 1)
    headings = [(sheets.NUMBER, "")]
    for column in columns:
        own = lower.get(column) or COLUMNS[column]
        headings.append((upper[column], own) if column in upper else (own, ""))
    _write_headers(sheet, group_row, headings)
    first = group_row + 2
    sheets.write_rows(sheet, first, frame)
    _write_totals(sheet, first + len(frame), frame, judged)
    sheet.auto_filter.ref = f"A{first - 1}:{get_column_letter(len(columns) + 1)}{first - 1 + len(frame)}"
    widths = [
        _TASK_WIDTH if column in judged else width
        for column, width in zip(columns, sheets.widths([COLUMNS.get(one, one) for one in columns], frame), strict=True)
    ]
    sheets.set_up(sheet, [sheets.NARROWEST, *widths], first - 1, f"C{first}", sheets.A3)
    sheets.write_notes(workbook.create_sheet(NOTES), stamp, filters_text, definitions)
    return saved(workbook)


def _write_headers(sheet: Worksheet, row: int, headings: list[tuple[str, str]]) -> None:
    """Two rows: what belongs together under one heading; a heading without a lower one spans both rows."""
    for offset, height in enumerate((20, 62)):
        sheets.write_header(sheet, row + offset, [heading[offset] for heading in headings])
        sheet.row_dimensions[row + offset].height = height
    column = 1
    for (_, has_lower), span in groupby(headings, key=lambda heading: (heading[0], bool(heading[1]))):
        last = column + len(list(span)) - 1
        last_row = row if has_lower else row + 1
        sheet.merge_cells(start_row=row, start_column=column, end_row=last_row, end_column=last)
        column = last + 1


def _write_totals(sheet: Worksheet, row: int, frame: pd.DataFrame, judged: list[str]) -> None:
    """达标 as numerator and denominator, 未达标 and 待定 as counts, for each column of verdicts."""
    words = [VERDICTS[verdict] for verdict in ("met", "unmet", "unknown")]
    for column, heading in enumerate(frame.columns, 2):
        if heading in judged:
            met, unmet, unknown = (int((frame[heading] == word).sum()) for word in words)
            for offset, value in enumerate((f"{met}/{met + unmet + unknown}", unmet, unknown)):
                sheets.put(sheet, row + offset, column, value)
    for offset, label in enumerate(("合计：达标／应完成", "合计：未达标", "合计：待定")):
        sheets.put(sheet, row + offset, 2, label)
        for column, heading in enumerate((sheets.NUMBER, *frame.columns), 1):
            sheets.dress_total(sheet.cell(row + offset, column), is_centred=heading in judged)
