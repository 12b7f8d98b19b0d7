"""Hidden rows and columns, in every format, and struck-out cells of .xlsx."""

import io

import pytest
import xlwt

from etl.workbook import Sheet
from tests.etl.workbook.conftest import Read
from tests.etl.workbook.files import MAIN, ods, worksheet, xlsx_parts, zipped

CELLS = "".join(f'<c r="{column}{{row}}"><v>{{row}}</v></c>' for column in "ABC")
ROW_2_HIDDEN = "".join(
    f'<row r="{row}" spans="1:3"{hidden}>{CELLS.format(row=row)}</row>'
    for row, hidden in enumerate(("", ' ht="0" hidden="1"', ' hidden="0"'), 1)
)
COLUMNS = '<cols><col min="1" max="1" width="9"/><col min="2" max="16384" width="0" hidden="true"/></cols>'


def hidden_of(sheet: Sheet) -> tuple[set[int], set[int]]:
    return set(sheet.hidden_rows), set(sheet.hidden_columns)


def test_xlsx(read_bytes: Read) -> None:
    parts = xlsx_parts({"表": worksheet(ROW_2_HIDDEN).replace("<sheetData>", f"{COLUMNS}<sheetData>")})
    (sheet,) = read_bytes(zipped(parts)).sheets
    assert (hidden_of(sheet), len(sheet.rows)) == (({1}, {1, 2}), 3)


def test_xls(read_bytes: Read) -> None:
    book = xlwt.Workbook()
    written = book.add_sheet("表")
    for row in range(3):
        for column in range(3):
            written.write(row, column, row)
    written.row(1).hidden = True
    written.col(2).hidden = True
    file = io.BytesIO()
    book.save(file)
    (sheet,) = read_bytes(file.getvalue()).sheets
    assert hidden_of(sheet) == ({1}, {2})


@pytest.mark.parametrize("visibility", ["collapse", "filter"])
def test_ods(read_bytes: Read, visibility: str) -> None:
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    table = (
        f'<table:table table:name="表"><table:table-column/><table:table-column table:visibility="{visibility}" '
        'table:number-columns-repeated="16383"/>'
        f'<table:table-row table:number-rows-repeated="2">{cell * 2}</table:table-row>'
        f'<table:table-row table:visibility="{visibility}" table:number-rows-repeated="2">{cell}</table:table-row>'
        f'<table:table-row table:visibility="visible">{cell}</table:table-row></table:table>'
    )
    (sheet,) = read_bytes(ods(table)).sheets
    assert hidden_of(sheet) == ({2, 3}, {1})


def test_struck_cells(read_bytes: Read) -> None:
    rows = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="0"><v>1</v></c><c r="C1" s="1"/><c r="D1" s="2"/></row>'
    parts = xlsx_parts({"表": worksheet(rows)})
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
        '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
    )
    (sheet,) = read_bytes(zipped(parts)).sheets
    assert sheet.struck_cells == {(0, 0)}
