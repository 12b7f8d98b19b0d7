"""Workbooks that show last year's values beside ours, for the findings about their confirmations."""

from collections.abc import Callable

from openpyxl.worksheet.worksheet import Worksheet

FORM, ANSWERS, COUNCIL = "基本情况", "任务完成情况", "理事会名册"


def last_year(*, has_source: bool = False, **cells: str) -> Callable[[dict[str, Worksheet]], None]:
    """The first standard stands beside last year's answer; with `has_source` a hidden sheet says whose it is."""

    def change(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets[ANSWERS]
        for cell, value in {"G1": "上年完成情况", "H1": "本年", "E2": "", **cells}.items():
            sheet[cell] = value or None
        if has_source:
            source = sheet.parent.create_sheet("上年来源")
            source.append(["学会", sheets[FORM]["B1"].value])
            source.append(["年度", 2017])

    return change


def half_confirmed(sheets: dict[str, Worksheet]) -> None:
    """The first person of last year has changed, of the second nothing is said."""
    for row, cells in enumerate((("本年", "校验"), ("有变化", "0"), (None, "0")), start=1):
        for column, value in enumerate(cells, start=13):
            sheets[COUNCIL].cell(row, column).value = value
