"""The list of corrections: what it says, where its links lead, that nothing in it becomes a formula, how it prints."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from etl.returns import CORRECTIONS_SHEET, Mark, list_workbook, mark_workbook, return_workbook
from etl.returns.correction_list import CHECKS_GUIDE
from tests.etl.returns.workbooks import HIDDEN, ROSTER, TASKS, rich

# openpyxl says so of extensions, which only its own round trip loses.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")

TITLE = "滨海市示例学会 2018年度 须更正清单"
MARKS = [
    Mark(HIDDEN, "B1", "warning", "一年之内变动过大", "比上年多 60%。", "请核对。", None, "160"),
    Mark(ROSTER, "C2", "error", "出生年月读不懂", "出生年月读不懂。", "请写成 1975-03。", None, None),
    Mark(TASKS, "E12", "error", "数量不是整数", "“约120”不是整数。", "请填写整数。", "120", "约120"),
    Mark(TASKS, "E4:F9", "error", "数量不是整数", "“-5”不是整数。", "请填写整数。", None, "-5"),
    Mark(None, None, "fatal", "年度不明", "两处年度不一致。", "请改为一致。", None, "=2018"),
]
ROWS = [
    ["序号", "工作表", "单元格", "问题", "怎样改", "现填"],
    [1, None, None, "【退回】年度不明\n两处年度不一致。", "请改为一致。", "=2018"],
    [2, TASKS, "E4:F9", "【须更正】数量不是整数\n“-5”不是整数。", "请填写整数。", "-5"],
    [3, TASKS, "E12", "【须更正】数量不是整数\n“约120”不是整数。", "请填写整数。\n建议：120", "约120"],
    [4, ROSTER, "C2", "【须更正】出生年月读不懂\n出生年月读不懂。", "请写成 1975-03。", None],
    [5, HIDDEN, "B1", "【请核对】一年之内变动过大\n比上年多 60%。", "请核对。", "160"],
]


def first_sheet(data: bytes) -> Worksheet:
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet.title == CORRECTIONS_SHEET
    return sheet


def values(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


def test_the_list_in_the_submitters_workbook() -> None:
    sheet = first_sheet(mark_workbook(rich(), MARKS, TITLE))
    assert values(sheet) == ROWS
    assert sheet["A1"].value == TITLE
    assert sheet["A2"].value.startswith("共 5 处：退回 1，须更正 3，请核对 1。点“单元格”一栏可跳到该处")
    assert [each.hyperlink and each.hyperlink.location for each in sheet["C"][3:]] == [
        None,
        "'任务完成情况'!E4:F9",
        "'任务完成情况'!E12",
        "'it''s 名册 (1)'!C2",
        "'附表'!B1",
    ]


def test_the_list_alone() -> None:
    by_appearance = [MARKS[4], MARKS[3], MARKS[2], MARKS[1], MARKS[0]]
    sheet = first_sheet(list_workbook(by_appearance, TITLE))
    assert values(sheet) == ROWS
    assert sheet["A1"].value == TITLE
    told = "共 5 处：退回 1，须更正 3，请核对 1。请在原文件中按本表改好，保存后整份重新报送。"
    assert sheet["A2"].value == told + CHECKS_GUIDE
    assert not any(cell.hyperlink for cell in sheet["C"])


@pytest.mark.parametrize("made", [mark_workbook(rich(), MARKS, TITLE), list_workbook(MARKS, TITLE)])
def test_how_it_looks_and_prints(made: bytes) -> None:
    sheet = first_sheet(made)
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) in ((9, "landscape"), ("9", "landscape"))
    assert (sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (0, True)
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert [sheet.column_dimensions[column].width for column in "ABCDEF"] == [6, 16, 10, 52, 46, 22]
    assert {cell.alignment.wrap_text for row in sheet.iter_rows(min_row=3) for cell in row} == {True}
    tints = {(row[3].value[:4].strip("【】"), row[0].fill.fgColor.rgb[2:]) for row in sheet.iter_rows(min_row=4)}
    assert tints == {("退回", "F3B9A2"), ("须更正", "F3B9A2"), ("请核对", "F9DC8C")}
    assert sheet.row_dimensions[4].height == 8 + 15 * 2


@pytest.mark.parametrize(
    "make", [lambda marks: mark_workbook(rich(), marks, "=1+1"), lambda marks: list_workbook(marks, "=1+1")]
)
@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "=1+1"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("+86", "+86"),
        ("-5", "-5"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("#N/A", "#N/A"),
        ("a\x00\x0b\u0085b\ud800", "ab"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("<b>&amp;\"'", "<b>&amp;\"'"),
        ("\U0001f600", "\U0001f600"),
        ("长" * 301, "长" * 300 + "…"),
    ],
)
def test_texts_stay_texts(make: Callable[[list[Mark]], bytes], value: str, shown: str) -> None:
    data = make([Mark(TASKS, "C3", "error", value, value, value, value, value)])
    row = first_sheet(data)[4]
    full = value if shown.endswith("…") else shown
    assert [(each.value, each.data_type) for each in row[3:]] == [
        (f"【须更正】{full}\n{full}", "s"),
        (f"{full}\n建议：{full}", "s"),
        (shown, "s"),
    ]
    assert row[5].quotePrefix
    assert first_sheet(data)["A1"].data_type == "s"


def test_excel_reads_no_escaped_characters_into_a_text() -> None:
    for data in (mark_workbook(rich(), [LOOKS_ESCAPED], "一"), list_workbook([LOOKS_ESCAPED], "一")):
        assert first_sheet(data)["F4"].value == "_x005F_x0041_ _x_"


LOOKS_ESCAPED = Mark(TASKS, "C3", "error", "一", "二", "三", None, "_x0041_ _x_")


def test_nothing_to_correct() -> None:
    for data in (mark_workbook(rich(), [], TITLE), list_workbook([], TITLE)):
        sheet = first_sheet(data)
        assert sheet["A2"].value == "没有需要更正的地方。"
        assert values(sheet) == ROWS[:1]


def test_calamine_reads_the_list_too() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(mark_workbook(rich(), MARKS, TITLE))).get_sheet_by_index(0)
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    expected: list[Any] = ROWS
    assert rows[2:] == [["" if each is None else each for each in row] for row in expected]


def test_a_file_that_cannot_be_marked_gets_the_list() -> None:
    back = return_workbook(b"\xd0\xcf\x11\xe0 an old .xls", MARKS, TITLE)
    data = back.content
    assert back.reason == "不是完好的 .xlsx 文件"
    assert len(values(first_sheet(data))) == len(ROWS)
    back = return_workbook(rich(), MARKS, TITLE)
    data = back.content
    assert back.reason is None
    assert data == mark_workbook(rich(), MARKS, TITLE)
