"""A roster goes on on a sheet without headings where most of its rows fit the columns, and not otherwise."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission import files
from tests.etl.submission.council import HEADINGS, ROSTER, people, posts, read
from tests.etl.submission.files import told

OWN = {"chair": 1, "member": 1}


def test_most_rows_fit_and_the_other_is_told(tmp_path: Path) -> None:
    more = people(["理事", "理事", "营业部经理"], first=10)
    read_part = read(tmp_path, HEADINGS, *people(["理事长", "理事"]), 续表=more)
    assert posts(read_part) == {"chair": 1, "member": 3, "unreadable": 1}
    assert told(read_part) == [("post_unreadable", "续表", "J3")]


@pytest.mark.parametrize("theirs", [["理事", "营业部经理", "司机"], ["营业部经理", "理事", "理事"]])
def test_few_rows_fit_or_the_first_does_not(theirs: list[str], tmp_path: Path) -> None:
    roster = [HEADINGS, *people(["理事长", "理事"])]
    whole = files.read(tmp_path, {"封面": files.WHO, ROSTER: roster, "通讯录": people(theirs, first=10)})
    assert [posts(one) for one in whole.parts] == [OWN]
    assert [(one.kind, one.sheet, one.cell) for one in whole.findings] == [("sheet_not_read", "通讯录", "A1")]


def test_members_are_told_as_nobody_of_the_council(tmp_path: Path) -> None:
    read_part = read(tmp_path, HEADINGS, *people(["理事长", "理事"]), 会员=people(["会员"] * 3, first=10))
    assert (posts(read_part), told(read_part)) == (OWN, [("not_of_council", "会员", "B1")])


MORE = people(["理事", "理事", "常务理事"], first=10)
MOVED = {
    "names where they stood": [[row[0], row[1], row[10], row[9], "女"] for row in MORE],
    "names elsewhere": [[row[0], "女", row[1], row[9], row[10]] for row in MORE],
}


@pytest.mark.parametrize("rows", MOVED.values(), ids=MOVED.keys())
def test_of_persons_in_other_columns_the_posts_are_read_and_nobody_knows_the_rest(
    rows: list[list[Any]], tmp_path: Path
) -> None:
    read_part = read(tmp_path, HEADINGS, *people(["理事长", "理事"]), 续表=rows)
    assert posts(read_part) == {"chair": 1, "member": 3, "standing": 1}
    assert [(one.gap_count, one.unreadable_count) for one in read_part.council[2:]] == [(0, 6)] * 3
    assert ("column_missing", "续表", "A1") in told(read_part)


def test_one_person_listed_twice_in_other_columns_makes_no_roster_go_on(tmp_path: Path) -> None:
    rows = [[1, "示例001", "理事", "女"], [2, "示例001", "理事", "女"]]
    assert posts(read(tmp_path, HEADINGS, *people(["理事长", "理事"]), 续表=rows)) == OWN
