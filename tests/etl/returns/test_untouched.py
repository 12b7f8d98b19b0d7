"""What is not marked stays as it was: parts byte for byte, and in changed parts everything but the marks."""

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from etl.returns import CORRECTIONS_SHEET, Mark, mark_workbook
from tests.etl.returns.untouched import MAIN, without_marks
from tests.etl.returns.workbooks import (
    HIDDEN,
    ROSTER,
    ROSTER_PART,
    TASKS,
    TASKS_PART,
    changed,
    drawn,
    parts,
    plain,
    replacing,
    rich,
)

# openpyxl says so of extensions, which only its own round trip loses.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")


def mark(sheet: str, cell: str, severity: str = "error") -> Mark:
    return Mark(sheet, cell, severity, "数量不是整数", "“约120”不是整数。", "请填写整数。", "120", "约120")


MARKS = [
    mark(TASKS, "D3"),
    mark(TASKS, "B4"),
    mark(TASKS, "F4", "warning"),
    mark(TASKS, "E9"),
    mark(TASKS, "J12"),
    mark(ROSTER, "A1", "warning"),
    mark(ROSTER, "B2"),
]


def test_parts_that_need_not_change_are_the_same_bytes_in_the_same_order() -> None:
    before, after = parts(rich()), parts(mark_workbook(rich(), MARKS, "一"))
    assert list(after)[: len(before)] == list(before)
    assert [name for name in before if after[name] != before[name]] == [
        "xl/worksheets/sheet1.xml",
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
        "xl/worksheets/sheet2.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
    ]
    assert list(after)[len(before) :] == ["xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/worksheets/sheet4.xml"]


def test_a_sheet_without_marks_and_its_workbook_keep_their_compression_and_dates() -> None:
    def entries(data: bytes) -> dict[str, tuple[object, ...]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                each.filename: (each.compress_type, each.date_time, each.external_attr) for each in archive.infolist()
            }

    before, after = entries(rich()), entries(mark_workbook(rich(), MARKS, "一"))
    kept = ["xl/media/image1.png", "xl/worksheets/sheet3.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]
    assert [after[name][:1] + after[name][2:] for name in kept] == [
        before[name][:1] + before[name][2:] for name in kept
    ]
    assert before["xl/media/image1.png"][0] == zipfile.ZIP_STORED


def test_charts_tables_pictures_and_buttons_are_kept() -> None:
    marks = [mark("数据", "A2"), mark("数据", "Z30"), mark("空表", "C3"), mark("批注表", "B2"), mark("批注表", "A1")]
    before, after = parts(drawn()), parts(mark_workbook(drawn(), marks, "一"))
    assert {name for name in before if after[name] != before[name]} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)),
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing2.vml",
    }
    sheets = load_workbook(io.BytesIO(mark_workbook(drawn(), marks, "一")))
    assert sheets.sheetnames == [CORRECTIONS_SHEET, "数据", "空表", "图表", "批注表"]
    assert sheets["批注表"]["B2"].comment.text.startswith("原有批注\n【学会改革任务看板】\n【须更正】")
    children = [each.tag.removeprefix(MAIN) for each in ElementTree.fromstring(after["xl/worksheets/sheet1.xml"])]
    assert children[-5:] == ["drawing", "legacyDrawing", "legacyDrawingHF", "tableParts", "extLst"]


def test_in_a_marked_sheet_only_styles_and_the_links_differ() -> None:
    before, after = parts(rich()), parts(mark_workbook(rich(), MARKS, "一"))
    for part, addresses in ((TASKS_PART, ("B3", "D3", "F4", "E9", "J12")), (ROSTER_PART, ("A1", "B2"))):
        new, old = without_marks(after[part], before[part], addresses)
        assert new == old


def test_bytes_between_the_marks_are_kept() -> None:
    before, after = parts(plain())[TASKS_PART], parts(mark_workbook(plain(), [mark(TASKS, "C3")], "一"))[TASKS_PART]
    style = re.search(rb'<c r="C3"[^>]*?( s="\d+")', after)
    link = re.search(rb"<legacyDrawing [^>]*/>", after)
    assert style and link
    assert after.replace(style[1], b"").replace(link[0], b"") == before


def test_old_styles_keep_their_indexes() -> None:
    before, after = (
        ElementTree.fromstring(parts(each)["xl/styles.xml"]) for each in (rich(), mark_workbook(rich(), MARKS, "一"))
    )
    for old, new in zip(before, after, strict=True):
        kept = [ElementTree.tostring(each) for each in new][: len(old)]
        assert kept == [ElementTree.tostring(each) for each in old]
        if count := new.get("count"):
            assert int(count) == len(new)
    assert {each.tag.removeprefix(MAIN) for each, old in zip(after, before, strict=True) if len(each) > len(old)} == {
        "fonts",
        "fills",
        "borders",
        "cellXfs",
    }


def test_values_formulas_and_cached_values_read_back_equal() -> None:
    data = mark_workbook(rich(), MARKS, "一")
    for is_cached in (False, True):
        before = load_workbook(io.BytesIO(rich()), data_only=is_cached, rich_text=True)
        after = load_workbook(io.BytesIO(data), data_only=is_cached, rich_text=True)
        assert after.sheetnames == [CORRECTIONS_SHEET, TASKS, ROSTER, HIDDEN]
        for sheet in before:
            old = {cell.coordinate: repr(cell.value) for row in sheet.iter_rows() for cell in row}
            new = {cell.coordinate: repr(cell.value) for row in after[sheet.title].iter_rows() for cell in row}
            assert {address: value for address, value in new.items() if value != "None"} == {
                address: value for address, value in old.items() if value != "None"
            }
    assert [after[TASKS][address].value for address in ("E9", "F3", "F4")] == [330, 60, 80]
    before, after = (CalamineWorkbook.from_filelike(io.BytesIO(each)) for each in (rich(), data))
    assert after.sheet_names == [CORRECTIONS_SHEET, *before.sheet_names]
    assert after.get_sheet_by_name(TASKS).to_python() == before.get_sheet_by_name(TASKS).to_python()
    assert after.get_sheet_by_name(TASKS).merged_cell_ranges == before.get_sheet_by_name(TASKS).merged_cell_ranges


def test_what_belongs_to_the_workbook_still_points_to_the_same_sheets() -> None:
    before, after = (load_workbook(io.BytesIO(each)) for each in (rich(), mark_workbook(rich(), MARKS, "一")))
    assert after.active.title == before.active.title == ROSTER
    assert after[HIDDEN].sheet_state == "hidden"
    assert after[HIDDEN].defined_names["本表区域"].attr_text == f"{HIDDEN}!$A$1:$B$2"
    assert after.defined_names["全部"].attr_text == f"{TASKS}!$A$1:$F$9"
    assert after[TASKS].print_title_rows == "$1:$2"
    assert after[CORRECTIONS_SHEET].print_title_rows == "$3:$3"
    assert after.custom_doc_props["模板版本"].value == "2018.1"
    assert [each.sqref for each in after[TASKS].data_validations.dataValidation] == [
        each.sqref for each in before[TASKS].data_validations.dataValidation
    ]
    assert len(after[TASKS]._images) == 1
    # Two selected tabs would be a group, in which what is typed goes into both sheets.
    assert [sheet.title for sheet in after if sheet.sheet_view.tabSelected] == [ROSTER]


def test_the_workbook_without_windows_opens_where_it_did() -> None:
    windowless = changed(plain(), {"xl/workbook.xml": lambda part: re.sub(rb"<bookViews>.*</bookViews>", b"", part)})
    assert load_workbook(io.BytesIO(mark_workbook(windowless, [], "一"))).active.title == TASKS


def test_the_tab_of_the_list_is_in_view() -> None:
    scrolled = changed(rich(), {"xl/workbook.xml": replacing(('firstSheet="0"', 'firstSheet="2"'))})
    views = load_workbook(io.BytesIO(mark_workbook(scrolled, [], "一"))).views
    assert [(view.firstSheet, view.activeTab) for view in views] == [(0, 2)]
