"""Whatever is odd about a workbook, it is not marked: the reason is said and nothing is broken."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

import pytest

from etl.returns import CannotMark, Mark, list_workbook, mark_workbook, return_workbook
from tests.etl.returns.marked import mark
from tests.etl.returns.workbooks import TASKS_PART, Change, changed, parts, plain, replacing, rich

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'
REVISIONS = (
    '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'revisionHeaders" Target="revisions/revisionHeaders.xml"/></Relationships>'
)


def removing(pattern: bytes) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert re.search(pattern, part, re.DOTALL)
        return re.sub(pattern, b"", part, flags=re.DOTALL)

    return change


def reason(data: bytes, *marks: Mark) -> str:
    with pytest.raises(CannotMark) as caught:
        mark_workbook(data, marks or [mark("C3")], "一")
    return caught.value.reason


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({TASKS_PART: replacing(("<worksheet", DOCTYPE + "<worksheet"))}, "部件中有 DOCTYPE"),
        ({TASKS_PART: lambda part: part[:-20]}, "部件不是完好的 XML"),
        ({TASKS_PART: lambda part: part.decode().encode("utf-16")}, "部件不是 UTF-8 编码"),
        (
            {TASKS_PART: lambda part: b'<?xml version="1.0" encoding="GB18030"?>' + part.decode().encode("gb18030")},
            "部件的编码是 GB18030",
        ),
        ({TASKS_PART: lambda part: b"<a>" * 300 + part + b"</a>" * 300}, "部件的嵌套过深"),
        ({TASKS_PART: removing(rb"<sheetData>.*</sheetData>")}, "工作表没有 sheetData"),
        ({TASKS_PART: replacing(('r="3"', 'r="1"'))}, "行或单元格不按次序"),
        ({TASKS_PART: replacing(('r="C3"', 'r="A3"'))}, "行或单元格不按次序"),
        ({TASKS_PART: replacing(('r="C3"', 'r="C3" s="99"'))}, "单元格引用了没有的样式"),
        ({TASKS_PART: replacing(('r="C3"', 'r="C3" s="x"'))}, "c 的 s 不是数字"),
        ({TASKS_PART: None}, f"缺少部件 {TASKS_PART}"),
        ({"xl/styles.xml": removing(rb"<fills.*</fills>")}, "样式中没有 fills"),
        ({"xl/_rels/workbook.xml.rels": removing(rb"<Relationship [^>]*styles[^>]*/>")}, "样式部件没有接在工作簿上"),
        ({"xl/_rels/workbook.xml.rels": removing(rb"<Relationship [^>]*worksheet[^>]*/>")}, "有工作表没有内容部件"),
        ({"xl/_rels/workbook.xml.rels": replacing(("</Relationships>", REVISIONS))}, "是共享工作簿"),
        ({"xl/workbook.xml": lambda part: part.replace(MAIN, STRICT)}, "是“严格开放 XML 电子表格”，或不是工作簿"),
        ({"xl/workbook.xml": removing(rb"<sheet .*?/>")}, "没有工作表"),
        ({"_rels/.rels": replacing(('/officeDocument"', '/other"'))}, "不是 .xlsx 文件"),
        (
            {
                "[Content_Types].xml": replacing(
                    ("</Types>", '<Override PartName="/xl/comments1.xml" ContentType="a"/></Types>')
                )
            },
            "xl/comments1.xml 已有声明而没有内容",
        ),
    ],
)
def test_odd_packages(changes: Mapping[str, Change], expected: str) -> None:
    assert reason(changed(plain(), changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"xl/comments/comment1.xml": removing(rb"<authors>.*</authors>")}, "批注部件不完整"),
        ({"xl/comments/comment1.xml": removing(rb"<text>.*</text>")}, "批注没有文字"),
        ({"xl/drawings/commentsDrawing1.vml": replacing(("</xml>", "</xml>?"))}, "批注的图形部件不合常规"),
        (
            {"xl/worksheets/_rels/sheet1.xml.rels": replacing(('Id="anysvml"', 'Id="other"'))},
            "工作表引用了没有的图形部件",
        ),
    ],
)
def test_odd_comments(changes: Mapping[str, Change], expected: str) -> None:
    assert reason(changed(rich(), changes), mark("D3")) == expected


def zipped(*names: str, content: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "不是完好的 .xlsx 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "不是完好的 .xlsx 文件"),
        (plain()[:-30], "不是完好的 .xlsx 文件"),
        (zipped("a.xml"), "不是 .xlsx 文件"),
        (zipped("a.xml", "A.xml"), "有同名的部件"),
        (zipped(*map("{}.xml".format, range(2_001))), "部件过多或过大"),
        (zipped("a.xml", content=bytes(301 * 2**20)), "部件过多或过大"),
    ],
    ids=["empty", "ole", "truncated", "no workbook", "same name", "many parts", "bomb"],
)
def test_no_sound_package(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def test_a_part_damaged_within_the_zip() -> None:
    data = bytearray(plain())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        offset = archive.getinfo(TASKS_PART).header_offset
    for position in range(offset + 80, offset + 120):
        data[position] ^= 0xFF
    assert reason(bytes(data)) == "不是完好的 .xlsx 文件"


def test_an_encrypted_part() -> None:
    data = bytearray(zipped("a.xml"))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1
    assert reason(bytes(data)) == "不是完好的 .xlsx 文件"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("合计", "读不懂的地址 合计"),
        ("XFE1", "地址 XFE1 在表外"),
        ("A1048577", "地址 A1048577 在表外"),
    ],
)
def test_an_address_that_is_none(address: str, expected: str) -> None:
    assert reason(plain(), mark(address)) == expected


def test_a_sheet_that_is_not_there() -> None:
    assert reason(plain(), mark("A1", sheet="别的表")) == "没有可标注的工作表“别的表”"


def test_what_is_odd_in_a_sheet_without_marks_does_not_matter() -> None:
    odd = changed(rich(), {"xl/worksheets/sheet3.xml": replacing(("<worksheet", DOCTYPE + "<worksheet"))})
    assert parts(mark_workbook(odd, [mark("D3")], "一"))["xl/worksheets/sheet3.xml"].startswith(DOCTYPE.encode())


@pytest.mark.parametrize("odd", [mark("A1", sheet="别的表"), mark("合计")])
def test_the_list_alone_takes_its_place(odd: Mark) -> None:
    back = return_workbook(plain(), [odd], "一")
    assert back.reason
    alone = list_workbook([odd], "一", back.reason)
    assert parts(back.content)["xl/worksheets/sheet1.xml"] == parts(alone)["xl/worksheets/sheet1.xml"]
