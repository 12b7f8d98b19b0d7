"""Marks stand where they belong and say what they should, whatever the sheet looks like."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from etl.returns import CORRECTIONS_SHEET, mark_workbook
from tests.etl.returns.marked import ERROR, TEXT, WARNING, comments, mark, opened, tints
from tests.etl.returns.workbooks import ROSTER, ROSTER_PART, TASKS, TASKS_PART, changed, parts, plain, replacing, rich

# openpyxl says so of extensions, which only its own round trip loses.
pytestmark = pytest.mark.filterwarnings("ignore:.* extension is not supported")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("C3", "C3"),
        ("A2:C3", "A2"),
        ("H1", "H1"),  # a cell that is not there, in a row that is
        ("B7", "B7"),  # a row that is not there
        ("AZ500", "AZ500"),
    ],
)
def test_a_mark_is_a_tint_and_a_comment(address: str, expected: str) -> None:
    workbook = opened(plain(), [mark(address)])
    assert tints(workbook) == {f"{TASKS}!{expected}": ERROR}
    assert comments(workbook) == {f"{TASKS}!{expected}": TEXT}
    assert workbook[TASKS][expected].comment.author == "学会改革任务看板"


def test_the_last_cell_of_a_sheet_has_its_comment_inside_the_sheet() -> None:
    content = parts(mark_workbook(plain(), [mark("XFD1048576")], "一"))
    assert b'<row r="1048576"><c r="XFD1048576" s=' in content[TASKS_PART]
    anchor = re.search(rb"<x:Anchor>([\d, ]+)<", content["xl/drawings/vmlDrawing1.vml"])
    assert anchor and anchor[1].decode().split(", ") == ["16376", "12", "1048516", "0", "16380", "56", "1048520", "2"]


@pytest.mark.parametrize("address", ["B3", "B4", "B5", "B4:C7"])
def test_a_mark_within_a_merge_goes_to_its_first_cell(address: str) -> None:
    assert tints(opened(rich(), [mark(address)])) == {f"{TASKS}!B3": ERROR}


@pytest.mark.parametrize(
    ("severity", "word", "tint"), [("fatal", "退回", ERROR), ("error", "须更正", ERROR), ("warning", "请核对", WARNING)]
)
def test_severity_chooses_word_and_tint(severity: str, word: str, tint: str) -> None:
    workbook = opened(plain(), [mark("C3", severity)])
    assert tints(workbook) == {f"{TASKS}!C3": tint}
    assert comments(workbook)[f"{TASKS}!C3"].split("\n")[1] == f"【{word}】数量不是整数"


def test_several_findings_of_a_cell_are_one_comment_with_the_worst_first() -> None:
    marks = [mark("C3", "warning", title="比上年多"), mark("C3"), mark("C3", "error", remedy="填数字。")]
    workbook = opened(plain(), marks)
    assert tints(workbook) == {f"{TASKS}!C3": ERROR}
    assert comments(workbook) == {
        f"{TASKS}!C3": TEXT
        + "\n\n【须更正】数量不是整数\n“约120”不是整数。\n怎样改：填数字。"
        + "\n\n【请核对】比上年多\n“约120”不是整数。\n怎样改：请填写整数。"
    }


def test_a_comment_names_eight_findings_and_the_list_the_rest() -> None:
    text = comments(opened(plain(), [mark("C3")] * 11))[f"{TASKS}!C3"]
    assert text.count("数量不是整数") == 8
    assert text.endswith("\n\n另有 3 处，见“须更正清单”。")


def test_only_the_fill_of_a_marked_cell_differs() -> None:
    before, after = load_workbook(io.BytesIO(rich())), opened(rich(), [mark("E4"), mark("C2"), mark("D3")])
    for address in ("E4", "C2", "D3"):
        old, new = before[TASKS][address], after[TASKS][address]
        for aspect in ("font", "border", "alignment", "number_format", "protection", "value"):
            assert repr(getattr(new, aspect)) == repr(getattr(old, aspect))
        assert new.fill.fgColor.rgb == ERROR


def test_a_new_cell_looks_like_its_row_or_its_column() -> None:
    row_styled = changed(plain(), {TASKS_PART: replacing(('<row r="2">', '<row r="2" s="1" customFormat="1">'))})
    bold = re.sub(
        rb"(<cellXfs[^>]*>.*?)</cellXfs>",
        rb'\1<xf numFmtId="10" fontId="0" fillId="0" borderId="0"/></cellXfs>',
        parts(plain())["xl/styles.xml"],
        flags=re.DOTALL,
    )
    workbook = opened(changed(row_styled, {"xl/styles.xml": bold}), [mark("F2"), mark("F3")])
    assert [workbook[TASKS][address].number_format for address in ("F2", "F3")] == ["0.00%", "General"]
    # Column F of the roster is filled grey, so a new cell in it takes the column's format as its base.
    again = opened(mark_workbook(rich(), [mark("F9", sheet=ROSTER)], "一"), [])
    assert again[ROSTER]["F9"].fill.fgColor.rgb == "FFEEEEEE"


def test_an_existing_comment_keeps_its_text_and_its_author() -> None:
    workbook = opened(rich(), [mark("D3")])
    assert comments(workbook) == {f"{TASKS}!D3": "本会另有说明\n" + TEXT}
    assert workbook[TASKS]["D3"].comment.author == "某某"


def test_a_thread_of_comments_is_left_alone() -> None:
    threaded = changed(rich(), {"xl/comments/comment1.xml": replacing(("某某", "tc={0A}"))})
    data = mark_workbook(threaded, [mark("D3")], "一")
    assert parts(data)["xl/comments/comment1.xml"] == parts(threaded)["xl/comments/comment1.xml"]
    assert tints(load_workbook(io.BytesIO(data))) == {f"{TASKS}!D3": ERROR}


def test_shapes_of_buttons_are_kept_beside_those_of_comments() -> None:
    button = (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="_x0000_s5000"><v:textbox>提交<br></v:textbox>'
        '<x:ClientData xmlns:x="urn:schemas-microsoft-com:office:excel" ObjectType="Button"/></v:shape>'
    )
    vml = "xl/drawings/commentsDrawing1.vml"
    with_button = changed(rich(), {vml: replacing(("</xml>", button + "</xml>\r\n"))})
    shapes = parts(mark_workbook(with_button, [mark("D3"), mark("E4")], "一"))[vml].decode()
    assert button in shapes
    assert re.findall(r'id="(_x0000_s\d+)"', shapes) == ["_x0000_s1026", "_x0000_s5000", "_x0000_s5001"]
    assert re.findall(r"Row>(\d+)<.*?Column>(\d+)<", shapes) == [("2", "3"), ("3", "4")]
    assert "width:300px;height:" in shapes[: shapes.index("提交")], "the box of the longer comment has grown"


def test_the_box_of_a_comment_fits_its_text_and_ends_on_the_grid() -> None:
    short = parts(mark_workbook(plain(), [mark("C3")], "一"))
    long = parts(mark_workbook(plain(), [mark("C3", message="会员总数应等于个人会员数与单位会员数之和。" * 8)], "一"))
    boxes = [re.search(rb"height:(\d+)px", each["xl/drawings/vmlDrawing1.vml"]) for each in (short, long)]
    heights = [int(box[1]) for box in boxes if box]
    assert heights == [14 + 17 * 4, 14 + 17 * 11]
    # Columns of 64 and rows of 20 pixels: 12 + 300 = 4 × 64 + 56, 82 = 4 × 20 + 2.
    assert b"<x:Anchor>3, 12, 1, 0, 7, 56, 5, 2</x:Anchor>" in short["xl/drawings/vmlDrawing1.vml"]


def test_two_hundred_marks() -> None:
    marks = [mark(f"{column}{row}", "warning" if row % 2 else "error") for row in range(1, 51) for column in "ABEK"]
    workbook = opened(plain(), marks)
    assert tints(workbook) == {
        f"{TASKS}!{each.cell}": WARNING if each.severity == "warning" else ERROR for each in marks
    }
    assert comments(workbook).keys() == {f"{TASKS}!{each.cell}" for each in marks}
    assert workbook[CORRECTIONS_SHEET].max_row == 203


def test_rows_and_cells_that_do_not_say_their_number() -> None:
    bare = changed(plain(), {TASKS_PART: lambda part: re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", part)})
    workbook = opened(bare, [mark("C3"), mark("D2")])
    assert tints(workbook) == {f"{TASKS}!C3": ERROR, f"{TASKS}!D2": ERROR}
    assert workbook[TASKS]["C3"].value == "约120"


def test_parts_written_with_prefixes_and_with_a_byte_order_mark() -> None:
    def prefix(part: bytes) -> bytes:
        part = re.sub(rb"<(/?)(?=\w+[\s/>])", rb"<\1x:", part)
        return b"\xef\xbb\xbf" + part.replace(b'xmlns="http://schemas.openxml', b'xmlns:x="http://schemas.openxml', 1)

    names = [TASKS_PART, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]
    workbook = opened(changed(plain(), dict.fromkeys(names, prefix)), [mark("C3"), mark("F9", "warning")])
    assert workbook.sheetnames == [CORRECTIONS_SHEET, TASKS]
    assert comments(workbook).keys() == tints(workbook).keys() == {f"{TASKS}!C3", f"{TASKS}!F9"}


def test_the_link_to_the_shapes_stands_before_the_extensions() -> None:
    sheet = parts(mark_workbook(rich(), [mark("A1", sheet=ROSTER)], "一"))[ROSTER_PART]
    assert re.findall(rb"<(pageSetup|legacyDrawing|extLst)\b", sheet) == [b"pageSetup", b"legacyDrawing", b"extLst"]


def test_a_workbook_without_styles() -> None:
    unstyled = changed(
        plain(),
        {
            "xl/styles.xml": None,
            "xl/_rels/workbook.xml.rels": lambda part: re.sub(rb"<Relationship [^>]*styles[^>]*/>", b"", part),
            "[Content_Types].xml": lambda part: re.sub(rb"<Override [^>]*styles[^>]*/>", b"", part),
        },
    )
    workbook = opened(unstyled, [mark("C3")])
    assert tints(workbook) == {f"{TASKS}!C3": ERROR}
    assert workbook[TASKS]["C3"].value == "约120"


addresses = st.builds(lambda column, row: f"{column}{row}", st.sampled_from("ABCDEFGZ"), st.integers(1, 30))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(addresses, st.sampled_from(["error", "warning"]), max_size=12))
def test_wherever_the_marks_are_no_other_cell_changes(severities: dict[str, str]) -> None:
    original = load_workbook(io.BytesIO(plain()))[TASKS]
    workbook = opened(plain(), [mark(address, severity) for address, severity in severities.items()])
    values = {
        cell.coordinate: cell.value for row in workbook[TASKS].iter_rows() for cell in row if cell.value is not None
    }
    assert values == {cell.coordinate: cell.value for row in original.iter_rows() for cell in row}
    expected = {f"{TASKS}!{address}": ERROR if each == "error" else WARNING for address, each in severities.items()}
    assert tints(workbook) == expected
    assert comments(workbook).keys() == expected.keys()
