"""More ways of giving members: figures in hundreds, 年初 and 年末, short years, tables that count some of them."""

from tests.independent.kinds.draft import Draft, Row, sheet_of, under
from tests.independent.kinds.kind import kind
from tests.independent.kinds.members import CHINESE, figures_of, members_of
from tests.independent.mess.grid import Block, Cell, Merge
from tests.independent.mess.tables import Column
from tests.independent.truth import UNREADABLE

SOME_MEMBERS: list[Row] = [["年度", "个人会员", "单位会员"], [2016, 7, 1], [2017, 8, 0], [2018, 9, 1]]


@kind("members-in-hundreds", "个人会员数（百人）, 单位：万人: no numbers of members")
def _(draft: Draft) -> None:
    years = members_of(draft)
    if draft.pen.one([True, False]):
        draft.members.head(
            "individual", draft.pen.one(["个人会员数（万人）", "个人会员数（百人）", "个人会员数(千人)"])
        )
        draft.mean(members={year: (UNREADABLE, unit) for year, (_, unit) in years.items()})
    else:
        draft.members.above = [[draft.pen.one(["单位：百人", "（单位：万人）", "单位:千人"])]]
        draft.mean(members=dict.fromkeys(years, (UNREADABLE, UNREADABLE)))
    draft.members.drop("total")
    draft.tells.append(("count_scaled",))


@kind("beginning-and-end-of-the-year", "年初数, 年末数, 上年末, 本年末 are year-ends")
def _(draft: Draft) -> None:
    years = list(members_of(draft))
    before, now = draft.pen.one([("年初数", "年末数"), ("上年末", "本年末"), ("上年度", "本年度"), ("去年", "今年")])
    heads: Row = ["2016年底", before, now]
    if draft.pen.one([True, False]):
        draft.members.block = Block([["项目", *heads], *[[name, *cells] for name, cells in figures_of(draft)[:2]]])
    else:
        draft.members.rewrite("year", lambda row: heads[years.index(sorted(years)[row])])


@kind("years-of-two-digits", "16年, 一七年, 18年底 in the column of years")
def _(draft: Draft) -> None:
    years = list(members_of(draft))
    form, is_chinese = draft.pen.one(["{}年", "{}年底", "{}年末"]), draft.pen.one([True, False])

    def year(row: int) -> Cell:
        digits = str(years[row])[2:]
        return form.format(digits.translate(CHINESE) if is_chinese else digits)

    draft.members.rewrite("year", year)


@kind("tables-of-some-members", "新增会员, 退会, 女会员 by year are not the members of that year")
def _(draft: Draft) -> None:
    title = draft.pen.one(["新增会员情况", "会员退会情况", "当年新发展会员数", "女会员情况"])
    rows: list[Row] = [[title], *SOME_MEMBERS]
    if draft.pen.one([True, False]):
        draft.beside.append(sheet_of(title, rows))
    else:
        draft.members.block = under(draft.members.drawn(), Block(rows))
    draft.tells.append(("table_set_aside", "sheet_not_read"))


@kind("columns-of-some-members", "其中：学生会员, 新增个人会员数 beside 个人会员数 are nothing")
def _(draft: Draft) -> None:
    heads = (
        ("其中：学生会员数",),
        ("其中：女会员", "其中：外籍会员"),
        ("新增个人会员数",),
        ("退会个人会员数", "学生会员"),
    )
    place, rows = draft.members.place("individual"), len(members_of(draft))
    for heading in draft.pen.one(heads):
        draft.members.columns.insert(place + 1, Column("some", [5] * rows, heading=heading))


@kind("rows-of-some-members", "其中 below 个人会员数 with the years across is nothing")
def _(draft: Draft) -> None:
    (individual, of_individuals), (unit, of_units), _ = figures_of(draft)
    years: Row = [f"{year}年" for year in members_of(draft)]
    draft.members.block = Block(
        [
            ["项目", *years],
            [individual, *of_individuals],
            ["其中：学生会员", *[5] * len(years)],
            [unit, *of_units],
            ["其中：企业会员", *[3] * len(years)],
        ]
    )


@kind("means-of-the-years", "平均 and 累计 below the years are no year")
def _(draft: Draft) -> None:
    draft.members.below = [[draft.pen.one(["平均", "三年合计", "累计"]), 777, 3, 780]]


@kind("members-not-a-number", "约320, 三百二十, 300-320, 1.2千: unknown, and a finding")
def _(draft: Draft) -> None:
    words = ("约320", "320余人", "三百二十", "叁佰贰拾", "300-320", "300至320人", "0.12万", "1.2千人", "320（含学生）")
    draft.members.rewrite("individual", lambda row: draft.pen.one(words))
    draft.members.drop("total")
    draft.mean(members={year: (UNREADABLE, unit) for year, (_, unit) in members_of(draft).items()})
    draft.tells.append(("count_unreadable",))


@kind("columns-that-are-narrower", "个人会员数（新增）, （缴费）, （不含学生会员） are not 个人会员数")
def _(draft: Draft) -> None:
    heading = f"个人会员数（{draft.pen.one(['新增', '缴费', '女', '其中学生会员', '计划', '不含学生会员'])}）"
    if draft.pen.one([True, False]):
        column = Column("some", [5] * len(members_of(draft)), heading=heading)
        draft.members.columns.insert(draft.members.place("individual"), column)
        return
    draft.members.head("individual", heading)
    draft.mean(members={year: (None, unit) for year, (_, unit) in members_of(draft).items()})
    draft.tells.append(("table_unread", "column_missing", "sheet_not_read", "label_unknown"))


@kind("sums-without-individuals", "会员总数 alone says nothing of individual members, and that is told")
def _(draft: Draft) -> None:
    draft.members.drop("individual", "unit")
    draft.mean(members=dict.fromkeys(members_of(draft), (None, None)))
    draft.tells.append(("table_unread", "column_missing"))


@kind("individuals-under-an-unknown-heading", "在册个人会员 beside 单位会员数: no number counts, and both are told")
def _(draft: Draft) -> None:
    draft.members.head("individual", draft.pen.one(["在册个人会员", "注册会员数", "自然人", "个人会员发展数"]))
    draft.mean(members={year: (None, unit) for year, (_, unit) in members_of(draft).items()})
    draft.tells.append(("column_missing", "table_unread"))


@kind("sum-and-its-parts", "会员总数 | 其中：个人会员 | 单位会员: the parts are 个人会员数 and 单位会员数")
def _(draft: Draft) -> None:
    individual, unit = draft.pen.one(
        [
            ("其中：个人会员数", "单位会员数"),
            ("其中个人会员", "其中单位会员"),
            ("其中：个人会员（人）", "其中：团体会员"),
        ]
    )
    if draft.pen.one([True, False]):
        total = draft.members["total"]
        draft.members.drop("total")
        draft.members.columns.insert(1, total)
        draft.members.head("total", draft.pen.one(["会员总数", "会员总数（人）", "合计", "会员数"]))
        draft.members.head("individual", individual)
        draft.members.head("unit", unit)
    else:
        (_, of_individuals), (_, of_units), (total_name, sums) = figures_of(draft)
        years: Row = [f"{year}年底" for year in members_of(draft)]
        rows: list[Row] = [[total_name, *sums], [individual, *of_individuals], [f"　　{unit}", *of_units]]
        draft.members.block = Block([["项目", *years], *rows])


@kind("parts-of-new-members", "其中：个人会员 below or beside 新增会员数 is a part of those alone")
def _(draft: Draft) -> None:
    part = draft.pen.one(["其中：个人会员", "其中：个人会员数"])
    years: Row = [f"{year}年底" for year in members_of(draft)]
    if draft.pen.one([True, False]):
        rows: list[Row] = [[name, *cells] for name, cells in figures_of(draft)[:2]]
        rows += [["当年新增会员数", *[9] * len(years)], [part, *[7] * len(years)]]
        draft.members.block = Block([["项目", *years], *rows])
    else:
        draft.members.columns.append(Column("some", [9] * len(years), heading="新增会员数"))
        draft.members.columns.append(Column("part", [7] * len(years), heading=part))


@kind("titles-of-several-years", "2016—2018年, 2016、2017、2018年 in a title are no year of the report")
def _(draft: Draft) -> None:
    draft.items = [one for one in draft.items if one.key != "year"]
    draft.answers.above = [[f"{draft.period}年度学会改革任务完成情况"]]
    titles = ("2016—2018年会员情况", "2016年至2018年会员情况表", "近三年会员情况（2016、2017、2018年）")
    draft.members.above = [[draft.pen.one(titles)]]


@kind("a-row-for-each-year-and-kind", "年份 | 会员类别 | 人数: a row for each year and kind, in any order of columns")
def _(draft: Draft) -> None:
    names = draft.pen.one([("个人会员", "单位会员"), ("个人", "单位"), ("个人会员数", "团体会员数")])
    is_merged = draft.pen.one([True, False])
    rows: list[Row] = []
    for year, figures in members_of(draft).items():
        for place, name in enumerate(names):
            is_first = place == 0 or not is_merged
            figure = figures[place]
            rows.append([year if is_first else None, name, figure if isinstance(figure, int) else None])
    heads: Row = [
        "年份",
        draft.pen.one(["会员类别", "会员种类", "会员类型"]),
        draft.pen.one(["人数", "会员数", "数量"]),
    ]
    merges = [Merge(row, 0, row + 1, 0) for row in range(1, len(rows), 2)] if is_merged else []
    if not is_merged and draft.pen.one([True, False]):
        heads, rows = [heads[1], heads[0], heads[2]], [[row[1], row[0], row[2]] for row in rows]
    draft.members.columns, draft.members.block = [], Block([heads, *rows], merges)


@kind("members-in-hundreds-by-a-note", "单位：百人 below the table: no numbers of members")
def _(draft: Draft) -> None:
    draft.members.below.append([draft.pen.one(["单位：百人", "注：以上数据单位为万人", "说明：单位均为千人"])])
    draft.mean(members={year: (UNREADABLE, UNREADABLE) for year in members_of(draft)})
    draft.tells.append(("count_scaled",))


@kind("kinds-of-individuals", "个人会员数 over 普通会员 | 学生会员 is no number of individual members", must_read=False)
def _(draft: Draft) -> None:
    rows: list[Row] = [
        [year, 7, 9, unit if isinstance(unit, int) else None] for year, (_, unit) in members_of(draft).items()
    ]
    heads: list[Row] = [["年份", "个人会员数", None, "单位会员数"], [None, "普通会员", "学生会员", None]]
    merges = [Merge(0, 1, 0, 2), Merge(0, 0, 1, 0), Merge(0, 3, 1, 3)]
    draft.members.columns, draft.members.block = [], Block([*heads, *rows], merges)
    draft.mean(members={year: (UNREADABLE, unit) for year, (_, unit) in members_of(draft).items()})


@kind("members-planned", "2018（预计）, 2018年计划, 2018年新增 are no year-end", must_read=False)
def _(draft: Draft) -> None:
    word = draft.pen.one(["{}（预计）", "{}年计划", "{}年目标数", "{}年新增"]).format(draft.period)
    years = list(draft.members["year"].cells)
    draft.members.rewrite("year", lambda row: word if str(years[row]).startswith(str(draft.period)) else years[row])
    draft.mean(members={year: known for year, known in (draft.report.members or {}).items() if year != draft.period})
    draft.tells.append(("year_unreadable",))


@kind("members-in-tens", "单位：十人: no numbers of members")
def _(draft: Draft) -> None:
    draft.members.above = [[draft.pen.one(["（单位：十人）", "单位：十人", "会员情况（十人）"])]]
    draft.mean(members={year: (UNREADABLE, UNREADABLE) for year in draft.report.members or {}})
    draft.tells.append(("count_scaled",))
