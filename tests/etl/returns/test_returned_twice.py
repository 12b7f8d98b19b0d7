"""A workbook that comes back corrected and goes out again has one list, and only the marks of now."""

import io

import pytest
from openpyxl import load_workbook

from etl.returns import CORRECTIONS_SHEET, Mark, mark_workbook
from tests.etl.returns.marked import ERROR, TEXT, comments, mark, tints
from tests.etl.returns.workbooks import HIDDEN, ROSTER, TASKS, parts, rich

# openpyxl says so of extensions, which only its own round trip loses.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")

FIRST = [
    mark("D3"),
    mark("C2"),
    mark("E4", "warning"),
    mark("J12"),
    mark("B2", sheet=ROSTER),
    Mark(None, None, "warning", "一", "二", "三", None, None),
]


@pytest.fixture
def returned() -> bytes:
    return mark_workbook(rich(), FIRST, "第一次")


def saved_by_openpyxl(data: bytes) -> bytes:
    workbook = load_workbook(io.BytesIO(data))
    workbook.move_sheet(CORRECTIONS_SHEET, 2)
    workbook.active = workbook[ROSTER]
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


@pytest.mark.parametrize("save", [bytes, saved_by_openpyxl], ids=["as it was", "saved, the list moved"])
def test_old_marks_are_gone_and_new_ones_there(returned: bytes, save: type[bytes]) -> None:
    again = load_workbook(io.BytesIO(mark_workbook(save(returned), [mark("E5")], "第二次")))
    assert again.sheetnames == [CORRECTIONS_SHEET, TASKS, ROSTER, HIDDEN]
    assert tints(again) == {f"{TASKS}!E5": ERROR}
    assert comments(again) == {f"{TASKS}!D3": "本会另有说明", f"{TASKS}!E5": TEXT}
    assert again[CORRECTIONS_SHEET]["A1"].value == "第二次"
    assert again[CORRECTIONS_SHEET].max_row == 4
    assert again.active.title == ROSTER
    assert again[CORRECTIONS_SHEET].print_title_rows == "$3:$3"
    assert again[TASKS].print_title_rows == "$1:$2"
    assert again[HIDDEN].defined_names["本表区域"].attr_text == f"{HIDDEN}!$A$1:$B$2"


def test_cells_get_back_the_fill_they_had(returned: bytes) -> None:
    before = load_workbook(io.BytesIO(rich()))[TASKS]
    again = load_workbook(io.BytesIO(mark_workbook(returned, [], "第二次")))[TASKS]
    assert before["C2"].fill.fgColor.rgb == again["C2"].fill.fgColor.rgb == "FFFFF2CC"
    assert before["D3"].fill.patternType is again["D3"].fill.patternType is None


def test_a_mark_that_stays_is_not_said_twice(returned: bytes) -> None:
    again = load_workbook(io.BytesIO(mark_workbook(returned, [mark("D3"), mark("E4")], "第二次")))
    assert comments(again) == {f"{TASKS}!D3": "本会另有说明\n" + TEXT, f"{TASKS}!E4": TEXT}


def test_returned_five_times_there_is_one_list_and_no_new_part(returned: bytes) -> None:
    data = returned
    for _ in range(4):
        data = mark_workbook(data, FIRST, "第一次")
    assert parts(data).keys() == parts(returned).keys()
    assert parts(data)["xl/workbook.xml"] == parts(returned)["xl/workbook.xml"]
    assert comments(load_workbook(io.BytesIO(data))) == comments(load_workbook(io.BytesIO(returned)))


def test_a_workbook_that_opens_on_the_list_still_does(returned: bytes) -> None:
    workbook = load_workbook(io.BytesIO(returned))
    workbook.active = 0
    for sheet in workbook:
        sheet.sheet_view.tabSelected = sheet.title == CORRECTIONS_SHEET
    target = io.BytesIO()
    workbook.save(target)
    again = load_workbook(io.BytesIO(mark_workbook(target.getvalue(), [mark("E5")], "第二次")))
    assert again.active.title == CORRECTIONS_SHEET
    assert [sheet.title for sheet in again if sheet.sheet_view.tabSelected] == [CORRECTIONS_SHEET]
