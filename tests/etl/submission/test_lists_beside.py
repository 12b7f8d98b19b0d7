"""Lists with posts beside the roster add nobody to it, unless they say that they are a part of the council."""

from pathlib import Path
from typing import Any

import pytest

from etl.submission import Part
from tests.etl.submission import files
from tests.etl.submission.council import HEADINGS, ROSTER, people, posts
from tests.etl.submission.files import told

SHORT = ["序号", "姓名", "性别", "会内职务"]
OWN = {"chair": 1, "member": 2}
OTHERS: list[list[Any]] = [[1, "示例009", "男", "理事"]]
ASIDE = ("table_set_aside", "名单", "A2")


@pytest.mark.parametrize(
    "title", ["理事会第三次会议出席情况", "推荐省学会理事", "优秀理事", "理事变更名单", "有关人员"]
)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_short_list_of_others_is_set_aside(title: str, is_new: bool, tmp_path: Path) -> None:
    rows = OTHERS if is_new else [[1, "示例001", "男", "理事长"]]
    part = _read(tmp_path, title, SHORT, rows)
    assert posts(part) == OWN
    assert (ASIDE in told(part)) == (is_new or title == "优秀理事")


@pytest.mark.parametrize(
    ("title", "headings"),
    [("增补理事名单", SHORT), ("二、理事（1人）", SHORT), ("理事名单（续）", SHORT), ("有关人员", HEADINGS)],
)
def test_a_part_of_the_council_and_a_whole_roster_count(title: str, headings: list[str], tmp_path: Path) -> None:
    rows = OTHERS if headings is SHORT else people(["理事"], first=9)
    assert posts(_read(tmp_path, title, headings, rows)) == {"chair": 1, "member": 3}


def _read(folder: Path, title: str, headings: list[str], rows: list[list[Any]]) -> Part:
    roster = [HEADINGS, *people(["理事长", "理事", "理事"])]
    return files.part(folder, {"封面": files.WHO, ROSTER: roster, "名单": [[title], headings, *rows]})


def test_a_short_list_makes_no_roster_of_candidates_one_beside_another(tmp_path: Path) -> None:
    roster = [["理事会候选人名册"], HEADINGS, *people(["理事长", "理事", "理事"])]
    sheets = {"封面": files.WHO, "名册": roster, "名单": [["人才托举"], SHORT, *OTHERS]}
    assert posts(files.part(tmp_path, sheets)) == OWN
