"""What is planned, or came in a year, and numbers in tens are no members of a year-end."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.files import WHO, part, told

HEADINGS = ["年份", "个人会员数"]


@pytest.mark.parametrize("year", ["2018（预计）", "2018年计划", "2018年新增", "2018年目标"])
def test_a_plan_and_what_came_are_no_year_end(year: str, tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "会员情况": [HEADINGS, [2016, 400], [year, 420]]})
    assert [(one.year, one.value) for one in read.members] == [(2016, 400)]
    assert told(read) == [("year_unreadable", "会员情况", "A3")]


@pytest.mark.parametrize(
    ("title", "counted"), [("会员发展计划", []), ("计划生育协会会员情况", [400]), ("城市规划学会会员情况", [400])]
)
def test_a_title_of_a_plan_sets_the_table_aside(title: str, counted: list[int], tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "表": [[title], HEADINGS, [2016, 400]]})
    assert [one.value for one in read.members] == counted


@pytest.mark.parametrize("title", ["会员情况（单位：十人）", "会员情况（十人）"])
def test_tens_are_not_understood(title: str, tmp_path: Path) -> None:
    read = part(tmp_path, {"封面": WHO, "会员情况": [[title], HEADINGS, [2018, 42]]})
    assert [(one.value, one.is_unreadable) for one in read.members] == [(None, True)]


@pytest.mark.parametrize("heading", ["增长", "2018年比2016年增加"])
def test_a_comparison_behind_years_across_is_no_year(heading: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["类别", 2016, 2018, heading], ["个人会员", 400, 420, 20]]
    read = part(tmp_path, {"封面": WHO, "会员情况": rows})
    assert [(one.year, one.value) for one in read.members] == [(2016, 400), (2018, 420)]
