"""汇总表: tables with many societies, row by row to the society named; the society has sent its own workbook before."""

from dataclasses import replace

from tests.independent.kinds.corrections import again
from tests.independent.kinds.draft import Draft, Row, Table
from tests.independent.kinds.kind import kind
from tests.independent.kinds.layouts import with_empty_column
from tests.independent.mess.grid import Block, Cell
from tests.independent.mess.tables import Column
from tests.independent.truth import Form, Report

ASKED = ("name", "delegates", "full_time", "part_time", "staff_before")
OTHERS = ("滨海市示例未登记甲学会", "滨海市示例未登记乙学会")


def _for_many(second: Draft, table: Table) -> None:
    """The table with a first column 学会名称, above the rows of two societies that nobody has."""
    rows = len(table.columns[0].cells)
    table.columns = [replace(one, cells=[*one.cells, one.cells[0], one.cells[0]]) for one in table.columns]
    names: list[Cell] = [*[second.line.name] * rows, *OTHERS]
    table.columns.insert(0, Column("society", names))
    if second.pen.one([True, False]):
        with_empty_column(second, table)
    table.above = [[f"{second.period}年度{second.pen.one(['各学会', '市级学会'])}情况汇总表"]]
    second.keep(table)
    second.items = []
    second.tells.append(("society_unknown",))


@kind("summary-of-members", "a table with a column 学会名称 belongs row by row to the society named there")
def _(first: Draft) -> None:
    second = again(first)
    _for_many(second, second.members)
    second.means = Report(members=second.report.members)


@kind("summary-of-rosters", "rosters of many societies in one table")
def _(first: Draft) -> None:
    second = again(first)
    _for_many(second, second.roster)
    second.means = Report(roster=second.report.roster)


@kind("summary-of-answers", "answers of many societies in one table")
def _(first: Draft) -> None:
    second = again(first)
    _for_many(second, second.answers)
    second.means = Report(answers=second.report.answers)


@kind("summary-of-forms", "forms of many societies as one table: a blank erases nothing")
def _(first: Draft) -> None:
    second = again(first)
    second.items = [
        one for one in second.items if one.key in ("name", "delegates", "full_time", "part_time", "staff_before")
    ]
    for item in second.items:
        item.value = None if item.key == second.pen.one(["part_time", "staff_before"]) else item.value
    given = {item.key: item.value for item in second.items if item.key != "name"}
    heads: Row = ["序号", *[item.label for item in second.items]]
    mine: Row = [1, *[item.value for item in second.items]]
    others: list[Row] = [[number, name, 30, 2, 1, 1] for number, name in enumerate(OTHERS, 2)]
    title: Row = [f"{second.period}年度各学会基本情况汇总表"]
    second.keep()
    second.items = []
    second.form.block = Block([title, heads, mine, *others])
    second.means = Report(form=replace(Form(), **given))  # type: ignore[arg-type]
    second.tells.append(("society_unknown",))


@kind("summary-with-unknown-headings", "a table of societies that is not ours is named, and no form is made of it")
def _(first: Draft) -> None:
    second = again(first)
    second.keep()
    second.items = []
    heads: Row = ["序号", "学会名称", second.pen.one(["是否建立理事会党组织", "所获奖项"]), "党建经费", "书记"]
    rows: list[Row] = [[number, name, "是", 12, "示例甲"] for number, name in enumerate([second.line.name, *OTHERS], 1)]
    second.form.block = Block([[f"{second.period}年度学会党建统计表"], [f"填报单位：{second.line.name}"], heads, *rows])
    second.means = None
    second.tells.append(("sheet_not_read", "table_unread", "no_table", "nothing_filled"))


@kind("summary-of-members-with-years-across", "year-ends that head columns are no second year beside the title's")
def _(first: Draft) -> None:
    second = again(first)
    members = second.report.members or {}
    heads: Row = ["序号", "学会名称", *[f"{year}年底个人会员数" for year in members]]
    mine: Row = [1, second.line.name, *[count if isinstance(count, int) else None for count, _ in members.values()]]
    others: list[Row] = [[number, name, 30, 31, 32] for number, name in enumerate(OTHERS, 2)]
    title: Row = [f"{second.period}年度各学会会员情况汇总表"]
    second.keep(second.members)
    second.items = []
    second.members.block = Block([title, heads, mine, *others])
    second.means = Report(members={year: (count, None) for year, (count, _) in members.items()})
    second.tells.append(("society_unknown",))


@kind("summary-of-forms-with-groups", "forms of many societies under two rows of headings")
def _(first: Draft) -> None:
    second = again(first)
    given = {item.key: item.value for item in second.items if item.key in ASKED and item.key != "name"}
    top: Row = ["序号", "学会名称", "会员代表人数", "工作人员数", None, "换届前专兼职工作人员数"]
    below: Row = [None, None, None, "专职", "兼职", None]
    if second.pen.one([True, False]):
        top = ["序号", "学会名称", "组织情况", "工作人员情况", None, None]
        below = [None, None, "会员代表人数", "专职工作人员数", "兼职工作人员数", "换届前专兼职工作人员数"]
    mine: Row = [1, second.line.name, *[given[key] for key in ASKED[1:]]]
    others: list[Row] = [[number, name, 30, 2, 1, 1] for number, name in enumerate(OTHERS, 2)]
    second.keep()
    second.items = []
    second.form.block = Block([[f"{second.period}年度各学会基本情况汇总表"], top, below, mine, *others])
    second.means = Report(form=replace(Form(), **given))  # type: ignore[arg-type]
    second.tells.append(("society_unknown",))
