"""Sheets of examples count where no other sheet of the report's year holds what they hold."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.files import WHO, part, told

THIS_YEAR: list[list[Any]] = [["年份", "个人会员数"], [2017, 410], [2018, 420]]
OTHER: list[list[Any]] = [["年份", "个人会员数"], [2016, 7], [2017, 8], [2018, 9]]


@pytest.mark.parametrize(
    ("other", "counted", "kinds"),
    [
        ("会员", 9, {("table_set_aside", "样表", "A1")}),
        ("2017年会员", 420, {("table_other_year", "样表", "A1"), ("table_set_aside", "2017年会员", "A1")}),
    ],
)
def test_an_example_is_read_where_the_other_sheet_is_of_another_year(
    other: str, counted: int, kinds: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    read = part(tmp_path, {"封面": WHO, "样表": THIS_YEAR, other: OTHER})
    assert {one.year: one.value for one in read.members}[2018] == counted
    assert {one for one in told(read) if one[0].startswith("table")} == kinds


def test_an_example_alone_is_read_with_a_warning(tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "样表": THIS_YEAR})
    assert [one.value for one in read.members] == [410, 420]
    assert told(read) == [("table_other_year", "样表", "A1")]
