"""Workbooks as other programs write them: sound files in which something is not as Excel has it."""

import datetime
import io
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TypeGuard

import pytest
import xlwt

from etl.workbook import Value, Workbook, read
from tests.etl.workbook.conftest import Read
from tests.etl.workbook.files import ods, worksheet, xlsx, xlsx_parts, zipped
from tests.etl.workbook.test_ods import STYLES, TABLE

ONE_ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="inlineStr"><is><t>甲</t></is></c></row>'


def rows(workbook: Workbook) -> dict[str, list[list[object]]]:
    """The rows of each sheet; a serial and its day are the same, for the one is shown as the other."""
    first = datetime.date(1899, 12, 30)
    return {
        sheet.name: [
            [
                first + datetime.timedelta(value) if isinstance(value, float) and _is_serial(value) else value
                for value in row
            ]
            for row in sheet.rows
        ]
        for sheet in workbook.sheets
    }


def _is_serial(value: Value) -> TypeGuard[float]:
    return isinstance(value, float) and 20_000 < value < 60_000


@pytest.mark.parametrize(
    "name", ["jexcelapi-codepage-1252.xls", "sheetjs-indented.ods", "gnumeric-unit-formats.xls", "iso-dates-utc.xlsx"]
)
def test_the_same_cells_as_the_base(root: Path, name: str) -> None:
    cases = root / "tests" / "cases"
    assert rows(read(cases / name)) == rows(read(cases / "reports-base.xlsx"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1985-05-01T00:00:00.000Z", datetime.date(1985, 5, 1)),
        ("1985-04-30T16:00:00Z", datetime.date(1985, 5, 1)),
        ("1985-04-30T15:59:59Z", datetime.date(1985, 4, 30)),
        ("1985-05-01T00:00:00+08:00", datetime.date(1985, 5, 1)),
        ("1985-05-01T00:00:00", datetime.datetime(1985, 5, 1)),
        ("1985-05-32T00:00:00Z", "1985-05-32T00:00:00Z"),
    ],
)
@pytest.mark.parametrize("quote", ['"', "'"])
def test_dates_with_a_zone(read_bytes: Read, text: str, value: object, quote: str) -> None:
    data = xlsx({"表": f'<row r="1"><c r="A1" t={quote}d{quote}><v>{text}</v></c></row>'})
    assert read_bytes(data).sheets[0].rows == [[value]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_other_encodings_of_parts(read_bytes: Read, encoding: str) -> None:
    parts = xlsx_parts({"会员情况": worksheet(ONE_ROW)})
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        declared = "UTF-16" if encoding.startswith("utf-16") else encoding
        parts[name] = f'<?xml version="1.0" encoding="{declared}"?>\n{parts[name]!s}'.encode(encoding)
    assert rows(read_bytes(zipped(parts))) == {"会员情况": [[1, "甲"]]}


@pytest.mark.parametrize(("state", "is_hidden"), [("show", False), ("hidden", True), ("veryHidden", True)])
def test_state_that_excel_does_not_know(read_bytes: Read, state: str, is_hidden: bool) -> None:
    (sheet,) = read_bytes(xlsx({"表": ONE_ROW}, states={"表": state})).sheets
    assert (sheet.is_hidden, sheet.rows) == (is_hidden, [[1, "甲"]])


def test_macro_sheet_is_left_out(read_bytes: Read) -> None:
    sheets = {"宏": "<xm:macrosheet xmlns:xm='urn:m'/>", "表": worksheet(ONE_ROW)}
    assert rows(read_bytes(zipped(xlsx_parts(sheets, kinds={"宏": "xlMacrosheet"})))) == {"表": [[1, "甲"]]}


def xls(number_format: str = "General") -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("会员情况").write(0, 0, 2018, xlwt.easyxf(num_format_str=number_format))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('0"年底"', 2018),
        ('0" days"', 2018),
        ("[Red]0;[Blue]-0", 2018),
        ('0;"d"', 2018),
        ("\\d0_d*d", 2018),
        ('yyyy"年"m"月"', datetime.date(1905, 7, 10)),
        ("[$-804]yyyy/mm/dd;@", datetime.date(1905, 7, 10)),
        ("[h]:mm", datetime.timedelta(days=2018)),
    ],
)
@pytest.mark.parametrize("number", [164, 14, 20, 27])
def test_number_formats_of_xls(read_bytes: Read, text: str, value: object, number: int) -> None:
    data = xls(text)
    defined = max(match[1] for match in re.finditer(b"\x1e\x04..(.\0)", data, re.DOTALL))
    for record in (b"\x1e\x04..", b"\xe0\0\x14\0.."):
        data = re.sub(
            b"(%s)%s" % (record, re.escape(defined)), rb"\g<1>" + struct.pack("<H", number), data, flags=re.DOTALL
        )
    assert read_bytes(data).sheets[0].rows == [[value]]


@pytest.mark.parametrize("change", [lambda data: data.rstrip(b"\0"), lambda data: data + b"\0" * 100])
def test_last_sector_that_is_short(read_bytes: Read, change: Callable[[bytes], bytes]) -> None:
    assert rows(read_bytes(change(xls()))) == {"会员情况": [[2018]]}


def test_blanks_between_the_elements_of_ods(read_bytes: Read) -> None:
    assert read_bytes(ods(TABLE, styles=STYLES)) == read_bytes(ods(re.sub(r">\s+<", "><", TABLE), styles=STYLES))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('office:value-type="float" office:value="1.5"><text:p>1,5</text:p>', 1.5),
        ('office:value-type="percentage" office:value="0.5"><text:p>50%</text:p>', 0.5),
        ('office:value-type="boolean" office:boolean-value="true"><text:p>是</text:p>', True),
        ('office:value-type="date" office:date-value="2018-12-20"><text:p>x</text:p>', datetime.date(2018, 12, 20)),
        ('office:value-type="date" office:date-value="2018-12-20T08:30:00">', datetime.datetime(2018, 12, 20, 8, 30)),
        ('office:value-type="date" office:date-value="2018-12-20T16:00:00Z">', datetime.date(2018, 12, 21)),
        ('office:value-type="time" office:time-value="PT08H30M00S">', datetime.timedelta(hours=8, minutes=30)),
        ('office:value-type="string"><text:p>第一<text:span>行</text:span></text:p><text:p>二</text:p>', "第一行\n二"),
        ('office:value-type="string"><text:p>a\n  b<text:s text:c="2"/>c<text:line-break/>d</text:p>', "a b  c\nd"),
        (
            'office:value-type="string"><text:p>甲<office:annotation><text:p>注</text:p></office:annotation></text:p>',
            "甲",
        ),
        ('office:value-type="string"><draw:frame><text:p>图</text:p></draw:frame><text:p>甲</text:p>', "甲"),
        ("><text:p>没有类型</text:p>", "没有类型"),
    ],
)
def test_cells_of_ods(read_bytes: Read, cell: str, value: object) -> None:
    table = (
        f'<table:table table:name="表"><table:table-row><table:table-cell {cell}</table:table-cell></table:table-row>'
    )
    data = ods(f"{table}</table:table>")
    assert read_bytes(data).sheets[0].rows == [[value]]
