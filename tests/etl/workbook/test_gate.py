"""Files that are refused: each in a sentence of its own, and none of them reaches calamine."""

import io
import pickle
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
import xlwt
from PIL import Image

from etl.workbook import Unreadable, read
from etl.workbook.contents import Kind
from etl.workbook.limits import FILE_BYTES, MIB
from tests.etl.workbook.conftest import Refusal
from tests.etl.workbook.files import MAIN, claiming, ods, ole, worksheet, xlsx, xlsx_parts, zipped

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def good() -> bytes:
    return xlsx({"表": ONE_CELL})


def image(file_format: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, file_format)
    return file.getvalue()


def zip_with_password() -> bytes:
    data = bytearray(good())
    for header in (data.index(b"PK\x01\x02") + 8, data.index(b"PK\x03\x04") + 6):
        data[header] |= 1
    return bytes(data)


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "甲")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert data.count(old) == 1
    return data.replace(old, new)


def sheet_outside_the_stream() -> bytes:
    data = bytearray(xls())
    data[data.index(b"\x85\x00\x0a\x00") + 7] = 0xFF
    return bytes(data)


def damaged_in_the_middle() -> bytes:
    data = bytearray(xlsx({"表": ONE_CELL * 200}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("xl/worksheets/sheet1.xml")
    data[entry.header_offset + 80] ^= 0xFF
    return bytes(data)


def two_sheets_of_one_name() -> bytes:
    parts = xlsx_parts({"甲": worksheet(ONE_CELL), "乙": worksheet(ONE_CELL)})
    return zipped({**parts, "xl/workbook.xml": str(parts["xl/workbook.xml"]).replace("乙", "甲")})


def without(part: str) -> bytes:
    parts = xlsx_parts({"表": worksheet(ONE_CELL)})
    del parts[part]
    return zipped(parts)


def with_part(part: str, content: str | bytes) -> bytes:
    return zipped({**xlsx_parts({"表": worksheet(ONE_CELL)}), part: content})


def merged(count: int) -> bytes:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, count + 1))
    return zipped(xlsx_parts({"表": worksheet(ONE_CELL, f"<mergeCells>{merges}</mergeCells>")}))


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
OVERLAPPING = '<mergeCells><mergeCell ref="A1:C9"/><mergeCell ref="A1:B2"/></mergeCells>'
XLS_BOF = b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12)
MHTML = "MIME-Version: 1.0\r\nContent-Type: multipart/related"
XML_2003 = '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'

REFUSED: dict[str, tuple[Callable[[], bytes], Kind]] = {
    "nothing": (lambda: b"", "file_empty"),
    "blanks only": (lambda: b" \r\n\r\n", "file_empty"),
    "too large": (lambda: bytes(FILE_BYTES + 1), "file_too_large"),
    "PDF": (lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "file_pdf"),
    "docx": (lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>"}), "file_word"),
    "pptx": (lambda: zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "file_word"),
    "odt": (lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "file_word"),
    "doc": (lambda: ole("WordDocument"), "file_word"),
    "ppt": (lambda: ole("PowerPoint Document"), "file_word"),
    "rtf": (lambda: b"{\\rtf1\\ansi}", "file_word"),
    "HTML": (lambda: "<html><body><table><tr><td>学会</td></tr></table>".encode("gbk"), "file_html"),
    "HTML after a declaration": (lambda: b'<?xml version="1.0"?><!DOCTYPE html><html/>', "file_html"),
    "HTML in UTF-16": (lambda: "<table><tr></tr></table>".encode("utf-16"), "file_html"),
    "web archive": (lambda: MHTML.encode(), "file_html"),
    "XML 2003": (lambda: XML_2003.encode(), "file_xml2003"),
    "other XML": (lambda: b'<?xml version="1.0"?><svg/>', "file_unknown"),
    "prose": (lambda: "各学会：\n请于月底前报送填报表，谢谢。\n联系人, 示例001\n".encode(), "file_text"),
    "one word": (lambda: b"hello", "file_text"),
    "PNG": (lambda: image("PNG"), "file_image"),
    "JPEG": (lambda: image("JPEG"), "file_image"),
    "GIF": (lambda: image("GIF"), "file_image"),
    "BMP": (lambda: image("BMP"), "file_image"),
    "TIFF": (lambda: image("TIFF"), "file_image"),
    "WEBP": (lambda: image("WEBP"), "file_image"),
    "other bytes": (lambda: bytes(range(256)) * 4, "file_unknown"),
    "program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00", "file_unknown"),
    "other zip": (lambda: zipped({"填报表.xlsx": good()}), "file_unknown"),
    "empty zip": (lambda: zipped({}), "file_unknown"),
    "xlsb": (lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83"}), "file_unknown"),
    "other OLE": (lambda: ole("Contents"), "file_unknown"),
    "password on xlsx": (lambda: ole("EncryptedPackage"), "file_password"),
    "password on zip": (zip_with_password, "file_password"),
    "password on xls": (lambda: changed(xls(), b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00"), "file_password"),
    "password on ods": (lambda: ods("", manifest="<manifest:encryption-data/>"), "file_password"),
    "truncated zip": (lambda: good()[: len(good()) // 2], "file_damaged"),
    "damaged zip": (damaged_in_the_middle, "file_damaged"),
    "truncated OLE": (lambda: xls()[:1024], "file_damaged"),
    "sheet outside the stream": (sheet_outside_the_stream, "file_damaged"),
    "text longer than its record": (
        lambda: changed(xls(), b"\x01\0\x01\x32\x75", b"\x01\0\xff\x32\x75"),
        "file_crashed",
    ),
    "time too long": (
        lambda: xlsx({"表": '<row><c r="A1" s="0"><v>1e300</v></c></row>'}, formats=[46]),
        "file_unsupported",
    ),
    "no BIFF in it": (lambda: ole("Workbook"), "file_damaged"),
    "no sheet part": (lambda: without("xl/worksheets/sheet1.xml"), "file_damaged"),
    "no relations": (lambda: without("xl/_rels/workbook.xml.rels"), "file_damaged"),
    "broken workbook part": (lambda: with_part("xl/workbook.xml", "<workbook"), "file_damaged"),
    "broken sheet": (lambda: with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row"), "file_damaged"),
    "missing shared string": (lambda: xlsx({"表": '<row><c r="A1" t="s"><v>5</v></c></row>'}), "file_unsupported"),
    "number that is none": (
        lambda: xlsx({"表": '<row><c r="A1" t="n"><v>x</v></c></row>'}),
        "file_unsupported",
    ),
    "unknown encoding": (
        lambda: with_part("xl/styles.xml", '<?xml version="1.0" encoding="punycode"?><styleSheet/>'),
        "file_unsupported",
    ),
    "end tags that do not fit": (
        lambda: xlsx({"表": '<row r="1"><c r="A1" t="inlineStr"><is><t>15</is></c><c r="B1"><v>1</v></c></row>'}),
        "file_damaged",
    ),
    "end tags of texts that do not fit": (lambda: xlsx({"表": ONE_CELL}, strings=["<t>甲</si>"]), "file_damaged"),
    "sheet name of 32 characters": (lambda: xlsx({"表" * 32: ONE_CELL}), "file_sheet_name"),
    "flat OpenDocument": (
        lambda: (
            b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
        ),
        "file_flat_ods",
    ),
    "xls without its end": (lambda: ole("Workbook", XLS_BOF + bytes(4096)), "file_damaged"),
    "untruthful size": (lambda: claiming(good(), "xl/worksheets/sheet1.xml", 10), "file_damaged"),
    "ods without content": (
        lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "file_damaged",
    ),
    "no sheet": (lambda: xlsx({}), "file_no_sheet"),
    "charts only": (
        lambda: zipped(xlsx_parts({"图": f'<chartsheet xmlns="{MAIN}"/>'}, kinds={"图": "chartsheet"})),
        "file_no_sheet",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(refusal: Refusal, name: str) -> None:
    make, kind = REFUSED[name]
    assert refusal(make())[0] == kind


UNSAFE: dict[str, tuple[Callable[[], bytes], str]] = {
    "all parts": (
        lambda: claiming(claiming(with_part("a", b""), "a", 150 * MIB), "xl/styles.xml", 151 * MIB),
        "解压后超过 300 MiB",
    ),
    "one part": (lambda: claiming(good(), "xl/styles.xml", 151 * MIB), "有部件解压后超过 150 MiB"),
    "ratio": (lambda: with_part("xl/media/image1.bmp", bytes(5 * MIB)), "压缩比超过 100 倍"),
    "entries": (
        lambda: zipped({**xlsx_parts({}), **{f"xl/media/{number}": b"" for number in range(2_000)}}),
        "压缩包内超过 2000 个条目",
    ),
    "part twice": (
        lambda: zipped([*xlsx_parts({"表": worksheet(ONE_CELL)}).items(), ("XL/Workbook.xml", "<a/>")]),
        "压缩包内有重名的部件",
    ),
    "DOCTYPE in sheet": (
        lambda: with_part("xl/worksheets/sheet1.xml", DOCTYPE + worksheet(ONE_CELL)),
        "含有 DOCTYPE 声明",
    ),
    "DOCTYPE in strings": (lambda: with_part("xl/sharedStrings.xml", DOCTYPE + "<sst/>"), "含有 DOCTYPE 声明"),
    "DOCTYPE in UTF-16": (
        lambda: with_part("xl/worksheets/sheet1.xml", (DOCTYPE + worksheet(ONE_CELL)).encode("utf-16")),
        "含有 DOCTYPE 声明",
    ),
    "merged cells that overlap": (
        lambda: zipped(xlsx_parts({"表": worksheet(ONE_CELL, OVERLAPPING)})),
        "工作表“表”的合并单元格互相重叠",
    ),
    "as many cells as nobody fills in": (
        lambda: ods(
            '<table:table table:name="表"><table:table-row table:number-rows-repeated="1000">'
            '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1001"/>'
            "</table:table-row></table:table>"
        ),
        "有内容的单元格超过 100 万个",
    ),
    "beyond the last column": (
        lambda: xlsx({"表": '<row><c r="XFE1"><v>1</v></c></row>'}),
        "有单元格在 XFD1048576 之外",
    ),
    "beyond the last row": (
        lambda: xlsx({"表": '<row><c r="A1048577"><v>1</v></c></row>'}),
        "有单元格在 XFD1048576 之外",
    ),
    "sheet twice": (two_sheets_of_one_name, "有两张同名的工作表"),
    "sheets": (lambda: xlsx({f"表{number}": "" for number in range(257)}), "超过 256 张工作表"),
    "merges": (lambda: merged(20_001), "工作表“表”有超过 20000 处合并单元格"),
    "all sheets": (
        lambda: xlsx({f"表{number}": '<row><c r="ABC5500"><v>1</v></c></row>' for number in (1, 2)}),
        "各工作表合计超过 800 万个单元格",
    ),
}


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe(refusal: Refusal, name: str) -> None:
    make, limit = UNSAFE[name]
    assert refusal(make()) == ("file_unsafe", {"limit": limit})


def test_size_is_told(refusal: Refusal) -> None:
    assert refusal(bytes(FILE_BYTES + 1)) == ("file_too_large", {"size": "20.0 MiB"})


def test_name_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "填报表.csv"
    book = openpyxl.Workbook()
    book.active["A1"] = "学会"
    book.save(path.with_suffix(".xlsx"))
    path.with_suffix(".xlsx").rename(path)
    assert read(path).format == "xlsx"


def test_every_kind_has_its_sentence(root: Path) -> None:
    findings = tomllib.loads((root / "etl" / "knowledge" / "findings.toml").read_text(encoding="utf-8"))
    detail = {
        "limit": "解压后超过 300 MiB",
        "sheet": "表",
        "cell": "A1",
        "size": "21.0 MiB",
        "name": "表",
        "length": "40",
    }
    sentences = {kind: findings[kind]["message"].format(**detail) for kind in get_args(Kind)}
    assert set(sentences) == {kind for kind in findings if kind.startswith("file_")}


def test_unreadable_travels_between_processes() -> None:
    travelled = pickle.loads(pickle.dumps(Unreadable("file_far_cell", {"sheet": "表", "cell": "XFD1"})))
    assert (travelled.kind, travelled.detail) == ("file_far_cell", {"sheet": "表", "cell": "XFD1"})
