"""Whatever stands in a workbook, its account adds up, and no sheet with content goes unread in silence
(docs/workbook.md, Nothing vanishes).
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS
from etl.submission import Knowledge, Understanding, understand
from tests.etl import society

KNOWLEDGE = Knowledge.of(tuple(sorted(RUBRICS.glob("*.toml"))))
Rows = Sequence[Sequence[Any]]
FORM: Rows = [list(row) for row in society.FORM.items()]
ANSWERS: Rows = [
    ["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"],
    *(
        [task.number, task.title, one.text, "是", "已完成", 3]
        for task in rubrics.read_all()[0].tasks[:4]
        for one in task.standards
    ),
]
MEMBERS: Rows = [["年份", "个人会员数", "单位会员数"], *([year, *figures] for year, figures in society.MEMBERS.items())]
ROSTER: Rows = [society.ROSTER_HEADINGS, *society.council(5, 0)]
FINANCES: Rows = [["年度", "2016年", "2017年"], ["收入（元）", 120000, 130000], ["支出（元）", 99000, 98000]]
AWARDS: Rows = [["奖项", "等级", "人数"], ["示例奖", "一等", 3], ["示例奖", "二等", 5]]
PLAN: Rows = [
    ["学会名称", "党组织", "党员人数", "书记"],
    ["示例甲学会", "有", 12, "示例甲"],
    ["示例乙学会", "无", 5, "示例乙"],
]
TABLES = (FORM, ANSWERS, MEMBERS, ROSTER, FINANCES, AWARDS, PLAN)


@st.composite
def blocks(draw: st.DrawFn) -> Rows:
    """A table, perhaps cut, with another heading, without one, or with a title above."""
    rows = [list(row) for row in draw(st.sampled_from(TABLES))]
    rows = rows[: draw(st.integers(2, len(rows)))]
    match draw(st.sampled_from(("as it is", "other heading", "no heading", "column less", "title"))):
        case "other heading":
            rows[0][draw(st.integers(0, len(rows[0]) - 1))] = "另一栏"
        case "no heading":
            rows = rows[1:]
        case "column less":
            place = draw(st.integers(0, len(rows[0]) - 1))
            rows = [row[:place] + row[place + 1 :] for row in rows]
        case "title":
            rows = [["示例表"], *rows]
    return rows


@st.composite
def sheets(draw: st.DrawFn) -> dict[tuple[int, int], Any]:
    """Cells of a sheet: one to three blocks, below or beside one another, with a gap or without, perhaps twice."""
    cells: dict[tuple[int, int], Any] = {}
    top, left = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    for rows in draw(st.lists(blocks(), min_size=1, max_size=3)):
        for down, row in enumerate(rows):
            cells |= {(top + down, left + across): value for across, value in enumerate(row) if value is not None}
        gap = draw(st.integers(0, 2))
        if draw(st.booleans()):
            top += len(rows) + gap
        else:
            left += max(map(len, rows)) + gap
    return cells


def read(workbook: Sequence[tuple[dict[tuple[int, int], Any], bool]]) -> Understanding:
    book = Workbook()
    for number, (cells, is_hidden) in enumerate(workbook):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.title = f"第{number}张"
        sheet.sheet_state = "hidden" if is_hidden and number else "visible"
        for (row, column), value in cells.items():
            sheet.cell(row, column, value)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.xlsx"
        book.save(path)
        return understand(path, KNOWLEDGE)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sheets(), st.booleans()), min_size=1, max_size=3))
def test_sums_hold_and_no_sheet_with_content_is_passed_over(
    workbook: Sequence[tuple[dict[tuple[int, int], Any], bool]],
) -> None:
    file = read(workbook)
    named = {one.sheet for one in file.findings} | {one.sheet for part in file.parts for one in part.findings}
    for account, (cells, _) in zip(file.accounts, workbook, strict=True):
        assert account.filled == len(cells)
        assert account.read + account.furniture + account.set_aside + account.unread == account.filled
        holds_numbers = any(isinstance(value, int) and value > 1000 for value in cells.values())
        if account.read + account.set_aside == 0 and (account.unread or holds_numbers):
            assert account.sheet in named, cells
