"""The 台账: one society a row, its twenty tasks in words and colours, totals with denominators; an annex as it is."""

from dataclasses import dataclass
from itertools import groupby

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from dashboard.exports import table_sheet as sheets
from dashboard.exports.table_sheet import About, Book
from dashboard.wording.labels import COLUMNS, GROUPS, VERDICTS

SHEET = "台账"
BEFORE_TASKS = ("name", "category", "supporting_unit", "renewal_applicability", "state")
CONCLUSIONS = ("basic", "renewal", "optional", "overall")
POINTS = ("score", "grade")  # where the rubric gives points
LEDGER_COLUMNS = (*BEFORE_TASKS, "chosen_count", *CONCLUSIONS)  # beside one for each task
GROUP_HEIGHT = 20
_TASK_WIDTH = 7.5


@dataclass(frozen=True, slots=True)
class _Heading:
    """What stands above a column; one without a `lower` part spans both rows of headings."""

    upper: str
    lower: str = ""


def ledger_xlsx(societies: pd.DataFrame, tasks: pd.DataFrame, title: str, deadline: str, about: About) -> bytes:
    """The ledger as a workbook, A3 across, headers and names frozen, three rows of totals at the end.

    `societies` (grain society, in words, a column for each task named by its task_id, `POINTS` where there are any)
    and `tasks` (task_id, number, short_title, task_group) are those of `queries.ledger`; `deadline` is written as
    given. Its two rows of headings are more than an Excel table may have.
    """
    ordered = [*BEFORE_TASKS, *tasks["task_id"], "chosen_count", *CONCLUSIONS, *POINTS]
    columns = [one for one in ordered if one in societies]
    judged = [one for one in columns if one in CONCLUSIONS or one in set(tasks["task_id"])]
    frame = societies[columns]
    above = {
        task.task_id: _Heading(GROUPS[task.task_group], f"{task.number} {task.short_title}")
        for task in tasks.itertuples()
    } | {one: _Heading("结论", COLUMNS[one]) for one in CONCLUSIONS}
    headings = [_Heading(sheets.NUMBER), *(above.get(one) or _Heading(COLUMNS[one]) for one in columns)]
    book = Book(title)
    sheet = book.add_sheet(SHEET)
    fitting = sheets.widths([COLUMNS.get(one, one) for one in columns], frame)
    fitting = [_TASK_WIDTH if column in judged else width for column, width in zip(columns, fitting, strict=True)]
    widths = [sheets.NARROWEST, *fitting]
    lines = (f"{about.stamp}　　筛选：{about.origin['筛选']}", f"单位：家　　报送截止日期：{deadline}")
    group_row = book.write_title(sheet, title, lines, widths)
    _write_headings(book, sheet, group_row, headings, sheets.height([one.lower for one in headings], widths))
    first = group_row + 2
    book.write_rows(sheet, first, frame, widths)
    _write_totals(book, sheet, first + len(frame), frame, judged)
    sheet.autofilter(first - 1, 0, first - 1 + len(frame), len(columns))
    sheets.set_up(sheet, widths, (first, 2), sheets.A3)
    book.add_notes(about)
    return book.saved()


def _write_headings(book: Book, sheet: Worksheet, row: int, headings: list[_Heading], lower_height: float) -> None:
    """Two rows, the lower one of that height: what belongs together stands under one heading."""
    for offset, height in enumerate((GROUP_HEIGHT, lower_height)):
        texts = [heading.lower if offset else heading.upper for heading in headings]
        book.write_headings(sheet, row + offset, texts, height)
    column = 0
    for (upper, has_lower), span in groupby(headings, key=lambda heading: (heading.upper, bool(heading.lower))):
        last = column + len(list(span)) - 1
        last_row = row if has_lower else row + 1
        if (last_row, last) != (row, column):
            sheet.merge_range(row, column, last_row, last, upper, book.format(sheets.HEADING))
        column = last + 1


def _write_totals(book: Book, sheet: Worksheet, row: int, frame: pd.DataFrame, judged: list[str]) -> None:
    """达标 as numerator and denominator, 未达标 and 待定 as counts, for each column of verdicts."""
    counted = {one: [int((frame[one] == VERDICTS[verdict]).sum()) for verdict in ("met", "unmet", "unknown")]
               for one in judged}  # fmt: skip
    for offset, label in enumerate(("合计：达标／应完成", "合计：未达标", "合计：待定")):
        for column, heading in enumerate((sheets.NUMBER, *frame.columns)):
            value: object = label if column == 1 else None
            if heading in counted:
                counts = counted[heading]
                value = counts[offset] if offset else f"{counts[0]}/{sum(counts)}"
            look = {**sheets.TOTAL, "align": "center"} if heading in counted else sheets.TOTAL
            book.put(sheet, (row + offset, column), value, look)
