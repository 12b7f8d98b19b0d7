"""Headings and labels are known by what they say, whatever characters say it."""

from pathlib import Path

import openpyxl
import pytest

from etl.paths import RUBRICS
from etl.submission import Knowledge, Part, understand
from tests.etl import society

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
