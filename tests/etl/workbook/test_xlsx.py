"""Workbooks as .xlsx: every way to write a cell, and what calamine keeps to itself."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from etl.workbook import Sheet, Workbook
from tests.etl.workbook.conftest import Read
from tests.etl.workbook.files import MAIN, STRICT_MAIN, worksheet, xlsx, xlsx_parts, zipped


def only_sheet(workbook: Workbook) -> Sheet:
    """Return the one sheet of the workbook."""
    (sheet,) = workbook.sheets
    return sheet


def test_whole_workbook(read_bytes: Read) -> None:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "任务完成情况"
    first["B2"] = "学会改革"
    first["C4"] = 12
    first["C5"] = 0.5
    first["D5"] = True
    first["E5"] = datetime.datetime(2018, 12, 20, 8, 30)
    first["E6"] = datetime.date(2018, 12, 20)
    first["B7"] = "合并"
    first.merge_cells("B7:C8")
    first["B9"].value = CellRichText("富", TextBlock(InlineFont(b=True), "文本"))
    second = book.create_sheet("隐藏表")
    second.sheet_state = "hidden"
    second["A1"] = "看不见"
    book.create_sheet("空表").sheet_state = "veryHidden"
    file = io.BytesIO()
    book.save(file)

    blank = None
    assert read_bytes(file.getvalue()) == Workbook(
        format="xlsx",
        sheets=(
            Sheet(
                name="任务完成情况",
                is_hidden=False,
                rows=[
                    [blank] * 5,
                    [blank, "学会改革", blank, blank, blank],
                    [blank] * 5,
                    [blank, blank, 12, blank, blank],
                    [blank, blank, 0.5, True, datetime.datetime(2018, 12, 20, 8, 30)],
                    [blank, blank, blank, blank, datetime.date(2018, 12, 20)],
                    [blank, "合并", blank, blank, blank],
                    [blank] * 5,
                    [blank, "富文本", blank, blank, blank],
                ],
                merges=((6, 1, 7, 2),),
                error_cells={},
                uncalculated=frozenset(),
            ),
            Sheet("隐藏表", True, [["看不见"]], (), {}, frozenset()),
            Sheet("空表", True, [], (), {}, frozenset()),
        ),
        has_merge_information=True,
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "共享"),
        ('<c r="A1" t="s"><v>1</v></c>', "富文本"),
        ('<c r="A1" t="s"><v>2</v></c>', None),
        ('<c r="A1" t="inlineStr"><is><t>内联</t></is></c>', "内联"),
        ('<c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t xml:space="preserve"> 乙</t></r></is></c>', "甲 乙"),
        ('<c r="A1" t="str"><f>B9</f><v>a&amp;b</v></c>', "a&b"),
        ('<c r="A1" t="d"><v>2018-03-04</v></c>', datetime.date(2018, 3, 4)),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1" t="b"><v>0</v></c>', False),
        ('<c r="A1"><v>0</v></c>', 0),
    ],
)
def test_kinds_of_cells(read_bytes: Read, cell: str, value: object) -> None:
    strings = ["<t>共享</t>", "<r><t>富</t></r><r><t>文本</t></r>", "<t></t>"]
    sheet = only_sheet(read_bytes(xlsx({"表": f'<row r="1">{cell}</row>'}, strings=strings)))
    assert (sheet.rows, sheet.error_cells, sheet.uncalculated) == ([[value]], {}, frozenset())


@pytest.mark.parametrize("number_format", [14, *range(27, 37), *range(50, 59)])
def test_built_in_date_formats_of_chinese_excel(read_bytes: Read, number_format: int) -> None:
    data = xlsx({"表": '<row r="1"><c r="A1" s="1"><v>43454</v></c></row>'}, formats=[0, number_format])
    assert only_sheet(read_bytes(data)).rows == [[datetime.date(2018, 12, 20)]]


def test_strict_form(read_bytes: Read) -> None:
    data = xlsx({"表": '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'}, is_strict=True)
    sheet = only_sheet(read_bytes(data))
    assert (sheet.rows, sheet.error_cells) == ([[1, None]], {(0, 1): "#N/A"})


CELLS = {
    (0, 0): ("<v>1</v>", ""),
    (2, 1): ("<v>#REF!</v>", ' t="e"'),
    (2, 2): ("<f>A1/0</f><v>#DIV/0!</v>", ' t="e"'),
    (3, 0): ("<f>A1</f>", ""),
    (3, 1): ("<f>A1</f><v></v>", ""),
    (3, 2): ('<f t="shared" si="0"/><v/>', ""),
    (1, 0): ('<f>""</f><v/>', ' t="str"'),
    (4, 0): ('<f>""</f><v></v>', ' t="str"'),
    (4, 1): ("<f>A1</f><v>0</v>", ""),
    (4, 2): ("<f>A1</f>", ' t="str"'),
}
"""Content and type of cells of every kind that is scanned for, by place."""


def as_common_programs_write() -> str:
    rows = {row: "" for row, _ in CELLS}
    for (row, column), (content, kind) in CELLS.items():
        rows[row] += f'<c r="{"ABC"[column]}{row + 1}"{kind}>{content}</c>'
    return worksheet("".join(f'<row r="{row + 1}">{cells}</row>' for row, cells in rows.items()))


def without_addresses() -> str:
    data = ""
    for row in range(5):
        cells = [CELLS.get((row, column), ("", "")) for column in range(3)]
        data += "<row>" + "".join(f"<c{kind}>{content}</c>" for content, kind in cells) + "</row>"
    return worksheet(data)


def with_single_quotes() -> str:
    return as_common_programs_write().replace('t="e"', "t='e'")


def with_line_breaks() -> str:
    return as_common_programs_write().replace(">", ">\n ").replace("\n </v>", "</v>").replace("<v>\n ", "<v>")


def with_prefix() -> str:
    plain = as_common_programs_write().replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    return plain.replace("xmlns=", "xmlns:x=")


def with_comment_and_other_order() -> str:
    reordered = as_common_programs_write().replace('<c r="B3" t="e">', '<c t="e" r="B3">')
    return reordered.replace("<sheetData>", '<sheetData><!-- <c r="Z9"><f>A1</f></c> -->')


@pytest.mark.parametrize(
    "write",
    [
        as_common_programs_write,
        without_addresses,
        with_single_quotes,
        with_line_breaks,
        with_prefix,
        with_comment_and_other_order,
    ],
)
def test_error_cells_and_uncalculated_formulas(read_bytes: Read, write: object) -> None:
    assert callable(write)
    sheet = only_sheet(read_bytes(zipped(xlsx_parts({"表": write()}))))
    assert sheet.rows == [[1, None, None], [None] * 3, [None] * 3, [None] * 3, [None, 0, None]]
    assert sheet.error_cells == {(2, 1): "#REF!", (2, 2): "#DIV/0!"}
    assert sheet.uncalculated == {(3, 0), (3, 1), (3, 2), (4, 2)}


def test_uncalculated_formulas_lie_within_the_rows(read_bytes: Read) -> None:
    data = xlsx({"表": '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="D3"><f>A1</f></c></row>'})
    sheet = only_sheet(read_bytes(data))
    assert sheet.rows == [[1, None, None, None], [None] * 4, [None] * 4]
    assert sheet.uncalculated == {(2, 3)}


def test_full_width_formatting_is_harmless(read_bytes: Read) -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>'
    last = '<row r="1048576"><c r="A1048576" s="0"/></row>'
    assert only_sheet(read_bytes(xlsx({"表": first + last}))).rows == [[1]]


def test_columns_up_to_the_last(read_bytes: Read) -> None:
    (row,) = only_sheet(read_bytes(xlsx({"表": '<row r="1"><c r="XFD1"><v>1</v></c></row>'}))).rows
    assert row == [None] * 16_383 + [1]


def test_other_sheets_are_left_out(read_bytes: Read) -> None:
    chart = f'<chartsheet xmlns="{MAIN}"/>'
    data = worksheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>')
    parts = xlsx_parts({"图": chart, "表": data}, kinds={"图": "chartsheet"})
    sheet = only_sheet(read_bytes(zipped(parts)))
    assert (sheet.name, sheet.error_cells) == ("表", {(0, 0): "#REF!"})


@pytest.mark.parametrize(
    "after",
    [
        '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
        '<sheetProtection/><mergeCells count="1">\n<mergeCell ref="A1:B2"/>\n</mergeCells><pageMargins/>',
        '<conditionalFormatting/><mergeCells><mergeCell ref="A1:B2"></mergeCell></mergeCells><dataValidations/>',
    ],
)
def test_merged_cells_and_all_rows(read_bytes: Read, after: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4" t="inlineStr"><is><t>甲</t></is></c></row>'
    sheet = only_sheet(read_bytes(zipped(xlsx_parts({"表": worksheet(rows, after)}))))
    assert sheet.merges == ((0, 0, 1, 1),)
    assert sheet.rows == [[1, None, None], [None] * 3, [None] * 3, [None, None, "甲"]]


@pytest.mark.parametrize("text", ["&lt;mergeCells&gt;", "<![CDATA[<mergeCells> </mergeCells>]]>"])
def test_text_about_merged_cells_is_text(read_bytes: Read, text: str) -> None:
    rows = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1"><v>1</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    sheet = only_sheet(read_bytes(zipped(xlsx_parts({"表": worksheet(rows, merges)}))))
    assert (len(sheet.rows), sheet.rows[0][1], sheet.merges) == (1, 1, ((1, 0, 1, 1),))
    assert str(sheet.rows[0][0]).startswith("<mergeCells>")


ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>2</v></c></row>'
MERGE = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
OTHER = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'


@pytest.mark.parametrize(
    ("after", "merges"),
    [
        (f"<!-- {MERGE} -->", ()),
        (f"<ext><![CDATA[{MERGE}]]></ext>", ()),
        (f"{OTHER}<!-- {MERGE} -->", ((1, 0, 1, 1),)),
        (f"<!-- {MERGE} -->{OTHER}", ((1, 0, 1, 1),)),
        (f"<?x {MERGE}?>{OTHER}", ((1, 0, 1, 1),)),
        ("<!-- " + "<mergeCells " * 100_000 + " -->", ()),
    ],
)
def test_what_looks_like_merged_cells_is_none(read_bytes: Read, after: str, merges: object) -> None:
    sheet = only_sheet(read_bytes(zipped(xlsx_parts({"表": worksheet(ROWS, after)}))))
    assert (sheet.rows, sheet.merges) == ([[1, None], [None, None], [None, 2]], merges)


@pytest.mark.parametrize(
    "hidden", ["<!-- <sheetData> -->", "<!--?><sheetData>-->", '<?x a="<sheetData>"?>', "<?x?><!-- <sheetData> -->"]
)
@pytest.mark.parametrize("before", ["<worksheet", "<sheetData>"])
@pytest.mark.parametrize("declaration", ["", '<?xml version="1.0"?>'])
def test_rows_in_a_comment_or_an_instruction_are_none(
    read_bytes: Read, hidden: str, before: str, declaration: str
) -> None:
    plain = worksheet(ROWS, MERGE)
    sheet = declaration + plain[plain.index("<worksheet") :].replace(before, hidden + before, 1)
    assert only_sheet(read_bytes(zipped(xlsx_parts({"表": sheet})))).merges == ((0, 0, 0, 1),)


@pytest.mark.parametrize("written", ["./{}", "../xl/{}", None])
def test_texts_and_formats_are_found_whatever_the_relations_say(read_bytes: Read, written: str | None) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43000</v></c></row>'
    parts = xlsx_parts({"表": worksheet(rows)}, strings=["<t>甲</t>"], formats=(0, 14))
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    for name in ("sharedStrings.xml", "styles.xml"):
        target = f'Target="{name}"'
        relations = relations.replace(target, f'Target="{written.format(name)}"' if written else 'Target="none.xml"')
    (row,) = only_sheet(read_bytes(zipped({**parts, "xl/_rels/workbook.xml.rels": relations}))).rows
    assert row == ["甲", datetime.date(2017, 9, 22)]


def test_parts_that_nobody_needs_are_not_opened(read_bytes: Read) -> None:
    parts = xlsx_parts({"表": worksheet('<row r="1"><c r="A1"><v>1</v></c></row>')})
    hostile = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;"
    unneeded = (
        "xl/theme/theme1.xml",
        "xl/comments1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/tables/table1.xml",
    )
    assert only_sheet(read_bytes(zipped({**parts, **dict.fromkeys(unneeded, hostile)}))).rows == [[1]]


def test_names_of_parts_have_no_case(read_bytes: Read) -> None:
    parts = xlsx_parts({"表": worksheet('<row r="1"><c r="A1"><f>A2</f></c></row>', main=STRICT_MAIN)})
    parts["xl/worksheets/Sheet1.XML"] = parts.pop("xl/worksheets/sheet1.xml")
    assert only_sheet(read_bytes(zipped(parts))).uncalculated == {(0, 0)}
