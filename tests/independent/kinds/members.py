"""How the members by year are given: years across or in words, rows of headings, on the form, noisy numbers."""

from collections.abc import Sequence
from dataclasses import replace

from tests.independent.kinds.draft import Draft, Item, Row, Table, sheet_of, transposed, under
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Block, Cell, Formula, Merge
from tests.independent.mess.tables import Column
from tests.independent.truth import Members

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
YEARS: Sequence[str] = ("{}年末", "{}.12.31", "截至{}年底", "{}年12月31日", "{}年底", "{}-12-31", "{}年末数")


def members_of(draft: Draft) -> Members:
    return draft.report.members or {}


def figures_of(draft: Draft) -> list[tuple[str, list[Cell]]]:
    """Individual members, unit members and their sum, each year by year."""
    both = list(members_of(draft).values())
    sums = [sum(one for one in pair if isinstance(one, int)) for pair in both]
    return [
        ("个人会员数", [one if isinstance(one, int) else None for one, _ in both]),
        ("单位会员数", [one if isinstance(one, int) else None for _, one in both]),
        ("会员总数", list(sums)),
    ]


@kind("years-in-words", "2018年末, 2018.12.31, 截至2018年底")
def _(draft: Draft) -> None:
    form, years = draft.pen.one(YEARS), list(members_of(draft))
    draft.members.rewrite("year", lambda row: form.format(years[row]))


@kind("years-in-chinese-numerals", "二〇一八年 is 2018")
def _(draft: Draft) -> None:
    form, years = draft.pen.one(["{}年", "{}年底", "{}年末", "{}年度"]), list(members_of(draft))
    zero = draft.pen.one(["〇", "○", "零"])
    draft.members.rewrite("year", lambda row: form.format(str(years[row]).translate(CHINESE).replace("〇", zero)))


@kind("years-across", "会员情况 with the years across")
def _(draft: Draft) -> None:
    head = draft.pen.one(["项目", "指标", "年份", "年度", None])
    form = draft.pen.one(["{}年", "{}", "{}年底", "{}年末"])
    years: list[Cell] = [form.format(year) for year in members_of(draft)]
    if form == "{}" and draft.pen.one([True, False]):
        years = list(members_of(draft))
    draft.members.block = Block([[head, *years], *[[name, *cells] for name, cells in figures_of(draft)]])


@kind("years-across-under-each-other", "a table with a row per year, turned round")
def _(draft: Draft) -> None:
    draft.members.block = transposed(draft.members.drawn())


@kind("three-rows-of-headings", "会员情况 with three heading rows")
def _(draft: Draft) -> None:
    years = list(members_of(draft))
    rows: list[Row] = [
        ["年份", "会员发展情况", None, None],
        [None, "会员数", None, None],
        [
            None,
            *draft.pen.one(
                [["个人会员", "单位会员", "合计"], ["个人", "单位", "合计"], ["个人会员数", "团体会员数", "会员总数"]]
            ),
        ],
    ]
    rows += [[year, *[cells[place] for _, cells in figures_of(draft)]] for place, year in enumerate(years)]
    draft.members.block = Block(rows, [Merge(0, 0, 2, 0), Merge(0, 1, 0, 3), Merge(1, 1, 1, 3)])


@kind("short-headings-under-a-common-one", "个人 | 单位 | 合计 under 会员数")
def _(draft: Draft) -> None:
    over = draft.pen.one(["会员数", "会员数（人）", "会员人数", "年末会员数"])
    for key, heading in (("individual", "个人"), ("unit", "单位"), ("total", "合计")):
        draft.members.replace(key, replace(draft.members[key], heading=heading, over=over))


@kind("members-on-the-form", "2016年底个人会员数 on the form")
def _(draft: Draft) -> None:
    form = draft.pen.one(["{}年底{}", "{}年末{}", "截至{}年底{}", "{}年{}", "{}年12月31日{}"])
    names = draft.pen.one([("个人会员数", "单位会员数"), ("个人会员人数", "团体会员数")])
    for year, figures in members_of(draft).items():
        for name, figure in zip(names, figures, strict=True):
            draft.items.append(Item("members", form.format(year, name), figure if isinstance(figure, int) else None))
    draft.members.columns = []


@kind("growth-since-2016", "较2016年增加 is no year-end")
def _(draft: Draft) -> None:
    rows = len(members_of(draft))
    heading = draft.pen.one(["较2016年增加", "比2016年底增长", "较2016年增长（%）"])
    growth: list[Cell] = [15, 30, "15%"]
    cells = [draft.pen.one(growth) for _ in range(rows)]
    if draft.pen.one([True, False]):
        draft.members.columns.append(Column("growth", cells, heading=heading))
    else:
        draft.members.below.append([heading, 30, 2, 32])


@kind("half-years", "a figure of another day than 31 December is no year-end", must_read=False)
def _(draft: Draft) -> None:
    years = list(members_of(draft))
    draft.members.rewrite("year", lambda row: f"{years[row]}年底")
    draft.members.below.append([draft.pen.one(["2018年6月底", "2018.6.30", "2018年上半年"]), 77, 3, 80])


@kind("heading-near-members", "a heading near 个人会员数 is not guessed: a finding", must_read=False)
def _(draft: Draft) -> None:
    draft.members.head("individual", draft.pen.one(["个人会员数量数", "个人会员数目", "现个人会员数"]))


@kind("years-backwards", "years in any order, and years before the base year")
def _(draft: Draft) -> None:
    older: list[Cell] = [2015, 90, 3, 93]
    draft.members.columns = [
        replace(one, cells=[*reversed(one.cells), extra])
        for one, extra in zip(draft.members.columns, older, strict=True)
    ]
    draft.mean(members={**members_of(draft), 2015: (90, 3)})


@kind("numbers-of-15-digits", "319.99999999999994, which Excel shows as 320, is 320")
def _(draft: Draft) -> None:
    for key in ("individual", "unit"):
        cells = draft.members[key].cells
        noise = draft.pen.one([1e-13, -1e-13, 6e-14, -6e-14])
        draft.members.rewrite(key, lambda row, cells=cells, noise=noise: _noisy(cells[row], noise))  # type: ignore[misc]


@kind("fees-beside", "fees (会费: 年度 | 个人会员 | 单位会员, in yuan) are no members")
def _(draft: Draft) -> None:
    title = draft.pen.one(["2018年会费收缴情况（元）", "会费收取情况", "会费标准及收缴（单位：元）"])
    rows: list[Row] = [
        [title],
        ["年度", "个人会员", "单位会员"],
        [2016, 6400, 20000],
        [2017, 6600, 20000],
        [2018, 6900, 25000],
    ]
    if draft.pen.one([True, False]):
        draft.beside.append(sheet_of("会费情况", rows))
    else:
        draft.members.block = under(draft.members.drawn(), Block(rows))


@kind("members-in-a-hidden-sheet", "hidden alone proves nothing: real tables are hidden too")
def _(draft: Draft) -> None:
    table: Table = draft.pen.one([draft.members, draft.answers, draft.roster])
    table.is_hidden = True


@kind("sums-as-formulas", "formulas with a value in the file are that value")
def _(draft: Draft) -> None:
    both = list(members_of(draft).values())
    if not draft.pen.form.has_faults:
        return

    def total(row: int) -> Cell:
        figures = [one for one in both[row] if isinstance(one, int)]
        return Formula(f"=B{row + 2}+C{row + 2}", sum(figures)) if draft.pen.form.name == "CALCULATED" else sum(figures)

    draft.members.rewrite("total", total)


def _noisy(cell: Cell, noise: float) -> Cell:
    return cell + noise if isinstance(cell, int) and cell > 100 else cell
