"""What is counted in a council's roster: everybody by post, Party, front line and age (docs/judging.md, Rules with
numbers)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.etl import society
from tests.etl.conftest import Desk

person = society.person
NOT_PARTY: dict[str, Any] = {"政治面貌": "群众"}
OF_1973 = {"出生年月": "1973.01"}  # 45 at the end of 2018
OF_1972 = {"出生年月": "1972.12"}
ROSTER = [
    person(1, "理事长", "是", **OF_1972),
    person(2, "副理事长", "否", **OF_1973, **NOT_PARTY),
    person(3, "秘书长", None, **OF_1973),
    person(4, "秘书长（聘任）", "是", **OF_1973, **NOT_PARTY),
    person(5, "常务理事", "再议", **OF_1972, **NOT_PARTY),
    person(6, "常务理事", "是", 出生年月=None),
    person(7, "理事", "是", **OF_1973),
    person(8, "理事", "否", **OF_1972, 职称=None),
    person(9, "理事", "再议", 出生年月="七十年代"),
    person(10, "某职", "是", **OF_1973),
    person(11, "某职", "否", **OF_1972),
    person(12, None, None, **OF_1973),
    person(13, "副秘书长", "否", **OF_1973),
]
COUNTED = {
    "roster_rows": 13,
    "roster_gaps": 5,  # 是否基层一线 of two, a birth, a title, a post
    "councillors": 11,  # all but the hired secretary and the deputy secretary
    "standing": 5,
    "listed_standing": 2,
    "post_unreadable": 2,
    "post_unsure": 3,
    "post_unsure_frontline": 2,
    "post_unsure_other": 2,
    "party": 10,
    "leaders": 4,
    "leaders_party": 2,
    "frontline": 4,
    "frontline_blank": 4,  # not understood is not known
    "frontline_unreadable": 2,
    "frontline_standing": 2,
    "frontline_standing_blank": 2,
    "frontline_standing_unreadable": 1,
    "young": 5,
    "age_blank": 2,
    "sheet": "理事会名册",
    "post_cells": "J2:J14",
    "frontline_cells": "K2:K14",
}
OF_COUNCIL = (
    "delegates councillors standing has_standing_council leaders leaders_party staff staff_before applicability".split()
)


@pytest.fixture(scope="module")
def councils(make_desk: Callable[[str], Desk]) -> Desk:
    """One society with everybody in its roster, one without a standing council and with a clean roster, one silent."""
    desk = make_desk("councils")
    names = [f"滨海市示例{letter}学会" for letter in "甲乙丙"]
    society.write_registry(
        desk.folder.registry,
        [{"编号": f"S{number}", "学会名称": name} for number, name in enumerate(names, 1)],
    )
    society.write(desk.folder.inbox / "1.xlsx", form={"学会名称": names[0]}, roster=ROSTER)
    small = {"学会名称": names[1], "是否设常务理事会": "否", "会员代表人数": 40}
    society.write(desk.folder.inbox / "2.xlsx", form=small, roster=society.council(9, 0))
    desk.load(desk.folder.inbox)
    return desk


def test_a_roster_is_counted_person_by_person(councils: Desk) -> None:
    (row,) = councils.ask(
        f"select {', '.join(COUNTED)} from submission_roster join submission using (submission_id) "
        "where society_id = 'S1'"
    )
    assert dict(zip(COUNTED, row, strict=True)) == COUNTED


def test_blanks_are_gaps_and_only_without_any_what_is_unreadable_leaves_them_open(councils: Desk, desk: Desk) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": society.FORM["学会名称"]}])
    gaps = "select value from measure where measure = 'roster_gaps'"
    for roster, expected in ((ROSTER[4:5], None), (ROSTER[4:6], 1), (ROSTER[:1], 0)):
        desk.load(society.write(desk.folder.inbox / f"{expected}.xlsx", roster=roster))
        assert desk.ask(gaps) == [(expected,)]


def test_a_council_is_that_of_its_society_and_nothing_is_said_of_who_is_silent(councils: Desk) -> None:
    rows = councils.ask(f"select {', '.join(OF_COUNCIL)} from council order by society_id")
    assert rows == [
        (279, 11, 5, True, 4, 2, 5, 4, "due"),
        (40, 9, None, False, 0, 0, 5, 4, "due"),
        (*[None] * 8, "due"),
    ]
