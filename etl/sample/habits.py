"""How societies fill in the workbook in ways of their own: some of it is read as it is meant, some does not count."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from etl.sample.damage import Desk, unmerge
from etl.template import places
from etl.template.hints import read
from etl.template.look import put

_REMARKS = {"已完成": "已完成（见附件）", "部分完成": "部分完成：正在推进", "未完成": "未完成，明年开展"}
_WORDS = ("已完成", "部分完成", "未完成", "不适用")
_BOXES = {word: " ".join(f"{'☑' if word == other else '□'}{other}" for other in _WORDS) for word in _WORDS}
_BRACKETS = {"理事长": "理事长（法定代表人）", "副理事长": "常务副理事长", "秘书长": "秘书长（专职）"}
_STATISTICS = (("其中：", "女性", 12), ("平均年龄", "", 51), ("基层一线", "占比", "76%"))
_DELEGATES = (
    ("序号", "姓名", "性别", "工作单位", "职务"),
    *((number, f"示例{600 + number}", "女", "滨海示例大学", "会员代表") for number in range(1, 9)),
)
_EXPENSES = (("会议费", 3.2, 4.1, 3.8), ("科普活动费", 5.0, 6.5, 7.2), ("办公费", 1.1, 1.2, 1.0))


def remarks(desk: Desk) -> None:
    """A remark behind the status and behind the answer to 本年度是否换届."""
    _reword(_statuses(desk), _REMARKS)
    cell = desk.form[desk.field("is_renewal")]
    put(cell, f"{cell.value}（以会议纪要为准）")


def boxes(desk: Desk) -> None:
    """A box before each word, one of them ticked."""
    _reword(_statuses(desk), _BOXES)


def ticked_columns(desk: Desk) -> None:
    """A column for each status, the one that is true ticked."""
    sheet, letter = desk.table("answers"), places.columns("answers")
    unmerge(sheet)
    for place, word in enumerate(_WORDS):
        column = sheet[f"{letter['note']}1"].column + 1 + place
        put(sheet.cell(places.HEADER_ROW, column), word)
        for row in places.standard_rows(desk.rubric).values():
            if sheet[f"{letter['status']}{row}"].value == word:
                put(sheet.cell(row, column), "√")
    sheet.delete_cols(sheet[f"{letter['status']}1"].column)


def posts_in_brackets(desk: Desk) -> None:
    """Posts with what the law or the society calls them besides."""
    letter = places.columns("council")["post"]
    _reword([desk.table("council")[f"{letter}{row}"] for row in places.roster_rows("council")], _BRACKETS)


def posts_as_headings(desk: Desk) -> None:
    """No post beside the names, but a row with the post above those who hold it."""
    sheet, letter = desk.table("council"), places.columns("council")["post"]
    unmerge(sheet)
    column = sheet[f"{letter}1"].column - 1
    people = [row for row in sheet.iter_rows(min_row=places.FIRST_ROW, values_only=True) if row[column]]
    lines: list[Sequence[object]] = []
    for post, holders in itertools.groupby(people, key=lambda person: person[column]):
        lines.append((post, *[None] * (sheet.max_column - 1)))
        lines += [(*person[:column], None, *person[column + 1 :]) for person in holders]
    for row, line in enumerate(lines, start=places.FIRST_ROW):
        _write(sheet, row, line)


def statistics_below(desk: Desk) -> None:
    """Sums and shares under the roster."""
    sheet = desk.table("council")
    last = max(row for row in places.roster_rows("council") if sheet.cell(row, 2).value)
    for row, line in enumerate(_STATISTICS, start=last + 1):
        _write(sheet, row, line)


def delegates_beside(desk: Desk) -> None:
    """The roster of the congress beside that of the council."""
    _add_sheet(desk, "会员代表名册", _DELEGATES)


def expenses_beside(desk: Desk) -> None:
    """What the society spent, the years across."""
    years = (f"{year}年" for year in range(desk.period - 2, desk.period + 1))
    _add_sheet(desk, "经费支出", [("项目", *years), *_EXPENSES])


def hidden_last_year(desk: Desk) -> None:
    """Last year's answers, all of them done, on a sheet that is hidden."""
    sheet = desk.book.copy_worksheet(desk.table("answers"))
    sheet.title = f"{desk.period - 1}年任务完成情况"
    sheet.sheet_state = "hidden"
    for row in places.standard_rows(desk.rubric).values():
        put(sheet[f"{places.columns('answers')['status']}{row}"], "已完成")


def members_on_form(desk: Desk) -> None:
    """Members of each year as lines of the form, and no sheet for them."""
    sheet, letter = desk.table("membership"), places.columns("membership")["individual"]
    _add_lines(
        desk,
        [
            (f"{year}年底个人会员数", sheet[f"{letter}{row}"].value)
            for year, row in places.year_rows(desk.rubric, desk.period).items()
        ],
    )
    desk.book.remove(sheet)


def running_numbers(desk: Desk) -> None:
    """Rows numbered from 1 to 56 instead of by task."""
    sheet = desk.table("answers")
    unmerge(sheet)
    for number, row in enumerate(places.standard_rows(desk.rubric).values(), start=1):
        put(sheet[f"A{row}"], number)


def own_heading(desk: Desk) -> None:
    """落实情况 instead of 完成情况."""
    put(desk.table("answers")[f"{places.columns('answers')['status']}{places.HEADER_ROW}"], "落实情况")


def choice_line(desk: Desk) -> None:
    """The numbers of the chosen tasks on the form, and 是否选做 blank in the table."""
    rows, letter = places.standard_rows(desk.rubric), places.columns("answers")["chosen"]
    numbers = []
    for task in desk.rubric.tasks:
        cell = desk.table("answers")[f"{letter}{rows[task.standards[0].criterion_id]}"]
        if cell.value == "是":
            numbers.append(str(task.number))
        if task.group == "optional":
            cell.value = None
    _add_lines(desk, [("选做任务", "、".join(numbers))])


def _statuses(desk: Desk) -> list[Cell]:
    letter = places.columns("answers")["status"]
    return [desk.table("answers")[f"{letter}{row}"] for row in places.standard_rows(desk.rubric).values()]


def _reword(cells: Iterable[Cell], words: Mapping[str, str]) -> None:
    for cell in cells:
        if cell.value in words:
            put(cell, words[cell.value])


def _add_lines(desk: Desk, lines: Iterable[tuple[str, object]]) -> None:
    """Write labels and values under the last line of the form."""
    first = places.FIRST_ROW + len(desk.layout.fields)
    for row, (label, value) in enumerate(lines, start=first):
        put(desk.form[f"{places.LABEL}{row}"], label)
        put(desk.form[f"{places.VALUE}{row}"], value)


def _add_sheet(desk: Desk, title: str, lines: Iterable[Sequence[object]]) -> None:
    sheet = desk.book.create_sheet(title)
    put(sheet["A1"], f"{title}{read().texts['demo_mark']}")
    for row, line in enumerate(lines, start=places.HEADER_ROW):
        _write(sheet, row, line)


def _write(sheet: Worksheet, row: int, line: Iterable[object]) -> None:
    for column, value in enumerate(line, start=1):
        put(sheet.cell(row, column), value)
