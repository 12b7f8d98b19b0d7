"""What a society stated last year, and how it confirms that in its next workbook."""

import datetime as dt
from collections.abc import Iterator, Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from etl.template import Last, look, places
from etl.template.last_stated import LastYear, RosterSent
from etl.workbook import Value

CHOICE, SAME = "本年", "同上年"
PERSONS: tuple[Mapping[str, Value], ...] = tuple(
    {
        "name": name,
        "gender": "女",
        "birth": dt.date(1975, 3, 1),
        "party": "群众",
        "job_title": "教授",
        "employer": "滨海示例大学",
        "post": post,
        "frontline": "是",
    }
    for name, post in (("示例赵一", "理事长"), ("示例钱二", "常务理事"), ("示例孙三", "理事"), ("示例李四", "理事"))
)
SUPERVISOR: Mapping[str, Value] = {key: PERSONS[0][key] for key in ("gender", "birth", "party", "employer")}
YEAR = LastYear(
    period=2017,
    form={"delegates": 186, "has_standing_declared": "是", "staff_fulltime": 3, "founded_date": "1986-05-20"},
    status={"T01-1": "已完成", "T01-2": "部分完成", "T12-1": "已完成", "T12-2": "未完成"},
    quantity={"T12-1": 3},
    chosen={"T12": "是", "T13": "否"},
    rosters={
        "council": RosterSent("c" * 64, PERSONS),
        "supervisors": RosterSent("d" * 64, ({"name": "示例周五", "post": "监事长", **SUPERVISOR},)),
    },
)
LAST = Last(YEAR.form, {2016: (410, 12), 2017: (455, 14)}, YEAR)


def choices(sheet: Worksheet) -> Iterator[Cell]:
    """The cells under 本年 in which something may be chosen; for the form the one above it."""
    for heading in sheet[places.HEADER_ROW]:
        if heading.value == CHOICE and sheet.title == "基本情况":
            yield sheet.cell(places.HEADER_ROW - 1, heading.column)
        elif heading.value == CHOICE:
            for row in range(places.FIRST_ROW, sheet.max_row + 1):
                cell = sheet.cell(row, heading.column)
                if not isinstance(cell, MergedCell) and cell.style == look.REQUIRED:
                    yield cell


def confirm(book: Workbook) -> int:
    """Choose 同上年 wherever one may, and return how many cells were touched."""
    cells = [cell for sheet in book for cell in choices(sheet)]
    for cell in cells:
        cell.value = SAME
    return len(cells)
