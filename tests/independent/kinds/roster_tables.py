"""How the council's roster is laid out: rows that are no persons, posts in rows of their own, several rosters."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from tests.independent.kinds.draft import Draft, Row, Table, beside, sheet_of, under
from tests.independent.kinds.kind import kind
from tests.independent.kinds.roster_words import PLAIN
from tests.independent.mess.grid import Cell, Merge, Sheet
from tests.independent.mess.tables import Column
from tests.independent.truth import Person, Post

RANK = [Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.STANDING, Post.COUNCILLOR, Post.DEPUTY_SECRETARY]


def arrange(draft: Draft, rank: Callable[[Person], int]) -> None:
    """Write the people in another order."""
    people = draft.people
    order = sorted(range(len(people)), key=lambda place: rank(people[place]))
    draft.mean(roster=tuple(people[place] for place in order))
    draft.roster.columns = [
        column if column.key == "ordinal" else replace(column, cells=[column.cells[place] for place in order])
        for column in draft.roster.columns
    ]


def some(table: Table, rows: Sequence[int]) -> Table:
    """A table with some of the rows."""
    return Table(table.sheet, [replace(one, cells=[one.cells[row] for row in rows]) for one in table.columns])


def post_rank(person: Person) -> int:
    return RANK.index(person.post) if person.post in RANK else len(RANK)


def without_hired(draft: Draft) -> None:
    """A hired secretary's post cannot be told by a heading; leave such people out."""
    rows = [row for row, one in enumerate(draft.people) if one.post in RANK]
    draft.roster.columns = some(draft.roster, rows).columns
    draft.mean(roster=tuple(draft.people[row] for row in rows))


@kind("posts-in-section-rows", "a row with one text: if it is a post, it is the post of the rows below")
def _(draft: Draft) -> None:
    without_hired(draft)
    arrange(draft, post_rank)
    draft.roster.drop("post")
    numbers = draft.pen.one(
        [
            ("一、", "二、", "三、", "四、", "五、", "六、"),
            ("（一）", "（二）", "（三）", "（四）", "（五）", "（六）"),
            ("",) * 6,
        ]
    )
    form = draft.pen.one(["", "", "（{}人）", "：", "({}名)", "（共{}人）"])
    sections = 0
    for row, one in enumerate(draft.people):
        if row == 0 or draft.people[row - 1].post is not one.post:
            many = sum(person.post is one.post for person in draft.people)
            text = numbers[sections] + PLAIN[one.post] + form.format(many)
            draft.roster.between[row] = draft.pen.one([[text], [None, text]])
            sections += 1


@kind("posts-in-a-first-column", "a first column 类别 is the post of the rows that have none of their own")
def _(draft: Draft) -> None:
    without_hired(draft)
    arrange(draft, post_rank)
    draft.roster.drop("post", *draft.pen.one([(), ("ordinal",)]))
    is_each_row = draft.pen.one([True, False])
    cells: list[Cell] = [
        PLAIN[one.post] if is_each_row or row == 0 or draft.people[row - 1].post is not one.post else None
        for row, one in enumerate(draft.people)
    ]
    starts = [row for row, cell in enumerate(cells) if cell and not is_each_row]
    runs = [run for run in pairwise([*starts, len(cells)]) if run[1] - run[0] > 1]
    heading = draft.pen.one(["类别", "人员类别", "职务类别"])
    draft.roster.columns.insert(0, Column("category", cells, heading=heading))
    if draft.pen.form.has_merges and draft.pen.one([True, False]):
        block = draft.roster.drawn()
        draft.roster.block = replace(block, merges=[Merge(first + 1, 0, last, 0) for first, last in runs])


@kind("category-beside-posts", "负责人, 常务理事, 理事 as a first column beside 会内职务: nobody is lost")
def _(draft: Draft) -> None:
    leaders = (Post.PRESIDENT, Post.VICE, Post.SECRETARY, Post.HIRED_SECRETARY)
    arrange(draft, lambda one: 0 if one.post in leaders else 1 + post_rank(one))
    words = [
        "负责人" if one.post in leaders else "常务理事" if one.post is Post.STANDING else "理事" for one in draft.people
    ]
    cells: list[Cell] = [word if row == 0 or words[row - 1] != word else None for row, word in enumerate(words)]
    draft.roster.columns.insert(0, Column("category", cells, heading="类别"))


@kind("section-rows-beside-posts", "a row with one text and nothing else is a heading")
def _(draft: Draft) -> None:
    arrange(draft, post_rank)
    for row, one in enumerate(draft.people):
        if one.post in (Post.STANDING, Post.COUNCILLOR) and draft.people[row - 1].post is not one.post:
            draft.roster.between[row] = [f"{PLAIN[one.post]}名单"]
    draft.roster.between[0] = ["一、负责人"]


@kind("statistics-under-the-roster", "rows of statistics (其中：…, 平均年龄, 占比, 合计) are nobody")
def _(draft: Draft) -> None:
    people = len(draft.people)
    rows: list[Row] = [
        [f"其中：女理事{people // 3}人，占30%"],
        [None, f"平均年龄：{48}岁"],
        ["理事总数", people, None, "常务理事", 9],
        [None, "45岁以下", 7, "占比", "25%"],
        ["合计", f"{people}人"],
        ["其中：中共党员", "30人"],
        [None, "基层一线占比", "82%"],
        ["平均年龄", 48],
        [None, "其中：女性", 12, None, "占比", "25%"],
        ["本科以上学历", f"{people}人"],
    ]
    draft.roster.below = draft.pen.rng.sample(rows, draft.pen.one([2, 3, 4]))


@kind("statistics-in-the-columns", "statistics that stand under the columns of a roster are nobody")
def _(draft: Draft) -> None:
    width = len(draft.roster.columns)
    row: Row = [None] * width
    row[draft.roster.place("name")] = draft.pen.one(["合计", "小计", "总计"])
    row[draft.roster.place("sex")] = "男20女9"
    row[draft.roster.place("birth")] = "平均48岁"
    draft.roster.below = [row]


@kind("rows-with-a-name-only", "a row with a name and nothing else is nobody")
def _(draft: Draft) -> None:
    row: Row = [None] * len(draft.roster.columns)
    row[draft.roster.place("name")] = "（以下空白）"
    draft.roster.below = [row]


@kind("roster-without-posts", "a roster that lacks the heading that it needs: table_unread", must_read=False)
def _(draft: Draft) -> None:
    draft.roster.drop("post")
    draft.tells.append(("table_unread", "column_missing"))


@kind("two-persons-a-row", "two persons side by side in a row are each read by their own headings")
def _(draft: Draft) -> None:
    half = (len(draft.people) + 1) // 2
    left, right = some(draft.roster, range(half)), some(draft.roster, range(half, len(draft.people)))
    parts = [left.drawn(), right.drawn()]
    if draft.pen.one([True, False]):
        rows = [one + two for one, two in zip(parts[0].rows, [*parts[1].rows, []], strict=False)]
        draft.roster.block = replace(parts[0], rows=rows)
    else:
        draft.roster.block = beside(*parts)


@kind("several-rosters-of-one-council", "several council rosters are one: a person counts once, with the highest post")
def _(draft: Draft) -> None:
    arrange(draft, post_rank)
    leaders = [row for row, one in enumerate(draft.people) if one.post in RANK[:3]]
    standing = [row for row, one in enumerate(draft.people) if one.post in RANK[:4]]
    whole = draft.roster
    parts = [some(whole, leaders), some(whole, standing), some(whole, range(len(draft.people)))]
    for part, word in zip(parts[1:], ("常务理事", "理事"), strict=True):
        if draft.pen.one([True, False]):
            part.rewrite("post", lambda row, word=word, part=part: _lower(part, row, word))  # type: ignore[misc]
    names = ("负责人名单", "常务理事名单", "理事名单")
    if draft.pen.one([True, False]):
        draft.roster.block = under(*(part.drawn() for part in parts))
    else:
        draft.roster.columns = []
        draft.beside += [Sheet(name, part.drawn()) for name, part in zip(names, parts, strict=True)]


@kind("leaders-apart", "the council on two sheets, nobody twice")
def _(draft: Draft) -> None:
    arrange(draft, post_rank)
    half = sum(one.post in RANK[:4] for one in draft.people)
    rest = some(draft.roster, range(half, len(draft.people)))
    draft.roster.columns = some(draft.roster, range(half)).columns
    draft.roster.sheet = "常务理事会成员名册"
    draft.beside.append(Sheet("理事名册", rest.drawn()))


@kind("supervisors-beside", "the supervisors' roster is not the council's")
def _(draft: Draft) -> None:
    heads: Row = ["序号", "姓名", "性别", "出生年月", "政治面貌", "工作单位及职务", "会内职务", "备注"]
    rows: list[Row] = [
        [n, f"监事示例{n}", "男", "1966.05", "群众", "滨海大学", "监事长" if n == 1 else "监事"] for n in (1, 2, 3)
    ]
    draft.beside.append(
        sheet_of(draft.pen.one(["监事名册", "监事会成员"]), [[draft.pen.one(["监事会名册", "监事名单"])], heads, *rows])
    )


@kind("candidates-as-the-only-roster", "候选人 on the file's only council roster: read, with a warning")
def _(draft: Draft) -> None:
    title = draft.pen.one(["第八届理事会理事候选人名册", "理事会候选人名单", "理事候选人登记表"])
    draft.roster.above = [[title]]
    draft.roster.sheet = draft.pen.one(["候选人名册", "名册"])


@kind("candidates-beside", "候选人 beside the council's roster are not the council")
def _(draft: Draft) -> None:
    _more_beside(draft, draft.pen.one(["第九届理事会理事候选人名册", "理事候选人名单"]))


@kind("roster-of-last-year-beside", "a roster of another year beside the council's is not the council's")
def _(draft: Draft) -> None:
    _more_beside(draft, draft.pen.one(["2017年理事会成员名册", "2017年度理事会名册"]))


@kind("another-year-on-the-only-roster", "another year on the file's only council roster: read, with a warning")
def _(draft: Draft) -> None:
    draft.roster.above = [[draft.pen.one(["2017年理事会成员名册", "2017年度理事会名册"])]]


@kind("terms-in-the-title", "years of office or election are taken out of a title before years are looked for")
def _(draft: Draft) -> None:
    title = draft.pen.one(
        [
            "第八届理事会（2014—2018年）成员名册",
            "第八届理事会名册（2017年5月20日选举产生）",
            "第七届会员代表大会选举产生的理事会名册",
            "理事会成员名册（2016-2020）",
        ]
    )
    draft.roster.above = [[title]]


def _more_beside(draft: Draft, title: str) -> None:
    """A roster of other people with the same headings on a sheet of its own."""
    more = some(draft.roster, range(len(draft.people)))
    more.rewrite("name", lambda row: f"旁人{row:03d}")
    more.rewrite("post", lambda row: "理事")
    more.above = [[title]]
    draft.beside.append(Sheet(draft.pen.one(["其他名册", "名册2", title]), more.drawn()))


def _lower(part: Table, row: int, word: str) -> Cell:
    """The post that a lower list states for a person."""
    is_councillor = str(part["post"].cells[row]) not in ("秘书长（聘任）", "秘书长(聘任)", "副秘书长")
    return word if is_councillor else part["post"].cells[row]
