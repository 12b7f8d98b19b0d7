"""Tables side by side on a sheet, persons side by side in a row (docs/workbook.md, What people really send back)."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.council import COUNT, HEADINGS, POSTS, people, posts, read
from tests.etl.submission.files import WHO, part, told


@pytest.mark.parametrize("gap", [0, 1, 2])
@pytest.mark.parametrize("title", [[], [["示例甲学会理事会成员名册"]]])
def test_two_persons_in_a_row_are_each_read(gap: int, title: list[list[Any]], tmp_path: Path) -> None:
    persons = people()
    rows = [left + [None] * gap + right for left, right in zip(persons[:3], persons[3:], strict=True)]
    read_part = read(tmp_path, *title, HEADINGS + [None] * gap + HEADINGS, *rows)
    assert (posts(read_part), told(read_part)) == (COUNT, [])


def test_a_roster_right_of_the_form_is_read_by_its_own_headings(tmp_path: Path) -> None:
    form: list[list[Any]] = [*WHO, ["会员代表人数", 30], ["是否设常务理事会", "是"], ["本年度是否换届", "是"]]
    roster = [HEADINGS, *people()]
    rows = [
        (form[row] if row < len(form) else [None, None]) + [None] + (roster[row] if row < len(roster) else [])
        for row in range(8)
    ]
    read_part = part(tmp_path, {"填报表": rows})
    assert (posts(read_part), told(read_part)) == (COUNT, [])
    assert {one.field: one.value for one in read_part.form}["delegates"] == 30


def test_the_supervisors_beside_the_council_on_one_sheet_are_not_of_it(tmp_path: Path) -> None:
    short = ["姓名", "性别", "出生年月", "政治面貌", "工作单位及职务", "会内职务"]
    council, supervisors = [short, *people(headings=short)], [short, *people(["监事长", "监事"], short, 30)]
    rows = [
        row + [None] + (supervisors[place] if place < len(supervisors) else []) for place, row in enumerate(council)
    ]
    read_part = read(tmp_path, ["理事会名册", *[None] * 6, "监事名册"], *rows)
    assert len(read_part.council) == len(POSTS)
    assert {one.table_name: one.row_count for one in read_part.held}["supervisors"] == 2
