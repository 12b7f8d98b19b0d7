"""A few cells around one cell of a received file: the headings, the rows near it, what is meant, and nobody's name."""

from pathlib import Path

import openpyxl
import pytest

from etl.submission.excerpts import HIDDEN, FreeText, FreeTexts, Place, cut, free_texts
from tests.etl import society

ANSWERS, FORM, MEMBERS = "任务完成情况", "基本情况", "会员情况"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return society.write(tmp_path_factory.mktemp("excerpts") / "甲.xlsx", form={"联系人": "示例联系"})


def test_a_cell_stands_among_its_neighbours_below_the_headings(path: Path) -> None:
    fragment = cut(path, Place(MEMBERS, "C3", 1))
    assert fragment is not None
    assert (fragment.rows, fragment.columns) == ((1, 2, 3, 4), ("B", "C", "D"))
    assert fragment.texts == (
        ("个人会员数", "单位会员数", "会员总数"),
        ("400", "10", "410"),
        ("410", "10", "420"),
        ("420", "11", "431"),
    )
    assert fragment.marked == (2, 1)
    assert fragment.texts[fragment.marked[0]][fragment.marked[1]] == "10"


def test_the_nearer_the_rows_the_fewer_and_of_a_range_its_first_cell_is_meant(path: Path) -> None:
    fragment = cut(path, Place(MEMBERS, "A4:B4", 0))
    assert fragment is not None
    assert (fragment.rows, fragment.columns, fragment.texts) == ((1, 4), ("A",), (("年份",), ("2018",)))
    assert fragment.marked == (1, 0)
    fragment = cut(path, Place(ANSWERS, "E10", 2))
    assert fragment is not None
    assert (fragment.rows, fragment.columns) == ((1, 8, 9, 10, 11, 12), ("C", "D", "E", "F"))
    assert fragment.marked == (3, 2)


def test_a_heading_is_meant_too_and_a_title_above_the_table_is_not(path: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book[MEMBERS].insert_rows(1, 2)
    book[MEMBERS]["A1"] = "会员情况表"
    book.save(tmp_path / "题.xlsx")
    fragment = cut(tmp_path / "题.xlsx", Place(MEMBERS, "C3", 1))
    assert fragment is not None and (fragment.rows, fragment.marked) == ((3, 4), (0, 1))
    assert cut(tmp_path / "题.xlsx", Place(MEMBERS, "A1", 1)) is None
    assert cut(tmp_path / "题.xlsx", Place(MEMBERS, "D1", 1)) is None


def test_of_the_form_only_labels_and_what_is_nobodys_is_shown(path: Path) -> None:
    fragment = cut(path, Place(FORM, "B8", 1))
    assert fragment is not None
    assert (fragment.rows, fragment.columns, fragment.marked) == ((7, 8, 9), ("A", "B"), (1, 1))
    assert fragment.texts == (("兼职工作人员数", "2"), ("换届前专兼职工作人员数", "4"), ("联系人", ""))
    assert cut(path, Place(FORM, "B9", 1)) is None


@pytest.mark.parametrize(
    "place",
    [Place("理事会名册", "J3", 1), Place("没有这张表", "A1", 1), Place(MEMBERS, "H3", 1), Place(FORM, "D20", 1)],
    ids=["a roster", "no such sheet", "beside the table", "below the form"],
)
def test_a_roster_and_what_is_no_part_of_a_table_show_nothing(path: Path, place: Place) -> None:
    assert cut(path, place) is None


def test_what_names_somebody_of_a_roster_is_hidden_and_free_text_is_of_its_row(path: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book[ANSWERS]
    for column, texts in {7: ("佐证材料", "登记证书", "示例007 的报告"), 8: ("备注", None, "见附件")}.items():
        for row, text in enumerate(texts, start=1):
            sheet.cell(row, column).value = text
    sheet["E4"], sheet["E5"] = "示例007 已办", "长" * 41
    book.save(tmp_path / "乙.xlsx")
    fragment = cut(tmp_path / "乙.xlsx", Place(ANSWERS, "E4", 0))
    assert fragment is not None and fragment.texts[-1] == (HIDDEN,)
    fragment = cut(tmp_path / "乙.xlsx", Place(ANSWERS, "E5", 0))
    assert fragment is not None and fragment.texts[-1] == ("长" * 39 + "…",)
    places = [Place(ANSWERS, "E2", 0), Place(ANSWERS, "E3", 0), Place(ANSWERS, "E1", 0), Place("没有", "E2", 0)]
    assert free_texts(tmp_path / "乙.xlsx", places) == [
        FreeTexts(evidence=FreeText("G2", "登记证书")),
        FreeTexts(evidence=FreeText("G3", HIDDEN), note=FreeText("H3", "见附件")),
        FreeTexts(),
        FreeTexts(),
    ]
