"""Files made to cost much or to be read wrongly; each is small, and most are legal enough to pass the gate."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from tests.etl.workbook.files import MAIN, ods, ole, worksheet, xlsx, xlsx_parts, zipped

LONGEST = 32_700
FORM = (("学会名称", "滨海市示例数学学会"), ("填报年度", 2018))
ANSWERS = ("序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量", "备注")
ROSTER = ("姓名", "性别", "出生年月", "政治面貌", "职称", "工作单位及职务", "会内职务", "是否基层一线")
PERSON = ("示例人", "男", "1970年1月", "群众", "教授", "示例单位职员", "理事", "否")
MEMBERS = ("学会名称", "年份", "个人会员数", "单位会员数")

Row = Sequence[str | int]


def column(number: int) -> str:
    """The letters of a column counted from zero."""
    letters = ""
    while number >= 0:
        number, letter = divmod(number, 26)
        letters = chr(65 + letter) + letters
        number -= 1
    return letters


def row_xml(number: int, values: Row) -> str:
    """One row of a worksheet with these values from column A on; an empty text is a blank."""
    cells = []
    for place, value in enumerate(values):
        address = f"{column(place)}{number}"
        if isinstance(value, int):
            cells.append(f'<c r="{address}"><v>{value}</v></c>')
        elif value:
            cells.append(f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'


def rows_xml(rows: Iterable[Row]) -> str:
    """The rows of a worksheet."""
    return "".join(row_xml(number, values) for number, values in enumerate(rows, 1))


def book(*rows: Row) -> bytes:
    """A workbook of one sheet: the form that says whose it is, then these rows."""
    return xlsx({"表": rows_xml([*FORM, *rows])})


def raw(data: str, after: str = "") -> bytes:
    """A workbook whose only sheet has this XML."""
    return zipped(xlsx_parts({"表": worksheet(data, after)}))


def with_part(name: str, content: str) -> bytes:
    """A good workbook but for one part."""
    return zipped({**xlsx_parts({"表": worksheet(rows_xml(FORM))}), name: content})


def answer(text: str) -> bytes:
    return book(ANSWERS, (1, "制定章程", "1.", "是", text, text, text))


def person(text: str) -> bytes:
    return book(("理事会名册",), ROSTER, *[(text,) * len(ROSTER)] * 3)


def list_beside(title: str) -> bytes:
    """A roster, and a short list of persons with posts under a title."""
    persons = [("姓名", "会内职务"), ("示例甲", "理事"), ("示例乙", "理事")]
    roster = rows_xml([*FORM, ROSTER, PERSON, (f"{PERSON[0]}二", *PERSON[1:])])
    return xlsx({"理事会名册": roster, "名单": rows_xml([(title,), *persons])})


def table(row: str, cells: str, times: int = 1) -> bytes:
    """An .ods with one table of these rows."""
    rows = f"{row}{cells}</table:table-row>" * times
    return ods(f'<table:table table:name="表">{rows}</table:table>')


def cell(attributes: str = "", content: str = "<text:p>1</text:p>") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}>{content}</table:table-cell>'


def csv_file(header: Iterable[object], rows: Iterable[Iterable[object]]) -> bytes:
    return "\n".join(",".join(map(str, row)) for row in (header, *rows)).encode()


def xls_stream(records: bytes) -> bytes:
    """An .xls whose workbook begins rightly and then has these records."""
    return ole("Workbook", b"\x09\x08\x10\0\0\x06\x05\0" + bytes(12) + records)


LONG = {
    "blanks": " " * LONGEST,
    "line breaks": "\n" * LONGEST,
    "brackets": "（" * LONGEST,
    "words": "理 事 " * (LONGEST // 4),
    "labels": "学会名称：" * (LONGEST // 5),
    "years": "2018年" * (LONGEST // 5),
    "digits": "9" * LONGEST,
    "ordinals": "1.一；\n" * (LONGEST // 5),
    "posts": "副理事长兼" * (LONGEST // 5),
    "done": "已完成（" * (LONGEST // 4),
    "boxes": "☑是 □否" * (LONGEST // 5),
    "spans": "2016-" * (LONGEST // 5),
    "colons": "：" * LONGEST,
    "numerals": "二〇" * (LONGEST // 2),
    "hints": "完成情况" + "\n" * (LONGEST - 6) + "请",
    "blanks before a date": "是" + " " * (LONGEST - 3) + "20",
    "narrowing remarks": "（不含" * (LONGEST // 3) + "）",
    "heads": "理事长" * (LONGEST // 3) + "甲",
    "delegates": "会员代表" * (LONGEST // 4),
}
"""Texts as long as a cell may be, for every pattern that looks at one."""

NOT_WELL_FORMED = {
    "end tag of another": '<row r="1"><c r="A1" t="inlineStr"><is><t>1</is></c><c r="B1"><v>1</v></c></row>',
    "no end tag": '<row r="1"><c r="A1"><v>1</c><c r="B1"><v>1</v></c></row>',
    "attribute twice": '<row r="1"><c r="A1" r="B1"><v>1</v></c></row>',
    "no quotes": '<row r="1"><c r=A1><v>1</v></c></row>',
    "unknown entity": '<row r="1"><c r="A1"><v>&eacute;</v></c></row>',
    "bare ampersand": '<row r="1"><c r="A1" t="inlineStr"><is><t>a & b</t></is></c></row>',
    "row that ends twice": '<row r="1"><c r="A1"><v>1</v></c></row></row><row r="2"><c r="A2"><v>1</v></c></row>',
    "cell within a value": '<row r="1"><c r="A1"><v>1<c r="B1"></v></c></row>',
    "comment that does not end": '<row r="1"><!-- <c r="A1"><v>1</v></c></row>',
}

ATTACKS: Mapping[str, Callable[[], bytes]] = {
    **{f"answer of {name}": partial(answer, text) for name, text in LONG.items()},
    **{f"person of {name}": partial(person, text) for name, text in LONG.items()},
    **{f"note of {name}": partial(book, ("备注：" + text + "x",)) for name, text in LONG.items()},
    **{f"list under {name}": partial(list_beside, text) for name, text in LONG.items()},
    **{f"heading of {name}": partial(book, (text,) * 8, (1,) * 8) for name, text in LONG.items()},
    **{f"not well formed: {name}": partial(raw, data) for name, data in NOT_WELL_FORMED.items()},
    "name of the society": lambda: xlsx({"表": rows_xml([("学会名称", "滨海市示例学会" * 4_000), FORM[1]])}),
    "ten thousand societies on the form": lambda: book(*[("学会名称", f"示例第{n}学会") for n in range(10_000)]),
    "ten thousand years on the form": lambda: book(*[("填报年度", 1900 + n % 200) for n in range(10_000)]),
    "sheet name of a million": lambda: xlsx({"表" * 1_000_000: rows_xml(FORM)}),
    "256 sheets": lambda: xlsx({f"第{n}张表": rows_xml([("甲", "乙", "丙"), (1, 2, 3)] * 9) for n in range(256)}),
    "merges over each other": lambda: raw(
        rows_xml([("甲",) * 26] * 1_000),
        "<mergeCells>" + '<mergeCell ref="A1:Z1000"/>' * 20_000 + "</mergeCells>",
    ),
    "merges beside each other": lambda: raw(
        rows_xml([("甲", "乙")] * 20_000),
        "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 20_001)) + "</mergeCells>",
    ),
    "columns hidden over each other": lambda: raw(
        rows_xml(FORM), "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 100_000 + "</cols>"
    ),
    "hidden rows": lambda: raw('<row hidden="1"/>' * 500_000 + '<row hidden="1"><c><v>1</v></c></row>'),
    "rows in a comment": lambda: raw(f"<!-- <sheetData>{rows_xml(FORM)}</sheetData> -->" + rows_xml(FORM)),
    "nested elements": lambda: raw("<row>" + "<x>" * 200_000 + "</x>" * 200_000 + "</row>"),
    "formulas without results": lambda: raw("".join(f'<row r="{n}"><c><f>B1</f></c></row>' for n in range(1, 100_000))),
    "errors": lambda: raw("".join(f'<row r="{n}"><c t="e"><v>#REF!</v></c></row>' for n in range(1, 100_000))),
    "three thousand findings": lambda: book(ROSTER, *[(f"示例{n}", "？", *PERSON[2:]) for n in range(3_000)]),
    "thirty thousand persons": lambda: book(ROSTER, *[(f"示例{n}", *PERSON[1:]) for n in range(30_000)]),
    "headings again and again": lambda: book(*[ROSTER, PERSON] * 4_000),
    "tables side by side": lambda: book(*[ROSTER * 300, PERSON * 300] * 3),
    "headings of a whole row": lambda: book(tuple(f"栏目{n}" for n in range(16_000)), (1,) * 16_000),
    "years across a whole row": lambda: book(
        ("年份", *[1900 + n % 200 for n in range(16_000)]), ("个人会员数", *[1] * 16_000)
    ),
    "one answer again and again": lambda: book(ANSWERS, *[(1, "制定章程", "1.", "是", "已完成", 1, "")] * 20_000),
    "far column in a far row": lambda: raw(
        '<row r="1"><c><v>1</v></c></row><row r="400"><c r="XFD400"><v>1</v></c></row>'
    ),
    "a million cells": lambda: xlsx({"表": rows_xml([tuple(range(100))] * 9_999)}),
    "one long text in many cells": lambda: xlsx(
        {"表": "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3_001))},
        strings=["<t>" + "甲" * 300_000 + "</t>"],
    ),
    "numbers that are none": lambda: raw('<row r="1"><c r="A1"><v>1e400</v></c><c r="B1"><v>NaN</v></c></row>'),
    "entities": lambda: with_part("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "bb">]><workbook/>'),
    "relations": lambda: with_part(
        "xl/_rels/workbook.xml.rels", "<Relationships>" + '<Relationship Id="a"/>' * 100_000 + "</Relationships>"
    ),
    "styles": lambda: with_part(
        "xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs>' + "<xf/>" * 500_000 + "</cellXfs></styleSheet>"
    ),
    "summary of unknown societies": lambda: csv_file(MEMBERS, ((f"示例第{n}学会", 2018, 1, 1) for n in range(2_000))),
    "summary of too many": lambda: csv_file(MEMBERS, ((f"示例第{n}学会", 2018, 1, 1) for n in range(60_000))),
    "summary of one society": lambda: csv_file(MEMBERS, (("滨海市示例数学学会", 2018, n, "?") for n in range(60_000))),
    "csv of columns": lambda: csv_file(range(100_000), [range(100_000)]),
    "csv of one line": lambda: b"a," * 2_000_000 + b"\n1,2\n",
    "csv of an open quote": lambda: '学会名称,年份\n"滨海市'.encode() + b"a\n," * 200_000,
    "ods of repeated cells": lambda: table(
        '<table:table-row table:number-rows-repeated="200000">',
        cell('table:number-columns-repeated="16384"'),
    ),
    "ods of blanks": lambda: table(
        "<table:table-row>", cell(content='<text:p>1<text:s text:c="999999999"/></text:p>') * 1_000
    ),
    "ods of spans": lambda: table(
        "<table:table-row>", cell('table:number-rows-spanned="9999" table:number-columns-spanned="99"') * 20, times=500
    ),
    "ods of far blanks": lambda: table(
        '<table:table-row table:number-rows-repeated="1048575"/><table:table-row>', cell()
    ),
    "ods of nested tables": lambda: table(
        "<table:table-row>",
        "<table:table-cell><table:table>" * 5_000 + "</table:table></table:table-cell>" * 5_000,
    ),
    "xls of endless records": lambda: xls_stream(b"\x01\0\0\0" * 500_000),
    "xls of sheets": lambda: xls_stream(b"\x85\0\x08\0\0\0\0\0\0\0\0\0" * 5_000 + b"\x0a\0\0\0"),
}
"""Attack by name."""
