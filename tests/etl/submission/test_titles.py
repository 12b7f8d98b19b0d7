"""The years that titles name: in the first five rows, outside tables, beside no label (docs/workbook.md, Who is
who)."""

from pathlib import Path
from typing import Any

import pytest

from etl.knowledge import layout as layouts
from etl.submission.form.form_labels import is_label_beside
from etl.submission.found_tables import table_finder
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.titles import title_years, titles, years_in
from etl.workbook import read
from tests.etl.submission.files import WHO, write

LAYOUT = layouts.read()


def named(folder: Path, rows: list[list[Any]]) -> tuple[dict[int, str], list[str]]:
    """The years that a sheet of these rows names, and its titles."""
    (sheet,) = read(write(folder, {"表": rows})).sheets
    grid = Grid(sheet)
    tables = table_finder.find(grid, LAYOUT)
    return title_years(grid, tables, LAYOUT), list(titles(grid, tables, LAYOUT))


def test_a_title_names_its_year_in_the_first_five_rows_only(tmp_path: Path) -> None:
    for row in range(7):
        rows = [["说明"]] * row + [["滨海市示例甲学会", "2017年度任务完成情况"]]
        expected = ({2017: f"B{row + 1}"}, "2017年度任务完成情况") if row < 5 else ({}, "说明")
        years, texts = named(tmp_path, rows)
        assert (years, texts[-1]) == expected


def test_labels_their_values_and_tables_are_no_titles(tmp_path: Path) -> None:
    table: list[list[Any]] = [["年份", "个人会员数"], ["2016年底", 300], ["2017年底", 320]]
    assert named(tmp_path, [*WHO, ["填报年度：2017年"], *table]) == ({}, [*WHO[0], "填报年度", "填报年度：2017年"])
    assert named(tmp_path, [["2018年会员情况"], *table])[0] == {2018: "A1"}
    assert named(tmp_path, [["总结", "2018年"], ["2019年"]])[0] == {2018: "B1", 2019: "A2"}


def test_years_that_head_columns_or_figures_are_no_titles(tmp_path: Path) -> None:
    assert named(tmp_path, [["2018年度会员情况"], ["项目", "2016年", "2017年"]])[0] == {2018: "A1"}
    assert named(tmp_path, [["2018年度会员情况"], ["2017年底个人会员数", 320]])[0] == {2018: "A1"}


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("2018年度学会改革任务完成情况", [2018]),
        ("二〇一八年总结", [2018]),
        ("二○一八年和一九九九年", [2018, 1999]),
        ("2016—2018年规划", []),
        ("近三年会员情况（2016、2017、2018年）", []),
        ("2017、2018年总结", [2017, 2018]),
        ("2018年3月5日", []),
        ("2018.12.31", []),
        ("截至2018年底", [2018]),
        ("电话20181234", []),
    ],
)
def test_spans_and_dates_name_no_year(title: str, years: list[int]) -> None:
    assert years_in(title) == years


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [("选做任务", True), ("2016年底个人会员数", True), ("联系人邮箱", False), ("已选课程", False), ("会员之家", False)],
)
def test_the_choice_and_the_year_ends_may_be_asked_beside_the_fields_of_the_form(text: str, is_asked: bool) -> None:
    assert is_label_beside(text, LAYOUT) == is_asked
