"""Headings and labels are known by what they say, whatever characters say it."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl.paths import RUBRICS
from etl.submission import Knowledge, Part, understand
from etl.text import heading_key
from tests.etl import society
from tests.etl.submission import reading

KNOWLEDGE = Knowledge.of(tuple(RUBRICS.glob("*.toml")))
COMPATIBLE = str.maketrans({"年": "\uf98e", "理": "\uf9e4"})  # other code points that mean the same characters


def _part(path: Path) -> Part:
    (part,) = understand(path, KNOWLEDGE).parts
    return part


@pytest.mark.parametrize(
    ("sheet", "written"),
    [
        ("基本情况", "⑴学会名称"),
        ("基本情况", "（1）学会名称"),
        ("基本情况", "★学会名称"),
        ("基本情况", "\u200b学 会\n名 称："),
        ("基本情况", f"学会名称（{'请写民政部门登记证书上的全称，' * 6}不要用简称）"),
        ("理事会名册", "⑵姓名"),
        ("理事会名册", "姓　名"),
        ("理事会名册", "姓名\nName"),
        ("基本情况", "学会名称 Name of Society"),
    ],
)
def test_a_heading_with_marks_around_it_is_the_heading(tmp_path: Path, sheet: str, written: str) -> None:
    plain = society.write(tmp_path / "plain.xlsx")
    book = openpyxl.load_workbook(plain)
    plainly = "学会名称" if sheet == "基本情况" else "姓名"
    (cell,) = (one for row in book[sheet].iter_rows() for one in row if one.value == plainly)
    cell.value = written
    book.save(tmp_path / "marked.xlsx")
    assert repr(_part(tmp_path / "marked.xlsx")) == repr(_part(plain))


def test_ideographs_of_other_code_points_are_the_same_headings(tmp_path: Path) -> None:
    plain = society.write(tmp_path / "plain.xlsx")
    book = openpyxl.load_workbook(plain)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value in {*society.FORM, *society.ROSTER_HEADINGS, "年份"}:
                    cell.value = cell.value.translate(COMPATIBLE)
    book.save(tmp_path / "compatible.xlsx")
    assert repr(_part(tmp_path / "compatible.xlsx")) == repr(_part(plain))


@pytest.mark.parametrize("year", ["{}年底", "{}年末"])
def test_years_of_two_digits_and_units_behind_a_stroke_are_read(year: str, tmp_path: Path) -> None:
    ends = [year.format(one) for one in (16, 17, 18)]
    tables: list[list[list[Any]]] = [
        [[None, *ends], ["个人会员数/人", 300, 310, 320]],
        [["年份", "个人会员数/人"], *([end, 300 + 10 * place] for place, end in enumerate(ends))],
    ]
    for rows in tables:
        part = reading.read(reading.written(tmp_path / "members.xlsx", rows))
        assert [(one.year, one.value) for one in part.members] == [(2016, 300), (2017, 310), (2018, 320)]
        assert reading.found(part) == []


@pytest.mark.parametrize("heading", ["任务及工作标准", "任务与工作标准"])
def test_tasks_and_standards_may_stand_in_one_column(heading: str, tmp_path: Path) -> None:
    standard = reading.STANDARDS["T01-1"]
    rows: list[list[Any]] = [[heading, "完成情况"], [reading.TITLES[1], None], [standard.text, "已完成"]]
    part = reading.read(reading.written(tmp_path / "answers.xlsx", rows))
    assert [(one.criterion_id, one.declared) for one in part.answers] == [("T01-1", "done")]
    assert reading.found(part) == []


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("\n填 报年度\xa0", "填报年度"),
        ("是否选做（选做任务\n填）", "是否选做"),
        ("完成情况\n（选填）", "完成情况"),
        ("完成情况\n请选择", "完成情况"),
        ("挂靠\n（支撑）单位", "挂靠单位"),
        ("完成情况\n（必填）请选择", "完成情况"),
        ("性别\n男/女", "性别"),
        ("完成情况\n已完成/部分完成/未完成", "完成情况"),
        ("是否基\n层一线（是/否）", "是否基层一线"),
        ("工\n作单位/职务", "工作单位/职务"),
        ("*3.填报年度", "填报年度"),
    ],
)
def test_a_second_line_goes_only_where_it_says_how_to_fill_in(written: str, key: str) -> None:
    assert heading_key(written) == key
