"""What stands in the cells of the council's roster: posts in other words, nobodies among the people, ticks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tests.independent.kinds.draft import Draft
from tests.independent.kinds.kind import kind
from tests.independent.mess.grid import Cell
from tests.independent.mess.tables import Column
from tests.independent.truth import Person, Post

PLAIN = {
    Post.PRESIDENT: "理事长",
    Post.VICE: "副理事长",
    Post.SECRETARY: "秘书长",
    Post.HIRED_SECRETARY: "秘书长（聘任）",
    Post.STANDING: "常务理事",
    Post.COUNCILLOR: "理事",
    Post.DEPUTY_SECRETARY: "副秘书长",
}
IN_BRACKETS: Mapping[Post, Sequence[str]] = {
    Post.PRESIDENT: ("理事长（法定代表人）", "会长(法人代表)", "理事长（连任）"),
    Post.VICE: (
        "副理事长兼秘书长（法定代表人）",
        "执行副理事长",
        "常务副会长",
        "副理事长（常务）",
        "执行副会长",
        "副会长（兼）",
    ),
    Post.SECRETARY: ("秘书长（兼）", "秘书长（专职）", "秘书长（新任）"),
    Post.HIRED_SECRETARY: ("秘书长（聘任）", "秘书长(聘任)"),
    Post.STANDING: ("常务理事（新任）", "常务理事（连任）"),
    Post.COUNCILLOR: ("理事（新任）", "理事（2018年增补）", "理事(连任)"),
    Post.DEPUTY_SECRETARY: ("副秘书长（兼）",),
}
TOGETHER: Mapping[Post, Sequence[str]] = {
    Post.PRESIDENT: ("理事长、党支部书记", "党委书记、理事长", "常务理事、理事长", "理事长兼法定代表人"),
    Post.VICE: ("秘书长、副理事长", "常务理事、副会长", "党支部委员，副理事长", "副会长兼秘书长", "理事/副理事长"),
    Post.SECRETARY: ("常务理事、秘书长", "秘书长兼党支部书记", "理事、秘书长", "秘书长 常务理事"),
    Post.HIRED_SECRETARY: ("秘书长（聘任）",),
    Post.STANDING: ("副秘书长、常务理事", "常务理事兼副秘书长", "常务理事、党小组组长", "理事、常务理事"),
    Post.COUNCILLOR: ("副秘书长、理事", "理事、党支部宣传委员", "理事兼副秘书长"),
    Post.DEPUTY_SECRETARY: ("副秘书长",),
}
NOBODY = (
    "监事长",
    "监事",
    "顾问",
    "名誉理事长",
    "荣誉会长",
    "会员代表",
    "会员",
    "干事",
    "主任",
    "名誉理事",
    "高级顾问",
)
NO_POST = ("待定", "联络员", "成员", "见附件", "理事？")
FRONTLINE = {True: ("基层", "基层一线", "一线", "是（工程师）", "√"), False: ("非一线", "非基层", "否（机关）", "×")}


def post(draft: Draft, write: Callable[[Person], Cell]) -> None:
    """Write every post anew."""
    draft.roster.rewrite("post", lambda row: write(draft.people[row]))


@kind("posts-with-brackets", "a bracketed remark other than （聘任） is a remark; 执行/常务副理事长")
def _(draft: Draft) -> None:
    post(draft, lambda one: draft.pen.one(IN_BRACKETS[one.post]) if one.post in IN_BRACKETS else _plain(one))


@kind("posts-together", "several posts, any order, 党内 posts among them: the highest of the list")
def _(draft: Draft) -> None:
    post(draft, lambda one: draft.pen.one(TOGETHER[one.post]) if one.post in TOGETHER else _plain(one))


@kind("posts-of-nobody", "监事长, 顾问, 名誉…, 会员代表, 干事, 主任 alone are nobody of the council")
def _(draft: Draft) -> None:
    more = [draft.pen.one(NOBODY) for _ in range(draft.pen.one([1, 3, 5]))]
    for column in list(draft.roster.columns):
        cells: Mapping[str, Cell] = {"name": None, "sex": "女", "birth": "1966.04", "party": "群众", "title": "教授"}
        last = len(column.cells)
        added: list[Cell] = [cells.get(column.key, "滨海大学 教师" if column.key == "employer" else "是") for _ in more]
        if column.key == "name":
            added = [f"旁人{place:02d}" for place in range(len(more))]
        if column.key == "post":
            added = list(more)
        if column.key == "ordinal":
            added = [last + place for place in range(1, len(more) + 1)]
        if column.key == "frontline":
            added = [draft.pen.one(["是", "否", None]) for _ in more]
        draft.roster.replace(column.key, replace(column, cells=column.cells + added))


@kind("posts-unreadable", "a post that cannot be read counts as a councillor and could be a standing one")
def _(draft: Draft) -> None:
    people = list(draft.people)
    for place in draft.pen.rng.sample(range(len(people)), min(2, len(people))):
        one = people[place]
        people[place] = replace(one, post=Post.UNREADABLE, unreadable=one.unreadable | {"post"})
    draft.mean(roster=tuple(people))
    post(draft, lambda one: draft.pen.one(NO_POST) if one.post is Post.UNREADABLE else _plain(one))
    draft.tells.append(("post_unreadable",))


@kind("posts-blank", "a person without a post is a person and a gap")
def _(draft: Draft) -> None:
    people = list(draft.people)
    place = draft.pen.rng.randrange(len(people))
    people[place] = replace(people[place], post=Post.BLANK, gaps=people[place].gaps | {"post"})
    draft.mean(roster=tuple(people))
    post(draft, _plain)
    draft.tells.append(("roster_gap",))


@kind("heading-of-post", "会内职务=本会职务=理事会职务=学会任职=拟任职务=理事会任职")
def _(draft: Draft) -> None:
    words = "本会职务 理事会职务 学会任职 拟任职务 社团职务 担任职务 学会职务 理事会任职 会内任职 学会内职务 在学会任职"
    draft.roster.head("post", draft.pen.one(words.split()))


@kind("heading-of-post-short", "职务 alone where the employer has a column that says 单位及职务")
def _(draft: Draft) -> None:
    draft.roster.head("post", "职务")


@kind("heading-near-post", "a heading near 会内职务 is not guessed: a finding", must_read=False)
def _(draft: Draft) -> None:
    draft.roster.head("post", draft.pen.one(["会内任职务", "会内职务情况", "现会内职务"]))


@kind("heading-near-frontline", "a heading near 是否基层一线 is not guessed: a finding", must_read=False)
def _(draft: Draft) -> None:
    draft.roster.head("frontline", draft.pen.one(["是否属基层一线", "是否基层一线人员", "是否为基层一线"]))


@kind("headings-of-persons", "党派, 技术职称, 专业技术职务, 出生日期, 工作单位/职务, 一线科技工作者 …")
def _(draft: Draft) -> None:
    words = {
        "party": ("党派", "政治面貌"),
        "title": ("技术职称", "专业技术职称", "专业技术职务"),
        "birth": ("出生日期", "出生年月"),
        "employer": ("工作单位/职务", "工作单位及职务"),
        "frontline": ("是否一线", "基层一线", "一线科技工作者", "基层一线科技工作者", "是否为一线"),
    }
    for key, headings in words.items():
        draft.roster.head(key, draft.pen.one(headings))


@kind("frontline-words", "是否基层一线: also 基层, 基层一线, 一线 = 是; 非一线, 非基层 = 否")
def _(draft: Draft) -> None:
    draft.roster.rewrite("frontline", lambda row: draft.pen.one(FRONTLINE[draft.people[row].frontline is True]))


@kind("frontline-in-two-columns", "是否基层一线 as 是 | 否 with √ in one, in any order")
def _(draft: Draft) -> None:
    columns = [
        Column("tick", [tick if one.frontline is said else None for one in draft.people], heading=word, over=over)
        for tick, over in [(draft.pen.one(["√", "✓", "■"]), draft.pen.one(["是否基层一线", "基层一线科技工作者"]))]
        for word, said in draft.pen.shuffled([("是", True), ("否", False)])
    ]
    draft.roster.replace("frontline", *columns)


@kind("frontline-one-tick-column", "one tick column: a tick is 是, a blank is a blank")
def _(draft: Draft) -> None:
    people = tuple(
        one if one.frontline else replace(one, frontline=None, gaps=one.gaps | {"frontline"}) for one in draft.people
    )
    draft.mean(roster=people)
    draft.roster.rewrite("frontline", lambda row: "√" if people[row].frontline else None)
    if any(one.frontline is None for one in people):
        draft.tells.append(("frontline_only_ticked", "frontline_ticked_only"))


@kind("frontline-boxes", "☑是 □否 under 是否基层一线")
def _(draft: Draft) -> None:
    on, off = draft.pen.one([("☑", "□"), ("■", "□"), ("√", "□")])
    words = {True: f"{on}是 {off}否", False: f"{off}是 {on}否"}
    draft.roster.rewrite("frontline", lambda row: words[draft.people[row].frontline is True])


@kind("cells-of-a-person-unreadable", "cells written but unreadable are no gaps and no pass")
def _(draft: Draft) -> None:
    people = list(draft.people)
    words = {"birth": "不详", "party": "积极分子", "frontline": "待定"}
    for key, word in draft.pen.rng.sample(sorted(words.items()), draft.pen.one([1, 2])):
        place = draft.pen.rng.randrange(len(people))
        one = people[place]
        people[place] = replace(
            one,
            unreadable=one.unreadable | {key},
            birth=None if key == "birth" else one.birth,
            party=None if key == "party" else one.party,
            frontline=None if key == "frontline" else one.frontline,
        )
        cells = list(draft.roster[key].cells)
        cells[place] = word
        draft.roster.replace(key, replace(draft.roster[key], cells=cells))
    draft.mean(roster=tuple(people))
    draft.tells.append(("birth_unreadable", "party_unreadable", "frontline_unreadable"))


def _plain(person: Person) -> Cell:
    return PLAIN.get(person.post)
