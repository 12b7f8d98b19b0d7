"""Columns and rows around the answers: years in headings, hints below them, numbered columns, copies of sheets."""

from dataclasses import replace
from itertools import pairwise

from tests.independent.annex import TASKS
from tests.independent.kinds.answer_words import PLAIN, declare
from tests.independent.kinds.draft import Draft, Row, Table, under
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell, Sheet
from tests.independent.mess.tables import HEADINGS, Column
from tests.independent.truth import Declared


def headings(table: Table) -> Row:
    """The headings once more, as on a new page."""
    return [HEADINGS[one.key][0] for one in table.columns]


def numbered_columns(draft: Draft, table: Table) -> Row:
    """A row that numbers the columns, as statistical forms have it below the headings."""
    width = len(table.columns)
    numbers: list[Row] = [
        list(range(1, width + 1)),
        ["甲", "乙", *range(1, width - 1)],
        [f"（{number}）" for number in range(1, width + 1)],
        list("ABCDEFGHIJKLMN"[:width]),
    ]
    return draft.pen.one(numbers)


def _last_year(draft: Draft, heading: str, over: str | None = None) -> Column:
    cells: list[Cell] = [draft.pen.one(["已完成", "未完成", None]) for _ in draft.standards]
    return Column("last_year", cells, heading=heading, over=over)


@kind("status-of-two-years", "2017年完成情况 | 2018年完成情况: the report's year is the answer, the other is told")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}年完成情况", "{}年度完成情况", "{}年自评情况"])
    draft.answers.head("declared", form.format(draft.period))
    columns = [_last_year(draft, form.format(draft.period - 1)), draft.answers["declared"]]
    draft.answers.replace("declared", *draft.pen.shuffled(columns))
    draft.tells.append(("column_not_read",))


@kind("status-of-a-year", "2018年完成情况 is 完成情况 of 2018")
def _(draft: Draft) -> None:
    draft.answers.head("declared", f"{draft.period}{draft.pen.one(['年', '年度'])}完成情况")


@kind("status-of-two-years-below-one-heading", "2017年 | 2018年 under 完成情况")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}年", "{}年度"])
    now = replace(draft.answers["declared"], heading=form.format(draft.period), over="完成情况")
    before = _last_year(draft, form.format(draft.period - 1), "完成情况")
    draft.answers.replace("declared", before, now)


@kind("status-of-last-year-beside", "上年完成情况 beside 本年完成情况 is no answer")
def _(draft: Draft) -> None:
    draft.answers.head("declared", draft.pen.one(["本年完成情况", "今年完成情况", "完成情况"]))
    before = _last_year(draft, draft.pen.one(["上年完成情况", "去年完成情况", "上年度完成情况"]))
    draft.answers.columns.insert(draft.answers.place("declared"), before)


@kind("hints-below-headings", "a second line that says how to fill in is no part of a heading")
def _(draft: Draft) -> None:
    hint = draft.pen.one(["请选择", "已完成/部分完成/未完成", "（下拉选择）", "下拉选择", "填已完成或未完成"])
    draft.answers.head("declared", f"完成情况\n{hint}")
    draft.answers.head("count", draft.pen.one(["数量\n填数字", "数量\n次/个", "数量"]))
    draft.roster.head("frontline", draft.pen.one(["是否基层一线\n是/否", "是否基层一线\n填是或否"]))


@kind("columns-numbered", "甲 乙 1 2 or A B C right below the headings are furniture")
def _(draft: Draft) -> None:
    for table in (draft.answers, draft.roster):
        table.between[0] = numbered_columns(draft, table)


@kind("hints-in-a-row", "a row of hints below the headings is nobody and nothing")
def _(draft: Draft) -> None:
    row: Row = [None] * len(draft.answers.columns)
    row[draft.answers.place("declared")] = draft.pen.one(["已完成/部分完成/未完成", "（下拉选择）", "必填"])
    row[draft.answers.place("count")] = "填数字"
    draft.answers.between[0] = row
    hints: Row = [None] * len(draft.roster.columns)
    for key, hint in (("sex", "男/女"), ("birth", "如1970.01"), ("post", "下拉选择"), ("frontline", "是/否")):
        hints[draft.roster.place(key)] = hint
    draft.roster.between[0] = draft.pen.one([hints, ["必填"] * len(draft.roster.columns)])


@kind("headings-on-every-page", "the headings once more in the middle of a table are furniture")
def _(draft: Draft) -> None:
    for row in (14, 30, 44):
        draft.answers.between[row] = headings(draft.answers)
    for row in range(5, len(draft.people), 7):
        draft.roster.between[row] = headings(draft.roster)


@kind("sums-between-the-answers", "小计 and 合计 of a group are no answers")
def _(draft: Draft) -> None:
    def sums(word: str) -> Row:
        row: Row = [None] * len(draft.answers.columns)
        row[draft.pen.one([0, 1])] = word
        many: Row = [18, "18项", "已完成18项"]
        row[draft.answers.place("declared")] = draft.pen.one(many)
        return row

    draft.answers.between = {row: sums("小计") for row in draft.chapters() if row}
    draft.answers.below = [sums("合计")]


@kind("answers-on-three-sheets", "a sheet for each group of tasks")
def _(draft: Draft) -> None:
    whole = draft.answers.columns
    names = draft.pen.one([("基本任务", "换届任务", "选做任务"), ("表一", "表二", "表三")])
    for (first, end), name in zip(pairwise([*draft.chapters(), len(draft.standards)]), names, strict=True):
        part = Table(name, [replace(one, cells=one.cells[first:end]) for one in whole])
        draft.beside.append(Sheet(name, part.drawn()))
    draft.answers.columns = []


@kind("answers-in-two-tables", "two tables of one title, one under another")
def _(draft: Draft) -> None:
    halves = [draft.answers.columns, draft.answers.columns]
    parts = []
    for columns, rows in zip(halves, (slice(0, 28), slice(28, None)), strict=True):
        part = Table("", [replace(one, cells=one.cells[rows]) for one in columns])
        part.above = [["学会改革任务完成情况表"]]
        parts.append(part.drawn())
    draft.answers.block = under(*parts)


@kind("copies-of-sheets", "a sheet copied whole says the same once more: nothing counts twice")
def _(draft: Draft) -> None:
    draft.beside.append(Sheet(draft.pen.one(["任务完成情况 (2)", "Sheet1 (2)"]), draft.answers.drawn()))
    draft.beside.append(Sheet("理事会名册 (2)", draft.roster.drawn()))


@kind("empty-copy-of-the-answers", "a copy that nobody filled in erases nothing")
def _(draft: Draft) -> None:
    empty = Table("任务完成情况 (2)", list(draft.answers.columns))
    for key in ("declared", "chosen", "count"):
        empty.rewrite(key, lambda row: None)
    draft.beside.append(Sheet(empty.sheet, empty.drawn()))


@kind("rows-in-any-order", "rows sorted otherwise are placed by number and words")
def _(draft: Draft) -> None:
    order = draft.pen.shuffled(range(len(draft.standards)))
    draft.answers.columns = [replace(one, cells=[one.cells[row] for row in order]) for one in draft.answers.columns]


@kind("columns-backwards", "columns in any order, in all tables")
def _(draft: Draft) -> None:
    for table in (draft.answers, draft.members, draft.roster):
        table.columns.reverse()


@kind("numbers-of-standards", "T01-1, 1-1, 1.1 as numbers beside the words")
def _(draft: Draft) -> None:
    form = draft.pen.one(["T{:02d}-{}", "{}-{}", "{}.{}"])
    draft.answers.rewrite("ordinal", lambda row: form.format(*map(int, draft.standards[row][1:].split("-"))))


@kind("numbers-in-the-names", "3.任务名称 or 任务3：任务名称 in one cell")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}.{}", "任务{}：{}", "{}、{}"])
    names = [task.name for task in TASKS for _ in task.standards]
    numbers = [task.number for task in TASKS for _ in task.standards]
    draft.answers.drop("ordinal")
    draft.answers.rewrite("task", lambda row: form.format(numbers[row], names[row]))


@kind("ticks-with-empty-circles", "● in one column, ○ in the other: the full one is the tick")
def _(draft: Draft) -> None:
    answers = {
        name: replace(one, declared=Declared.NOT if one.declared is Declared.PARTLY else one.declared)
        for name, one in (draft.report.answers or {}).items()
    }
    draft.mean(answers=answers)
    columns = []
    for word, said in draft.pen.shuffled([("完成", Declared.DONE), ("未完成", Declared.NOT)]):
        marks = [draft.answer(row).declared for row in range(len(draft.standards))]
        cells: list[Cell] = [None if one is None else "●" if one is said else "○" for one in marks]
        columns.append(Column("tick", cells, heading=word, over="完成情况"))
    draft.answers.replace("declared", *columns)


@kind("status-with-a-slip", "己完成 and 已完成！ are 已完成")
def _(draft: Draft) -> None:
    declare(draft, lambda one: draft.pen.one(["己完成", "已完成！"]) if one is Declared.DONE else PLAIN[one])


@kind("status-of-others-beside", "完成情况（科协审核）, 完成情况（上年） beside ours are not the society's answer")
def _(draft: Draft) -> None:
    draft.answers.head("declared", draft.pen.one(["完成情况（学会填写）", "完成情况（自评）", "完成情况"]))
    cells: list[Cell] = [draft.pen.one(["已完成", "未完成"]) for _ in draft.standards]
    heading = draft.pen.one(
        ["完成情况（科协审核）", "完成情况（主管单位核定）", "完成情况（复核）", "完成情况（上年）"]
    )
    place = draft.answers.place("declared") + draft.pen.one([0, 1])
    draft.answers.columns.insert(place, Column("other", cells, heading=heading))


@kind("counts-of-two-years", "数量 of 2017 and 2018, or planned: this year's counts")
def _(draft: Draft) -> None:
    now = draft.answers["count"]
    cells: list[Cell] = [None if one is None else 9 for one in now.cells]
    old, new, over = draft.pen.one(
        [
            ("2017年", "2018年", "数量"),
            ("2017年数量", "2018年数量", None),
            ("数量（上年）", "数量", None),
            ("数量（计划）", "数量", None),
        ]
    )
    other = Column("other", cells, heading=old, over=over)
    draft.answers.replace("count", other, replace(now, heading=new, over=over))


@kind("choice-of-last-year-beside", "是否选做（上年） and 2017年是否选做 say nothing of this year's choice")
def _(draft: Draft) -> None:
    cells: list[Cell] = [draft.pen.one(["是", "否"]) for _ in draft.standards]
    heading = draft.pen.one(["是否选做（上年）", "上年是否选做", "2017年是否选做"])
    draft.answers.columns.insert(draft.answers.place("chosen"), Column("other", cells, heading=heading))


@kind(
    "years-over-several-columns",
    "2017年度 | 2018年度, each over 完成情况, 数量 and perhaps 是否选做: the report's year counts",
)
def _(draft: Draft) -> None:
    before, now = draft.pen.one([("2017年", "2018年"), ("2017年度", "2018年度"), ("上年", "本年")])
    given = draft.pen.one([("declared", "count"), ("chosen", "declared", "count")])
    words: dict[str, list[Cell]] = {
        "declared": ["已完成", "未完成", "部分完成", None],
        "count": [None, 9],
        "chosen": ["是", "否"],
    }
    old = [
        Column("other", [draft.pen.one(words[key]) for _ in draft.standards], heading=HEADINGS[key][0], over=before)
        for key in given
    ]
    new = [replace(draft.answers[key], over=now) for key in given]
    columns = [*old, *new] if draft.pen.one([True, False]) else [*new, *old]
    draft.answers.drop(*(key for key in given if key != "declared"))
    draft.answers.replace("declared", *columns)
    draft.tells.append(("column_not_read",))
