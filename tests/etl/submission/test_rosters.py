"""Rosters as societies send them: who is a person, with what post (docs/workbook.md, What people really send back)."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl import society
from tests.etl.submission.council import (
    COUNT,
    HEADINGS,
    POSTS,
    ROSTER,
    WITHOUT_POST,
    WITHOUT_TITLE,
    gaps,
    people,
    posts,
    read,
)
from tests.etl.submission.files import WHO, part, told


@pytest.mark.parametrize(
    "form", ["{}", "一、{}", "（二）{}", "{}：", "{}（3人）", "3. {} 共12名", "{}名单", "{}（按姓氏笔画为序）"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_heading_between_gives_the_post_of_the_rows_below(form: str, place: int, tmp_path: Path) -> None:
    rows: list[list[Any]] = []
    for number, (post, many) in enumerate({"理事长": 1, "副理事长": 1, "秘书长": 1, "常务理事": 1, "理事": 2}.items()):
        rows.append([None] * place + [form.format(post)])
        rows += people([None] * many, WITHOUT_POST, 10 * number)
    read_part = read(tmp_path, WITHOUT_POST, *rows)
    assert (posts(read_part), gaps(read_part), told(read_part)) == (COUNT, 0, [])


def test_headings_above_each_small_table_give_the_posts(tmp_path: Path) -> None:
    rows: list[list[Any]] = []
    for number, (post, many) in enumerate({"理事长": 1, "副理事长": 1, "秘书长": 1, "常务理事": 1, "理事": 2}.items()):
        rows += [[f"{number + 1}、{post}"], WITHOUT_POST, *people([None] * many, WITHOUT_POST, 10 * number), []]
    read_part = read(tmp_path, *rows)
    assert (posts(read_part), gaps(read_part), told(read_part)) == (COUNT, 0, [])


def test_a_post_of_their_own_comes_before_the_heading_above(tmp_path: Path) -> None:
    read_part = read(tmp_path, HEADINGS, ["理事"], *people(["常务理事", None]))
    assert (posts(read_part), gaps(read_part)) == ({"standing": 1, "member": 1}, 0)


@pytest.mark.parametrize("is_in_each_row", [True, False])
def test_a_column_of_categories_is_the_post_of_those_without(is_in_each_row: bool, tmp_path: Path) -> None:
    rows = [["理事长", *row] for row in people([None], WITHOUT_POST)]
    for number, post in enumerate(("常务理事", "理事"), 1):
        words = [post, post if is_in_each_row else None]
        rows += [[word, *row] for word, row in zip(words, people([None] * 2, WITHOUT_POST, 10 * number), strict=True)]
    read_part = read(tmp_path, ["类别", *WITHOUT_POST], *rows)
    assert (posts(read_part), gaps(read_part)) == ({"chair": 1, "standing": 2, "member": 2}, 0)
    assert told(read_part) == []


def test_a_category_that_is_no_post_is_unreadable(tmp_path: Path) -> None:
    rows = [["负责人", *people([None], WITHOUT_POST)[0]], ["理事", *people([None], WITHOUT_POST, 2)[0]]]
    read_part = read(tmp_path, ["类别", *WITHOUT_POST], *rows)
    assert posts(read_part) == {"unreadable": 1, "member": 1}
    assert (gaps(read_part), told(read_part)) == (0, [("post_unreadable", ROSTER, "A2")])


def test_a_category_beside_posts_changes_nothing(tmp_path: Path) -> None:
    rows = [["负责人" if number < 3 else "理事", *row] for number, row in enumerate(people())]
    read_part = read(tmp_path, ["类别", *HEADINGS], *rows)
    assert (posts(read_part), told(read_part)) == (COUNT, [])


@pytest.mark.parametrize(
    "row",
    [
        ["其中：中共党员", "30人"],
        [None, "其中：女性", 12, None, None, "占比", "25%"],
        ["平均年龄", "52岁"],
        [None, "平均年龄", None, 52.5],
        ["基层一线占比", None, None, None, None, None, None, None, None, None, "79%"],
        ["合计", "6人", "男4女2", None, None, "党员6人"],
        ["共计", "6人"],
        [None, "中共党员", 6],
        [None, "45岁以下", "20人", "占", "35%"],
        [None, "高级职称", "45人"],
        ["男", 4, "女", 2],
        ["小计", None, None, None, None, None, None, None, None, "理事6人"],
        ["注：以上人员均由会员代表大会选举产生", None, "2018年6月"],
        ["填表人：示例甲", None, "审核人：示例乙"],
        [None, "（以下空白）"],
    ],
)
@pytest.mark.parametrize("is_last", [True, False])
def test_statistics_and_notes_are_nobody(row: list[Any], is_last: bool, tmp_path: Path) -> None:
    persons = people()
    rows = [*persons, row] if is_last else [*persons[:3], row, *persons[3:]]
    read_part = read(tmp_path, HEADINGS, *rows)
    assert (posts(read_part), gaps(read_part)) == (COUNT, 0)
    assert {kind for kind, _, _ in told(read_part)} <= {"row_incomplete"}


def test_statistics_under_headings_between_are_nobody(tmp_path: Path) -> None:
    rows = [["理事"], *people([None] * 2, WITHOUT_POST), ["其中：党员", "2人"], [None, "教授", "2人"], ["平均年龄", 43]]
    read_part = read(tmp_path, WITHOUT_POST, *rows)
    assert (posts(read_part), told(read_part)) == ({"member": 2}, [])


def test_who_is_nobody_of_the_council_adds_neither_row_nor_gap(tmp_path: Path) -> None:
    others = people(["监事长", "监事", "顾问", "名誉理事长", "会员代表"], first=20)
    others[0][HEADINGS.index("职称")] = None
    read_part = read(tmp_path, HEADINGS, *people(), *others)
    assert (posts(read_part), gaps(read_part)) == (COUNT, 0)
    assert told(read_part) == [("not_of_council", ROSTER, "B8")]
    assert "第 8、9、10、11、12 行" in read_part.findings[0].message


@pytest.mark.parametrize(
    ("cells", "is_person"),
    [
        ({"姓名": "示例一", "会内职务": "理事"}, True),
        ({"姓名": "示例一", "性别": "男"}, True),
        ({"会内职务": "理事", "政治面貌": "群众"}, True),
        ({"姓名": 7, "会内职务": "理事", "性别": "男"}, True),
        ({"姓名": "示例一"}, False),
        ({"姓名": "示例一", "备注": "请假"}, False),
        ({"会内职务": "理事"}, False),
        ({"序号": 9, "会内职务": "理事"}, False),
        ({"序号": 9, "性别": "男", "是否基层一线": "是"}, False),
    ],
)
def test_a_row_is_a_person_when_name_and_post_say_so(cells: dict[str, Any], is_person: bool, tmp_path: Path) -> None:
    read_part = read(tmp_path, HEADINGS, *people(), [cells.get(heading) for heading in HEADINGS])
    assert len(read_part.council) == len(POSTS) + is_person
    assert bool(gaps(read_part)) == is_person


@pytest.mark.parametrize("order", [("常务理事会", "理事会"), ("理事会", "常务理事会")])
def test_several_rosters_are_one_and_the_highest_post_counts(order: tuple[str, str], tmp_path: Path) -> None:
    short = ["姓名", "性别", "出生年月", "会内职务"]
    rosters = {"常务理事会": [short, *people(["理事长", "常务理事"], short)]}
    rosters["理事会"] = [["理事名单"], HEADINGS, *people(["理事", "理事", "理事"])]
    read_part = part(tmp_path, {"封面": WHO, **{name: rosters[name] for name in order}})
    assert (posts(read_part), gaps(read_part)) == ({"chair": 1, "standing": 1, "member": 1}, 0)
    assert {kind for kind, _, _ in told(read_part)} == {"table_repeated"}
    assert [(one.is_party, one.is_frontline, one.age) for one in read_part.council] == [(True, True, 43)] * 3


@pytest.mark.parametrize(("born", "age"), [(1900, 118), (1899, None), (2017, 1), (2018, None)])
def test_nobody_is_born_before_1900_or_in_the_year_reported(tmp_path: Path, born: int, age: int | None) -> None:
    (person,) = read(tmp_path, HEADINGS, society.person(1, 出生年月=f"{born}.12")).council
    assert person.age == age


def test_the_same_name_with_another_birth_is_another_person(tmp_path: Path) -> None:
    twin = society.person(1, 出生年月="1980.01")
    read_part = read(tmp_path, HEADINGS, *people(), twin)
    assert len(read_part.council) == len(POSTS) + 1
    assert [kind for kind, _, _ in told(read_part)] == ["name_repeated"]


def test_zhiwu_beside_an_employer_and_its_post_is_the_post_in_the_society(tmp_path: Path) -> None:
    headings = ["职务" if heading == "会内职务" else heading for heading in HEADINGS]
    read_part = read(tmp_path, headings, *people())
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_zhiwu_beside_an_employer_alone_is_that_of_the_employer(tmp_path: Path) -> None:
    headings = ["工作单位" if heading == "工作单位及职务" else heading for heading in HEADINGS]
    read_part = read(tmp_path, [*headings, "职务"], *([*row, "教师"] for row in people()))
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_another_table_below_a_blank_row_holds_no_persons(tmp_path: Path) -> None:
    below: list[list[Any]] = [
        [],
        ["序号", "活动名称", "时间", "地点"],
        [1, "学术年会", "2018年5月", "滨海"],
        [2, "科普周", "2018年9月", "滨海"],
    ]
    read_part = read(tmp_path, HEADINGS, *people(), *below)
    assert (posts(read_part), gaps(read_part)) == (COUNT, 0)


def test_persons_below_a_blank_row_are_persons(tmp_path: Path) -> None:
    persons = people()
    read_part = read(tmp_path, HEADINGS, *persons[:3], [], *persons[3:], [], ["二、其他"], *people(["理事"], first=50))
    assert posts(read_part) == COUNT | {"member": 3}


def test_a_column_of_ticks_and_blanks_has_a_finding_of_its_own(tmp_path: Path) -> None:
    ticks = ["√", "√", None, "√", None, None]
    rows = [society.person(number, post, tick) for number, (post, tick) in enumerate(zip(POSTS, ticks, strict=True), 1)]
    read_part = read(tmp_path, HEADINGS, *rows)
    assert [one.is_frontline for one in read_part.council] == [True, True, None, True, None, None]
    assert (gaps(read_part), told(read_part)) == (3, [("frontline_only_ticked", ROSTER, "K4")])
    assert "第 4、6、7 行" in read_part.findings[0].message


def test_where_words_are_written_a_blank_is_a_gap_and_no_tick_left_out(tmp_path: Path) -> None:
    answers = ["是", "√", None, "否", "是", "是"]
    rows = [society.person(number, "理事", answer) for number, answer in enumerate(answers, 1)]
    read_part = read(tmp_path, HEADINGS, *rows)
    assert (gaps(read_part), told(read_part)) == (1, [("roster_gap", ROSTER, "K4")])


@pytest.mark.parametrize(
    ("between", "post"),
    [("平均年龄", "member"), ("合计", "member"), ("常务理事", "standing"), ("第一组", "unreadable")],
)
def test_a_text_alone_between_persons_is_their_post_unless_it_is_statistics(
    between: str, post: str, tmp_path: Path
) -> None:
    first, second = people([None] * 2, WITHOUT_POST), people([None] * 2, WITHOUT_POST, 5)
    read_part = read(tmp_path, WITHOUT_POST, ["二、理事"], *first, [between], *second)
    assert [one.post for one in read_part.council] == ["member", "member", post, post]


def test_headings_repeated_on_a_new_page_are_nobody(tmp_path: Path) -> None:
    first, second = people([None] * 2, WITHOUT_POST), people([None] * 2, WITHOUT_POST, 5)
    read_part = read(tmp_path, WITHOUT_POST, ["理事"], *first, WITHOUT_POST, *second)
    assert (posts(read_part), told(read_part)) == ({"member": 4}, [])


@pytest.mark.parametrize("heading", ["监事会", "监事", "三、顾问", "名誉理事长"])
def test_under_a_heading_of_others_is_nobody_of_the_council(heading: str, tmp_path: Path) -> None:
    rows = [["理事"], *people([None] * 2, WITHOUT_POST), [heading], *people([None] * 2, WITHOUT_POST, 9)]
    read_part = read(tmp_path, WITHOUT_POST, *rows)
    assert (posts(read_part), told(read_part)) == ({"member": 2}, [("not_of_council", ROSTER, "B6")])


def test_a_column_whose_heading_is_nearly_ours_is_no_blank(tmp_path: Path) -> None:
    headings = ["是否基层一线人员" if heading == "是否基层一线" else heading for heading in HEADINGS]
    read_part = read(tmp_path, headings, *people())
    assert (gaps(read_part), {one.unreadable_count for one in read_part.council}) == (0, {1})
    assert told(read_part) == [("column_missing", ROSTER, "K1")]
    read_part = read(tmp_path, WITHOUT_TITLE, *people(headings=WITHOUT_TITLE))
    assert gaps(read_part) == len(POSTS)


def test_基层一线_in_the_first_row_is_an_answer_and_no_heading(tmp_path: Path) -> None:
    rows = [[*row[:-2], "基层一线", row[-1]] for row in people()]
    assert HEADINGS[-2] == "是否基层一线"
    assert {one.is_frontline for one in read(tmp_path, HEADINGS, *rows).council} == {True}


@pytest.mark.parametrize("name", ["空缺", "（暂缺）", "—", "待定"])
def test_a_vacant_seat_is_nobody_and_told(name: str, tmp_path: Path) -> None:
    vacant = [7, name, *[None] * 7, "理事", None, None]
    read_part = read(tmp_path, HEADINGS, *people(), vacant)
    assert (posts(read_part), told(read_part)) == (COUNT, [("row_incomplete", ROSTER, "B8")])


@pytest.mark.parametrize("word", ["例", "示例", "（填写示例）"])
def test_the_example_of_the_form_is_nobody(word: str, tmp_path: Path) -> None:
    (example,) = people(["理事"], first=9)
    read_part = read(tmp_path, HEADINGS, [word, *example[1:]], *people())
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def two_rows(person: list[Any], *below: str) -> list[list[Any]]:
    """A person whose cells under these headings stand in a second row."""
    places = [HEADINGS.index(heading) for heading in below]
    first = [None if place in places else value for place, value in enumerate(person)]
    return [first, [value if place in places else None for place, value in enumerate(person)]]


@pytest.mark.parametrize(
    "below",
    [["会内职务", "是否基层一线"], ["职称", "工作单位及职务", "会内职务"], ["会内职务"], ["出生年月", "政治面貌"]],
    ids=["post", "employer", "post alone", "birth"],
)
def test_a_person_over_two_rows_counts_once(below: list[str], tmp_path: Path) -> None:
    rows = [row for person in people() for row in two_rows(person, *below)]
    read_part = read(tmp_path, HEADINGS, *rows)
    assert (posts(read_part), gaps(read_part), told(read_part)) == (COUNT, 0, [])
    assert [one.age for one in read_part.council] == [one.age for one in read(tmp_path, HEADINGS, *people()).council]


def test_what_two_rows_leave_blank_is_a_gap_of_one_person(tmp_path: Path) -> None:
    first, second = two_rows(people()[0], "政治面貌", "职称", "会内职务")
    second[HEADINGS.index("职称")] = None
    read_part = read(tmp_path, HEADINGS, first, second, *people()[1:])
    assert (posts(read_part), gaps(read_part)) == (COUNT, 1)
    assert told(read_part) == [("roster_gap", ROSTER, "H2")]


def test_a_row_with_a_post_of_its_own_is_another_person_whose_name_is_blank(tmp_path: Path) -> None:
    rows = people()
    rows[5][:2] = [None, None]
    read_part = read(tmp_path, HEADINGS, *rows)
    assert (posts(read_part), gaps(read_part)) == (COUNT, 1)


def test_a_signature_under_names_is_nobody(tmp_path: Path) -> None:
    headings = WITHOUT_POST[1:]  # 姓名 comes first
    rows = [row[1:] for row in people([None] * 2, WITHOUT_POST)]
    read_part = read(tmp_path, headings, ["二、理事"], *rows, ["（盖章）"])
    assert (posts(read_part), told(read_part)) == ({"member": 2}, [])
