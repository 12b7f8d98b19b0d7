"""Two versions of one roster in a file: nobody can tell which counts; parts of one roster are no versions."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission import files
from tests.etl.submission.council import HEADINGS, ROSTER, people, posts, read
from tests.etl.submission.files import told

WHOLE = people(["理事长", "常务理事", "理事", "理事"])


@pytest.mark.parametrize(
    ("second", "counted"),
    [
        ([*WHOLE[:3], *people(["理事"], first=9)], {}),
        (WHOLE[:2], {"chair": 1, "standing": 1, "member": 2}),
        ([WHOLE[0], *people(["理事"] * 3, first=9)], {"chair": 1, "standing": 1, "member": 5}),
        ([*WHOLE, *people(["理事"], first=9)], {"chair": 1, "standing": 1, "member": 3}),
    ],
    ids=["another version", "a part", "other persons", "more persons"],
)
def test_a_second_roster(second: list[list[Any]], counted: dict[str, int], tmp_path: Path) -> None:
    part = read(tmp_path, HEADINGS, *WHOLE, 名册二=[HEADINGS, *second])
    assert posts(part) == counted
    assert (("rosters_differ", "名册二", "A1") in told(part)) == (not counted)
    assert [one.is_empty for one in part.held if one.table_name == "council"] == [False]


@pytest.mark.parametrize("name", ["理事会名册（初稿）", "作废", "备份", "原理事会名册"])
def test_a_draft_counts_nowhere(name: str, tmp_path: Path) -> None:
    both = {ROSTER: [HEADINGS, *WHOLE], name: [HEADINGS, *people(["理事"] * 3, first=9)]}
    part = files.part(tmp_path, {"封面": files.WHO, **both})
    assert posts(part) == {"chair": 1, "standing": 1, "member": 2}
    assert told(part) == [("table_set_aside", name, "A1")]


@pytest.mark.parametrize(
    ("name", "counted"), [("理事会名册（定稿）", {"member": 3}), ("名册定稿", {"chair": 1, "standing": 1, "member": 5})]
)
def test_of_a_sheet_with_a_final_version_that_one_counts(name: str, counted: dict[str, int], tmp_path: Path) -> None:
    both = {ROSTER: [HEADINGS, *WHOLE], name: [HEADINGS, *people(["理事"] * 3, first=9)]}
    part = files.part(tmp_path, {"封面": files.WHO, **both})
    assert posts(part) == counted
