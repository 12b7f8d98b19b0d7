"""Tables as .csv in the encodings that reach an office in China."""

import pytest

from etl.workbook import Sheet, Workbook
from tests.etl.workbook.conftest import Read, Refusal

TEXT = '学会名称,滨海市示例医学会,\r\n年份,个人会员数,备注\r\n2016,"1,200","第一行\n第二行"\r\n2017,,"说""明"\r\n'
ROWS: list[list[str | None]] = [
    ["学会名称", "滨海市示例医学会", None],
    ["年份", "个人会员数", "备注"],
    ["2016", "1,200", "第一行\n第二行"],
    ["2017", None, '说"明'],
]


def table(rows: list[list[str | None]]) -> Workbook:
    return Workbook("csv", (Sheet("CSV", False, [list(row) for row in rows], (), {}, frozenset()),), False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(read_bytes: Read, encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert read_bytes(mark + TEXT.encode(encoding)) == table(ROWS)


def test_characters_that_only_gb18030_has(read_bytes: Read) -> None:
    assert read_bytes("姓名,会内职务\n示例㛃𠀀,理事\n".encode("gb18030")) == table(
        [["姓名", "会内职务"], ["示例㛃𠀀", "理事"]]
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters(read_bytes: Read, delimiter: str) -> None:
    text = "年份,说明\n2016,一;二\n2017,三\n".replace(",", delimiter).replace("一;二", '"一;二"')
    assert read_bytes(text.encode()) == table([["年份", "说明"], ["2016", "一;二"], ["2017", "三"]])


def test_rows_of_unequal_length_under_a_title(read_bytes: Read) -> None:
    text = "理事会名册\n\n序号,姓名,性别\n1,示例001,男\n2,示例002\n"
    assert read_bytes(text.encode()) == table(
        [
            ["理事会名册", None, None],
            [None, None, None],
            ["序号", "姓名", "性别"],
            ["1", "示例001", "男"],
            ["2", "示例002", None],
        ]
    )


def test_too_many_rows(refusal: Refusal) -> None:
    assert refusal(b"1,2\n" * 200_001) == ("file_unsafe", {"limit": "超过 200000 行或 800 万个单元格"})


def test_a_quote_that_never_ends(refusal: Refusal) -> None:
    assert refusal(b'a,b\n1,2\n3,"' + b"x,y\n" * 50_000) == ("file_damaged", {})
