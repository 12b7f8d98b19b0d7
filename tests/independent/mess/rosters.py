"""The rosters as people send them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tests.independent.mess.grid import Block, Cell
from tests.independent.mess.pen import Pen
from tests.independent.mess.tables import Column, merged, table, usual_ends
from tests.independent.truth import UNREADABLE, Person, Post

REQUIRED = ("name", "sex", "birth", "party", "title", "employer", "post", "frontline")
POSTS: Mapping[Post, Sequence[str]] = {
    Post.PRESIDENT: ("理事长", "会长", "理事长兼秘书长"),
    Post.VICE: ("副理事长", "副会长", "常务副理事长", "副理事长兼秘书长", "副会长兼秘书长"),
    Post.SECRETARY: ("秘书长",),
    Post.HIRED_SECRETARY: ("秘书长（聘任）", "秘书长(聘任)"),
    Post.STANDING: ("常务理事", "常务理事、副秘书长", "常务理事兼副秘书长"),
    Post.COUNCILLOR: ("理事", "理事、副秘书长", "理事兼副秘书长"),
    Post.DEPUTY_SECRETARY: ("副秘书长",),
    Post.UNREADABLE: ("待定", "联络员", "成员", "见附件"),
}
PARTY = ("中共党员", "党员", "中共预备党员", "预备党员")
NO_PARTY = ("群众", "共青团员", "无党派人士", *"民革 民盟 民建 民进 农工党 致公党 九三学社 台盟".split())
UNCLEAR_PARTY = ("不详", "积极分子", "其他")
UNCLEAR_SEX = ("不详", "？")
SUPERVISORS = 3


def rows_of_persons(pen: Pen, roster: Sequence[Person], before: int = 0) -> tuple[Block, tuple[Person, ...]]:
    """A row per person, numbered after those before. Returns the table and what can be understood of the persons."""
    missing = [key for key in ("frontline", "title", "birth", "sex") if pen.often(0.02)][:1]
    people = tuple(_without(person, missing) for person in roster)
    columns = [one for one in columns_of_persons(pen, people, before) if one.key not in missing]
    if pen.often(0.1):
        columns = columns[1:]
    elif pen.often(0.1):
        columns = [_longer(pen, one) for one in columns]
    is_parted = people[2:] and pen.often(0.08) and not any("post" in person.gaps for person in people)
    between = {0: "一、负责人和常务理事", len(people) // 2: "二、理事"} if is_parted else None
    ends = [pen.one(["合计", f"合计：{len(people)}人", f"共{len(people)}人"])] if pen.often(0.15) else []
    return table(pen, columns, between, ends + usual_ends(pen)), people


def columns_of_persons(pen: Pen, people: Sequence[Person], before: int = 0, is_plain: bool = False) -> list[Column]:
    """The columns of a roster; plain ones are always the same."""
    columns = [
        Column("ordinal", _ordinals(pen, len(people))),
        Column("name", [_plain(pen, one, "name", f"示例{place:03d}") for place, one in enumerate(people, before + 1)]),
        Column("sex", [_sex(pen, one) for one in people]),
        Column("birth", [pen.birth(UNREADABLE if "birth" in one.unreadable else one.birth) for one in people]),
        *([Column("nation", [pen.one(["汉族", "回族", None]) for _ in people])] if pen.often(0.7) else []),
        Column("party", [_party(pen, one) for one in people]),
        *([Column("education", ["博士" for _ in people])] if pen.often(0.7) else []),
        Column("title", [_plain(pen, one, "title", pen.one(["教授", "研究员", "高级工程师"])) for one in people]),
        *_employers(pen, people, is_plain),
        Column("post", [_post(pen, one) for one in people]),
        Column("frontline", [frontline(pen, one) for one in people]),
        *([Column("note", [pen.one([None, None, "新任"]) for _ in people])] if pen.often(0.6) else []),
    ]
    return [one for one in columns if not (is_plain and one.key in ("nation", "education", "note"))]


def rows_of_supervisors(pen: Pen) -> Block:
    """The roster of supervisors, which no verdict needs and which is not to be taken for the council's."""
    people = range(1, SUPERVISORS + 1)
    columns = [
        Column("ordinal", list(people)),
        Column("name", [f"监事示例{place:03d}" for place in people]),
        Column("sex", [pen.one("男女") for _ in people]),
        Column("birth", [pen.birth((1960 + place, place)) for place in people]),
        Column("party", [pen.one(PARTY + NO_PARTY) for _ in people]),
        Column("employer", ["滨海大学 教师" for _ in people]),
        Column("post", ["监事长", *["监事"] * (SUPERVISORS - 1)]),
        Column("note", [None for _ in people]),
    ]
    return table(pen, columns, ends=usual_ends(pen))


def _without(person: Person, missing: Sequence[str]) -> Person:
    """The person without the values of columns that are missing; every one of them is a gap."""
    return replace(
        person,
        frontline=None if "frontline" in missing else person.frontline,
        birth=None if "birth" in missing else person.birth,
        gaps=person.gaps | set(missing),
        unreadable=person.unreadable - set(missing),
    )


def _ordinals(pen: Pen, number: int) -> list[Cell]:
    as_text = pen.often(0.2)
    return [str(place) if as_text else place for place in range(1, number + 1)]


def _plain(pen: Pen, person: Person, key: str, value: str) -> Cell:
    return pen.blank() if key in person.gaps else pen.text(value)


def _sex(pen: Pen, person: Person) -> Cell:
    return pen.one(UNCLEAR_SEX) if "sex" in person.unreadable else _plain(pen, person, "sex", pen.one("男女"))


def frontline(pen: Pen, person: Person) -> Cell:
    return pen.yes_no(UNREADABLE if "frontline" in person.unreadable else person.frontline)


def _party(pen: Pen, person: Person) -> Cell:
    if person.party is None:
        return pen.open(UNREADABLE if "party" in person.unreadable else None, UNCLEAR_PARTY)
    choices = PARTY if person.party else NO_PARTY
    return pen.padded(choices[0] if pen.often(0.5) else pen.one(choices))


def _post(pen: Pen, person: Person) -> Cell:
    if person.post is Post.BLANK:
        return pen.blank()
    choices = POSTS[person.post]
    return pen.padded(choices[0] if pen.often(0.7) else pen.one(choices))


def _employers(pen: Pen, people: Sequence[Person], is_plain: bool) -> list[Column]:
    """Employer and duty in one column, perhaps one cell for several persons; or in two, perhaps under one heading."""
    is_blank = ["employer" in one.gaps for one in people]
    if not is_plain and pen.often(0.15):
        over = "工作单位及职务" if pen.form.has_merges and pen.often(0.5) else None
        where: list[Cell] = [pen.blank() if blank else "滨海大学" for blank in is_blank]
        duty: list[Cell] = [pen.blank() if blank else "教师" for blank in is_blank]
        return [Column("employer_only", where, over=over), Column("duty_only", duty, over=over)]
    column = Column("employer", [pen.blank() if blank else pen.text("滨海大学 教师") for blank in is_blank])
    if not is_plain and pen.form.has_merges and len(people) > 5 and not any(is_blank[1:3]) and pen.often(0.1):
        return [merged(column, [(1, 2)], lambda row: "滨海大学 教师")]
    return [column]


def _longer(pen: Pen, column: Column) -> Column:
    """The column with rows after the last person that hold only the ordinals printed beforehand."""
    last = len(column.cells)
    more: list[Cell] = [last + 1, last + 2] if column.key == "ordinal" else [None, None]
    return Column(column.key, [*column.cells, *more], column.runs, column.heading, column.over)
