"""Files to take along: what was in the frame is in the file, typed, and nothing in it comes to life."""

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard import database, exports
from dashboard.exports import About
from dashboard.queries import Filters
from dashboard.queries.ledger import ledger
from dashboard.wording import labels

STAMP = "数据截至 2018-12-20 09:30 · 已报送 5/7 家"
HARMFUL = [
    "![x](http://example.invalid/a.png)",
    "<img src=x onerror=alert(1)>",
    "[点这里](javascript:alert(1))",
    "http://example.invalid/",
    "=cmd|'/c calc'!A1",
    '=HYPERLINK("http://example.invalid")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "\t=1+1",
    "\u200b=1+1",
    "#N/A",
    "../../etc/passwd",
    "\u202egpj.学会",
    "甲\u200b乙",
    "'引号",
]


def sheets_of(content: bytes) -> dict[str, Worksheet]:
    workbook = load_workbook(io.BytesIO(content))
    return {sheet.title: sheet for sheet in workbook.worksheets}


def values(sheet: Worksheet, first_row: int) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(min_row=first_row, values_only=True)]


def nothing_lives(content: bytes) -> bool:
    """No cell holds a formula or an error value, none has a link, and nothing leads out of the file."""
    cells = [cell for sheet in sheets_of(content).values() for row in sheet.iter_rows() for cell in row]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        parts = b"".join(package.read(name) for name in names)
    return (
        not any(cell.data_type in {"f", "e"} or cell.hyperlink for cell in cells)
        and not any("externalLink" in name for name in names)
        and b'TargetMode="External"' not in parts
    )


def test_table_as_workbook() -> None:
    frame = pd.DataFrame(
        {
            "学会": ["滨海市示例数学学会", "滨海市示例物理学会"],
            "结论": ["达标", None],
            "人数": [312, None],
            "增幅": [0.1636, -0.02],
            "收到时间": [pd.Timestamp("2018-12-18 16:05"), pd.NaT],
            "日期": [pd.Timestamp("2018-12-18"), pd.Timestamp("2018-12-19")],
            "计入": [True, False],
        }
    )
    content = exports.page_xlsx({"会员增长": frame}, About("2018 年度；学科：医科", {"增幅": "较基数"}, STAMP))
    sheets = sheets_of(content)
    table = sheets["会员增长"]
    assert values(table, 1) == [
        ["会员增长", *[None] * 7],
        [STAMP, *[None] * 7],
        ["筛选：2018 年度；学科：医科", *[None] * 7],
        ["序号", *frame.columns],
        [
            1,
            "滨海市示例数学学会",
            "达标",
            312,
            0.1636,
            dt.datetime(2018, 12, 18, 16, 5),
            dt.datetime(2018, 12, 18),
            "是",
        ],
        [2, "滨海市示例物理学会", None, None, -0.02, None, dt.datetime(2018, 12, 19), "否"],
    ]
    assert [cell.number_format for cell in table[5]] == [
        "General", "General", "General", "0", "0.0%", "yyyy-mm-dd hh:mm", "yyyy-mm-dd", "General",
    ]  # fmt: skip
    assert (table.freeze_panes, table.print_title_rows) == ("C5", "$1:$4")
    assert table.sheet_properties.pageSetUpPr.fitToPage
    assert (table.page_setup.fitToWidth or 1, table.page_setup.fitToHeight) == (1, 0)
    (named,) = table.tables.values()
    assert (named.name, named.ref, named.autoFilter.ref, named.column_names) == (
        "表1_会员增长", "A4:H6", "A4:H6", ["序号", *frame.columns],
    )  # fmt: skip
    assert values(sheets["说明"], 2) == [["数据", STAMP], ["筛选", "2018 年度；学科：医科"], ["增幅", "较基数"]]


def test_verdicts_are_tinted_and_nothing_else_is() -> None:
    frame = pd.DataFrame({"结论": ["达标", "未达标", "待定", "不适用", "达标情况"]})
    table = sheets_of(exports.page_xlsx({"结论": frame}, About("", {}, STAMP)))["结论"]
    assert [row[1].fill.fgColor.rgb if row[1].fill.fill_type else None for row in table.iter_rows(min_row=5)] == [
        "FFD5E8EA", "FFC94A1D", "FFE9B949", "FFEEF1F4", None,
    ]  # fmt: skip


def test_page_is_one_workbook_with_a_sheet_for_each_table() -> None:
    tables = {
        "任务/标准[1]": pd.DataFrame({"a": [1]}),
        "说明": pd.DataFrame({"b": [2]}),
        "一个长过三十一个字的标题一个长过三十一个字的标题一个长过三十一个字的标题甲": pd.DataFrame({"c": [3]}),
        "一个长过三十一个字的标题一个长过三十一个字的标题一个长过三十一个字的标题乙": pd.DataFrame({"d": [4]}),
    }
    sheets = sheets_of(exports.page_xlsx(tables, About("", {}, STAMP)))
    assert {name: sheet["B5"].value for name, sheet in sheets.items()} == {
        "任务 标准 1": 1,
        "说明 2": 2,
        "一个长过三十一个字的标题一个长过三十一个字的标题一个长过三十一": 3,
        "一个长过三十一个字的标题一个长过三十一个字的标题一个长 2": 4,
        "说明": None,
    }


def test_harmful_texts_stay_texts_in_workbooks() -> None:
    frame = pd.DataFrame({text: [text, "x"] for text in HARMFUL})
    content = exports.page_xlsx({HARMFUL[0]: frame}, About(HARMFUL[4], {HARMFUL[4]: HARMFUL[8]}, HARMFUL[6]))
    first, notes = sheets_of(content).values()
    assert nothing_lives(content)
    assert values(first, 4) == [["序号", *HARMFUL], [1, *HARMFUL], [2, *["x"] * len(HARMFUL)]]
    assert [first["A1"].value, first["A2"].value, first["A3"].value] == [HARMFUL[0], HARMFUL[6], f"筛选：{HARMFUL[4]}"]
    assert values(notes, 2) == [["数据", HARMFUL[6]], ["筛选", HARMFUL[4]], [HARMFUL[4], HARMFUL[8]]]


def test_text_that_looks_like_a_formula_stays_one_when_edited() -> None:
    table = sheets_of(exports.page_xlsx({"a": pd.DataFrame({"a": ["=1+1", "学会"]})}, About("", {}, STAMP)))["a"]
    assert [table["B5"].quotePrefix, table["B6"].quotePrefix] == [True, False]


def test_characters_no_workbook_can_hold_are_left_out() -> None:
    table = sheets_of(exports.page_xlsx({"a": pd.DataFrame({"a": ["甲\x00\x0b乙"]})}, About("", {}, STAMP)))["a"]
    assert table["B5"].value == "甲乙"


def test_csv_has_a_mark_for_excel_and_no_formula() -> None:
    frame = pd.DataFrame({"=学会": HARMFUL, "数": range(len(HARMFUL)), "差": [-1.5] * len(HARMFUL)})
    content = exports.table_csv(frame, About(HARMFUL[4], {}, STAMP))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    dangerous = re.compile("[\u200b\u202e]*[=+\\-@＝\t]")
    expected = [("'" if dangerous.match(text) else "") + text for text in HARMFUL]
    of = [STAMP, f"'{HARMFUL[4]}"]
    assert lines == [
        ["'=学会", "数", "差", "数据", "筛选"],
        *([text, str(n), "-1.5", *of] for n, text in enumerate(expected)),
    ]
    assert sum(text.startswith("'") for text in expected) == 9  # eight formulas, and the text that had its own


@pytest.mark.parametrize(
    ("title", "filters", "name"),
    [
        ("会员增长", ["2018", "医科"], "会员增长_2018_医科_20181220"),
        ("会员增长", ["2018", "", "../../etc/passwd"], "会员增长_2018_etc-passwd_20181220"),
        ("a/b\\c:d*e?f", ['<b>|"x"', "=cmd|'calc'"], "a-b-c-d-e-f_b-x_=cmd-'calc'_20181220"),
        ("学会\u202e\u200b\x00", ["很长" * 40], f"学会_{'很长' * 12}_20181220"),
    ],
)
def test_file_names(title: str, filters: list[str], name: str) -> None:
    assert exports.file_name(title, filters, dt.date(2018, 12, 20)) == f"{name}.xlsx"


def test_csv_writes_days_shares_and_counts_as_the_page_shows_them() -> None:
    frame = pd.DataFrame(
        {
            "增幅": [0.1636, None],
            "日期": [pd.Timestamp("2018-12-18"), pd.NaT],
            "收到时间": [pd.Timestamp("2018-12-18 16:05:33"), pd.NaT],
            "增减": [-12.0, None],
        }
    )
    read = pd.read_csv(io.BytesIO(exports.table_csv(frame, About("", {}, STAMP))))
    assert read.astype(object).fillna("").to_numpy().tolist() == [
        ["16.4%", "2018-12-18", "2018-12-18 16:05", -12, STAMP, "全部"],
        ["", "", "", "", STAMP, "全部"],
    ]


@pytest.fixture
def build(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the build of the small association."""
    monkeypatch.setenv("REFORM_DATA", str(warehouse))
    found = database.current()
    assert found
    return found


def test_ledger_equals_the_warehouse(build: str) -> None:
    found = ledger(build, Filters(2018))
    content = exports.ledger_xlsx(found.societies, found.tasks, "台账", "2018年12月31日", About("2018 年度", {}, STAMP))
    assert nothing_lives(content)
    sheet = sheets_of(content)["台账"]
    numbers = [str(cell.value).split(" ")[0] for cell in sheet[5][6:26]]
    assert numbers == [str(number) for number in range(1, 21)]
    judged = database.ask(build, "from task_result join society using (society_id) where period = 2018")
    societies = database.ask(build, "from society_result join society using (society_id) where period = 2018")
    overall = dict(zip(societies["name"], societies["overall"], strict=True))
    word = {
        (row.name, row.number): row.reason if row.verdict == "not_applicable" else labels.VERDICTS[row.verdict]
        for row in judged.itertuples()
    }
    rows = values(sheet, 6)
    lines, totals = rows[: len(overall)], rows[len(overall) :]
    assert {(row[1], number): row[5 + number] for row in lines for number in range(1, 21)} == word
    assert {row[1]: row[-1] for row in lines} == {name: labels.VERDICTS[verdict] for name, verdict in overall.items()}
    counts = {
        verdict: [sum(text == verdict for (_, n), text in word.items() if n == number) for number in range(1, 21)]
        for verdict in ("达标", "未达标", "待定")
    }
    judged_counts = [sum(of_task) for of_task in zip(*counts.values(), strict=True)]
    assert [row[6:26] for row in totals] == [
        [f"{met}/{total}" for met, total in zip(counts["达标"], judged_counts, strict=True)],
        counts["未达标"],
        counts["待定"],
    ]


def test_ledger_is_ready_to_be_an_annex(build: str) -> None:
    found = ledger(build, Filters(2018, categories=("医科",)))
    content = exports.ledger_xlsx(
        found.societies, found.tasks, "台账", "2018年12月31日", About("学科：医科", {}, STAMP)
    )
    sheet = sheets_of(content)["台账"]
    assert [sheet["A1"].value, sheet["A2"].value, sheet["A3"].value] == [
        "台账",
        f"{STAMP}　　筛选：学科：医科",
        "单位：家　　报送截止日期：2018年12月31日",
    ]
    assert [cell.value for cell in sheet[4] if cell.value] == [
        "序号", "学会", "学科", "挂靠单位", "换届", "状态", "基本任务", "换届任务", "选做任务", "选做项数", "结论",
    ]  # fmt: skip
    assert {"A4:A5", "G4:L4", "M4:P4", "Q4:Z4", "AA4:AA5", "AB4:AE4"} <= {str(one) for one in sheet.merged_cells.ranges}
    assert (sheet.freeze_panes, sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.print_title_rows) == (
        "C6", 8, "landscape", "$1:$5",
    )  # fmt: skip
    assert [row[1] for row in values(sheet, 6)] == [
        "滨海市示例护理学会", "滨海市示例内科学会", "合计：达标／应完成", "合计：未达标", "合计：待定",
    ]  # fmt: skip


def test_workbook_says_what_it_is_and_what_made_it() -> None:
    content = exports.page_xlsx(
        {"会员": pd.DataFrame({"a": [1]}), "理事会": pd.DataFrame({"a": [1]})}, About("", {}, STAMP)
    )
    properties = load_workbook(io.BytesIO(content)).properties
    assert (properties.title, properties.creator) == ("会员、理事会", "学会改革任务看板")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"学会": [], "结论": []}),
        pd.DataFrame([[1, 2]], columns=["数", "数"]),
        pd.DataFrame([[1]], columns=["两\n行"]),
        pd.DataFrame([[1]], columns=[""]),
    ],
    ids=["empty", "twice", "lines", "nameless"],
)
def test_what_excel_takes_for_no_table_is_a_sheet_with_a_filter(frame: pd.DataFrame) -> None:
    sheet = sheets_of(exports.page_xlsx({"表": frame}, About("", {}, STAMP)))["表"]
    last = f"{'ABC'[len(frame.columns)]}{4 + len(frame)}"
    assert (list(sheet.tables), sheet.auto_filter.ref) == ([], f"A4:{last}")
    assert [cell.value or "" for cell in sheet[4]] == ["序号", *frame.columns]


@pytest.mark.parametrize("title", ["2018年会员", "T08", "R1C1", "会员 增长（2018）", "任务/标准[1]"])
def test_table_has_a_name_that_excel_takes(title: str) -> None:
    sheet, _ = sheets_of(exports.page_xlsx({title: pd.DataFrame({"a": [1]})}, About("", {}, STAMP))).values()
    assert all(re.fullmatch(r"表1_\w+", name) for name in sheet.tables)
    assert len(sheet.tables) == 1
