"""What stands around and between the people of a roster: examples, parts apart, supervisors, persons in two rows."""

from dataclasses import replace

from tests.independent.kinds.draft import Draft, Row, Table, sheet_of, under
from tests.independent.kinds.kind import kind
from tests.independent.kinds.roster_tables import arrange, post_rank, some, without_hired
from tests.independent.kinds.roster_words import PLAIN
from tests.independent.mess.grid import Block, Cell, Sheet, stacked
from tests.independent.mess.tables import Column
from tests.independent.truth import Post

SOMEBODY: dict[str, Cell] = {
    "sex": "男",
    "birth": "1970.01",
    "party": "群众",
    "title": "教授",
    "employer": "滨海大学 教师",
    "frontline": "是",
}
SHORT = ("序号", "姓名", "性别", "出生年月", "政治面貌", "工作单位及职务")


def _row(table: Table, **cells: Cell) -> Row:
    return [cells.get(one.key) for one in table.columns]


def _others(number: int, *more: Cell) -> list[Row]:
    """Rows of people under the headings of SHORT and perhaps more."""
    return [[place, f"旁人{place}", "男", "1970.01", "群众", "滨海大学", *more] for place in range(1, number + 1)]


@kind("example-in-the-roster", "a row that shows how to fill in the form is nobody")
def _(draft: Draft) -> None:
    number = draft.pen.one(["例", "示例", "（样例）", "例如"])
    names = ("例：张三", "（示例）张三", "张三（例）")
    draft.roster.between[0] = draft.pen.one(
        [
            _row(draft.roster, **SOMEBODY, ordinal=number, name="张三", post="理事"),
            _row(draft.roster, **SOMEBODY, name=draft.pen.one(names), post="理事长"),
        ]
    )


@kind("posts-ticked", "理事长 | 副理事长 | 常务理事 | 理事 with √: the heading that is ticked, the highest of several")
def _(draft: Draft) -> None:
    without_hired(draft)
    heads = [Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.STANDING, Post.COUNCILLOR]
    rows = [row for row, one in enumerate(draft.people) if one.post in heads]
    draft.roster.columns = some(draft.roster, rows).columns
    draft.mean(roster=tuple(draft.people[row] for row in rows))
    over = draft.pen.one(["会内职务", "学会职务", None])
    is_cumulative = draft.pen.one([True, False])

    def ticked(head: Post, post: Post) -> bool:
        return post is head or (is_cumulative and head is Post.COUNCILLOR)

    columns = [
        Column(
            "tick", ["√" if ticked(head, one.post) else None for one in draft.people], heading=PLAIN[head], over=over
        )
        for head in heads
    ]
    draft.roster.replace("post", *columns)


@kind("persons-in-two-rows", "a second row fills in what is blank in the first: one person")
def _(draft: Draft) -> None:
    below = draft.pen.one([("employer", "post", "frontline"), ("title", "employer", "frontline"), ("birth", "post")])
    rows: list[Row] = []
    for row in range(len(draft.people)):
        rows.append([None if one.key in below else one.cells[row] for one in draft.roster.columns])
        rows.append([one.cells[row] if one.key in below else None for one in draft.roster.columns])
    draft.roster.columns = [
        replace(one, cells=[cells[place] for cells in rows]) for place, one in enumerate(draft.roster.columns)
    ]


@kind("added-councillors", "增补理事名单 is an additional part of the council")
def _(draft: Draft) -> None:
    first = max(1, len(draft.people) - 2)
    added = some(draft.roster, range(first, len(draft.people)))
    draft.roster.columns = some(draft.roster, range(first)).columns
    added.above = [[draft.pen.one(["增补理事名单", "2018年增补理事名册", "新增理事名单"])]]
    if draft.pen.one([True, False]):
        draft.beside.append(Sheet("增补理事", added.drawn()))
    else:
        draft.roster.block = under(draft.roster.drawn(), added.drawn())


@kind("roster-goes-on", "理事会名册（续） on the next sheet")
def _(draft: Draft) -> None:
    half = len(draft.people) // 2
    rest = some(draft.roster, range(half, len(draft.people)))
    draft.roster.columns = some(draft.roster, range(half)).columns
    rest.above = [[draft.pen.one(["理事会名册（续）", "续表"])]]
    draft.beside.append(Sheet(draft.pen.one(["理事会名册（续）", "Sheet6", "理事会名册 (2)"]), rest.drawn()))


@kind("roster-goes-on-without-headings", "a sheet without headings whose rows fit the roster before goes on with it")
def _(draft: Draft) -> None:
    half = len(draft.people) // 2
    rest = some(draft.roster, range(half, len(draft.people)))
    draft.roster.columns = some(draft.roster, range(half)).columns
    title: list[Row] = draft.pen.one([[], [["理事会名册（续）"]]])
    draft.beside.append(sheet_of("续表", [*title, *map(list, zip(*(one.cells for one in rest.columns), strict=True))]))


@kind("supervisors-without-posts", "监事名册 without 会内职务 is not the council's")
def _(draft: Draft) -> None:
    rows: list[Row] = [[draft.pen.one(["监事会成员名单", "监事名册", "监事会名单"])], list(SHORT), *_others(3)]
    manner = draft.pen.one(["sheet", "below", "right below"])
    if manner == "sheet":
        draft.beside.append(sheet_of(draft.pen.one(["监事", "Sheet5", "监事会"]), rows))
    elif manner == "below":
        draft.roster.block = under(draft.roster.drawn(), Block(rows))
    else:
        draft.roster.block = stacked([draft.roster.drawn(), Block(rows)])


@kind("supervisors-in-a-section", "监事 as a heading between the rows: those below are nobody of the council")
def _(draft: Draft) -> None:
    has_posts = draft.pen.one([True, False])
    if not has_posts:
        without_hired(draft)
        arrange(draft, post_rank)
        for row, one in enumerate(draft.people):
            if row == 0 or draft.people[row - 1].post is not one.post:
                draft.roster.between[row] = [PLAIN[one.post]]
        draft.roster.drop("post")
    cells = {**SOMEBODY, "post": "监事"}
    people = [_row(draft.roster, **cells, ordinal=number, name=f"旁人{number}") for number in (1, 2, 3)]
    draft.roster.below = [[draft.pen.one(["监事", "监事会", "监事会成员", "二、监事会"])], *people]


@kind("roster-of-the-party-organisation-beside", "the members of 理事会党组织 are not the council")
def _(draft: Draft) -> None:
    title = draft.pen.one(["理事会党组织成员名单", "理事会党委成员名册", "学会党支部委员会成员名单"])
    heads: Row = [*SHORT, "党内职务", "会内职务"]
    draft.beside.append(sheet_of("党组织", [[title], heads, *_others(3, "委员", draft.pen.one(["理事", "常务理事"]))]))
    draft.tells.append(("table_set_aside",))


@kind("roster-of-staff-beside", "the office's staff are not the council")
def _(draft: Draft) -> None:
    title = draft.pen.one(["专兼职工作人员名单", "秘书处工作人员名册", "办事机构工作人员一览表"])
    rows = _others(4, draft.pen.one(["办公室主任", "干事", "会计"]))
    draft.beside.append(sheet_of(draft.pen.one(["工作人员", "秘书处"]), [[title], [*SHORT, "职务"], *rows]))


@kind("who-left-the-council-beside", "辞去理事人员名单 is not the council")
def _(draft: Draft) -> None:
    rows: list[Row] = [["2018年辞去理事人员名单"], [*SHORT, "会内职务"], *_others(3, "理事")]
    if draft.pen.one([True, False]):
        draft.beside.append(sheet_of("调整", rows))
    else:
        draft.roster.block = under(draft.roster.drawn(), Block(rows))
    draft.tells.append(("table_set_aside",))


@kind("remarks-that-somebody-left", "备注 says 已辞职: counted as written, with a warning")
def _(draft: Draft) -> None:
    remark = draft.pen.one(["2018年5月辞去理事", "已去世", "已退出理事会", "已离任"])
    cells: list[Cell] = [*(None for _ in draft.people[1:]), remark]
    draft.roster.columns.append(Column("note", cells))
    draft.tells.append(("person_left",))


@kind("other-posts-beside", "党内职务, 行政职务, 上届职务 beside 会内职务 say nothing of the post")
def _(draft: Draft) -> None:
    heading = draft.pen.one(["党内职务", "行政职务", "上届职务", "上届会内职务", "所属委员会"])
    words: tuple[Cell, ...] = ("理事", "常务理事", "委员", "院长", None)
    cells: list[Cell] = [draft.pen.one(words) for _ in draft.people]
    draft.roster.columns.insert(draft.roster.place("post"), Column("other", cells, heading=heading))


@kind("sums-of-pages", "本页小计 and a last row of sums are nobody")
def _(draft: Draft) -> None:
    for row in range(4, len(draft.people), 6):
        sums: list[Row] = [["本页小计", "6人"], _row(draft.roster, name="本页小计", sex="6人")]
        draft.roster.between[row] = draft.pen.one(sums)
    draft.roster.below = [_row(draft.roster, ordinal="合计", name=len(draft.people), sex=20, birth=48, party=30)]


@kind("a-vacant-seat", "空缺 is nobody, and told")
def _(draft: Draft) -> None:
    name = draft.pen.one(["空缺", "待补选", "（空缺）", "暂缺"])
    draft.roster.below = [_row(draft.roster, ordinal=99, name=name, post="理事")]
    draft.tells.append(("row_incomplete",))


@kind("posts-of-who-left", "理事（已辞职）, 原理事: nobody can be sure that it is a post")
def _(draft: Draft) -> None:
    people = list(draft.people)
    place = draft.pen.rng.randrange(len(people))
    people[place] = replace(people[place], post=Post.UNREADABLE, unreadable=people[place].unreadable | {"post"})
    draft.mean(roster=tuple(people))
    word = draft.pen.one(["理事（已辞职）", "常务理事（2018年5月辞去）", "理事（已去世）", "原理事", "理事（候选）"])
    draft.roster.rewrite("post", lambda row: word if row == place else PLAIN.get(people[row].post))
    draft.tells.append(("post_unreadable",))


@kind("frontline-of-the-last-council-beside", "是否基层一线（上届） beside 是否基层一线 is nothing")
def _(draft: Draft) -> None:
    cells: list[Cell] = [draft.pen.one(["是", "否"]) for _ in draft.people]
    heading = draft.pen.one(["是否基层一线（上届）", "上届是否基层一线"])
    draft.roster.columns.insert(draft.roster.place("frontline"), Column("other", cells, heading=heading))


@kind("standing-ones-in-a-column", "是否常务理事 beside 会内职务: who is one holds that post as well")
def _(draft: Draft) -> None:
    is_standing = [one.post is Post.STANDING for one in draft.people]
    yes, no = draft.pen.one([("是", "否"), ("√", None), ("是", None), ("√", "×")])
    posts = [
        PLAIN[Post.COUNCILLOR] if is_one else PLAIN.get(draft.people[row].post)
        for row, is_one in enumerate(is_standing)
    ]
    draft.roster.rewrite("post", lambda row: posts[row])
    heading = draft.pen.one(["是否常务理事", "常务理事", "是否为常务理事"])
    cells: list[Cell] = [yes if is_one else no for is_one in is_standing]
    draft.roster.columns.insert(draft.roster.place("post") + 1, Column("other", cells, heading=heading))


@kind("standing-ones-denied-in-a-column", "是否常务理事 says 否 of a 常务理事: nobody can read the post")
def _(draft: Draft) -> None:
    people = list(draft.people)
    place = draft.pen.rng.randrange(len(people))
    people[place] = replace(people[place], post=Post.UNREADABLE, unreadable=people[place].unreadable | {"post"})
    draft.mean(roster=tuple(people))
    draft.roster.rewrite("post", lambda row: "常务理事" if row == place else PLAIN.get(people[row].post))
    cells: list[Cell] = ["否" if row == place else None for row in range(len(people))]
    draft.roster.columns.append(Column("other", cells, heading="是否常务理事"))
    draft.tells.append(("post_unreadable",))


@kind("list-of-others-below-the-roster", "headings of persons that are not the roster's own begin another list")
def _(draft: Draft) -> None:
    heads, more = draft.pen.one(
        [
            (["序号", "姓名", "性别", "专业"], ["男", "物理"]),
            (["序号", "姓名", "性别", "工作单位"], ["男", "滨海大学"]),
            (["序号", "姓名", "性别", "出生年月", "政治面貌", "入党时间"], ["男", "1970.01", "中共党员", "2001.06"]),
        ]
    )
    title: list[Row] = draft.pen.one([[], [[]], [[], ["会员代表名单"]], [["党员名单"]]])
    rows: list[Row] = [list(heads)]
    rows += [[number, f"旁人{number}", *more] for number in (1, 2, 3, 4)]
    draft.roster.block = stacked([draft.roster.drawn(), Block([*title, *rows])])
    draft.tells.append(("sheet_not_read", "table_set_aside"))


@kind(
    "two-councils-in-one-roster",
    "届次 in a column or in headings between the rows: those of an earlier term are nobody",
)
def _(draft: Draft) -> None:
    many = len(draft.people)
    former: list[Cell] = [f"前任{row}" for row in range(many)]
    draft.roster.columns = [
        replace(one, cells=[*one.cells, *(former if one.key == "name" else one.cells)]) for one in draft.roster.columns
    ]
    if draft.pen.one([True, False]):
        terms: list[Cell] = [*["第八届"] * many, *["第七届"] * many]
        draft.roster.columns.append(Column("term", terms, heading=draft.pen.one(["届次", "届别"])))
    else:
        headings: dict[int, Row] = {0: ["第八届理事会"], many: ["第七届理事会"]}
        draft.roster.between = headings
    draft.tells.append(("not_of_council",))


@kind("names-in-two-columns", "姓 and 名 in two columns under 姓名 are one name")
def _(draft: Draft) -> None:
    names = [str(one) for one in draft.roster["name"].cells]
    first: list[Cell] = [one[:2] for one in names]
    last: list[Cell] = [one[2:] for one in names]
    draft.roster.replace(
        "name", Column("name", first, heading="姓", over="姓名"), Column("last", last, heading="名", over="姓名")
    )
