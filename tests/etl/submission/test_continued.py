"""A roster goes on on a sheet without headings where most of its rows fit the columns, and not otherwise."""

from pathlib import Path

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
