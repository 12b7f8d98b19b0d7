"""Who sent a file and for when: told by what stands in it, and what is said where it does not tell."""

import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from etl.knowledge.findings import kinds as all_kinds
from tests.etl import society
from tests.etl.conftest import TWIN, A, Desk


def write_rows(path: Path, rows: list[list[Any]]) -> Path:
    """The rows as a workbook of one sheet, or as text."""
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(str(value or "") for value in row) for row in rows), "utf-8")
        return path
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


WHO = {
    # what the form says → society, period, kinds of fatal findings
    "by name": ({"学会名称": A}, ("S1", 2018, [])),
    "by code before name": ({"学会名称": None, "统一社会信用代码": "51demo000000000002"}, ("S2", 2018, [])),
    "by former name": ({"学会名称": "滨海市示例旧名学会"}, ("S1", 2018, [])),
    "width, blanks, brackets": ({"学会名称": "滨海市 示例\u200b甲\u3000（学会）"}, ("S1", 2018, [])),
    "without the city": ({"学会名称": "示例甲学会"}, ("S1", 2018, [])),
    "unknown": ({"学会名称": "滨海市示例甲乙学会"}, (None, 2018, ["society_unknown"])),
    "two of one name": ({"学会名称": TWIN}, (None, 2018, ["society_ambiguous"])),
    "code against name": (
        {"学会名称": A, "统一社会信用代码": "51DEMO000000000002"},
        (None, 2018, ["society_conflict"]),
    ),
    "no name": ({"学会名称": None}, (None, 2018, ["society_missing"])),
    "no year": ({"学会名称": A, "填报年度": None}, ("S1", None, ["period_missing"])),
    "a year nobody asked for": ({"学会名称": A, "填报年度": 2016}, ("S1", None, ["period_unlisted"])),
    "a year in words": ({"学会名称": A, "填报年度": "２０１７年度"}, ("S1", 2017, [])),
}


@pytest.mark.parametrize(("form", "expected"), WHO.values(), ids=WHO.keys())
def test_who_sent_it(form: dict[str, Any], expected: tuple[Any, ...], open_desk: Desk, tmp_path: Path) -> None:
    report = open_desk.check(society.write(tmp_path / "一份.xlsx", form=form))
    (one,) = report.files[0].submissions
    fatal = [finding.kind for finding in one.findings if finding.severity == "fatal"]
    assert (one.society_id, one.period, fatal) == expected


OTHER = "滨海市示例改名学会"
CODE = {"统一社会信用代码": "51DEMO000000000001"}
NAMED_OTHERWISE = {
    # what the form says → where the warning stands and how it says whose the file is taken for
    "the code tells": ({"学会名称": OTHER, **CODE}, [("B1", f"按统一社会信用代码归入“{A}”。")]),
    "another line tells": ({"学会名称": OTHER, "填报单位": A}, [("B1", f"按另一处写的“{A}”归入“{A}”。")]),
    "a former name": ({"学会名称": "滨海市示例旧名学会", **CODE}, []),
    "without the city": ({"学会名称": "示例甲学会", **CODE}, []),
    "the code alone": ({"学会名称": None, **CODE}, []),
}


@pytest.mark.parametrize(("form", "expected"), NAMED_OTHERWISE.values(), ids=NAMED_OTHERWISE.keys())
def test_a_name_that_nobody_has_is_to_be_checked(
    form: dict[str, Any], expected: list[tuple[str, str]], open_desk: Desk, tmp_path: Path
) -> None:
    (one,) = open_desk.check(society.write(tmp_path / "一份.xlsx", form=form)).files[0].submissions
    assert (one.society_id, one.state) == ("S1", "accepted")
    assert [(said.kind, said.severity, said.value, said.sheet, said.cell, said.message) for said in one.findings] == [
        ("name_unlisted", "warning", OTHER, "基本情况", cell, f"学会名称填“{OTHER}”，名录中没有这个名称；{why}")
        for cell, why in expected
    ]


def test_every_wrong_name_in_a_summary_is_to_be_checked_once(open_desk: Desk, tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["2018年度会员情况汇总表"])
    workbook.active.append(["学会名称", "统一社会信用代码", "年份", "个人会员数", "单位会员数"])
    for name, year in ((A, 2016), (OTHER, 2017), (OTHER, 2018), ("滨海市示例己学会", 2018)):
        workbook.active.append([name, CODE["统一社会信用代码"], year, 300, 5])
    workbook.save(tmp_path / "汇总.xlsx")
    (one,) = open_desk.check(tmp_path / "汇总.xlsx").files[0].submissions
    assert [said.cell for said in one.findings if said.kind == "name_unlisted"] == ["A4", "A6"]


def test_the_nearest_names_are_offered(open_desk: Desk, tmp_path: Path) -> None:
    report = open_desk.check(society.write(tmp_path / "一份.xlsx", form={"学会名称": "滨海市示例甲乙学会"}))
    finding = report.files[0].submissions[0].findings[0]
    assert finding.message == "名录中没有“滨海市示例甲乙学会”。"
    assert finding.suggestion is not None
    assert f"“{A}”" in finding.suggestion
    assert (finding.sheet, finding.cell) == ("基本情况", "B1")


ADVISED = {"填报年度：2018": "period_missing", f"学会名称：{A}": "society_missing"}


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
@pytest.mark.parametrize("line", ADVISED)
def test_a_roster_alone_can_follow_the_advice_it_gets(
    line: str, extension: str, open_desk: Desk, tmp_path: Path
) -> None:
    rows = [[other] for other in ADVISED if other != line] + [society.ROSTER_HEADINGS, *society.council(93, 31)]

    def kinds(rows: list[list[Any]]) -> list[str]:
        path = write_rows(tmp_path / f"名册.{extension}", rows)
        (one,) = open_desk.check(path).files[0].submissions
        return [said.kind for said in one.findings if said.severity != "warning"]

    assert kinds(rows) == [ADVISED[line]]
    assert kinds([[line], *rows]) == []
    remedy = all_kinds()[ADVISED[line]].remedy
    assert "请在表格上方加一行" in remedy and line[:5] in remedy


def test_two_years_in_one_file_go_back(open_desk: Desk, tmp_path: Path) -> None:
    path = society.write(tmp_path / "一份.xlsx", form={"学会名称": A, "报告期": 2017})
    (one,) = open_desk.check(path).files[0].submissions
    assert [finding.kind for finding in one.findings] == ["period_conflict"]


def test_every_unknown_name_of_a_summary_is_told(open_desk: Desk, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["学会名称", "填报年度", "年份", "个人会员数"], [A, 2018, 2018, 1]]
    rows += [[f"滨海市不存在之{name}学会", 2018, 2018, 1] for name in "某乙丙"]
    submissions = open_desk.check(write_rows(tmp_path / "汇总.csv", rows)).files[0].submissions
    told = [said.value for one in submissions if one.state == "returned" for said in one.findings]
    assert told == ["滨海市不存在之某学会", "滨海市不存在之乙学会", "滨海市不存在之丙学会"]


@pytest.mark.parametrize("count", [2_000, 20_000])
def test_thousands_of_unknown_names_are_answered_soon(count: int, open_desk: Desk, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["学会名称", "填报年度", "年份", "个人会员数"]]
    rows += [[f"滨海市示例{number}学会", 2018, 2018, 1] for number in range(count)]
    path = write_rows(tmp_path / "汇总.csv", rows)
    began = time.monotonic()
    open_desk.check(path)
    assert time.monotonic() - began < 20  # a comparison with every name took a minute


UNREAD = {
    # what the form says → kind, cell and a word of the refusal
    "a year nobody can read": ({"填报年度": "本年度"}, ("period_unreadable", "B2", "本年度")),
    "a code as a number": (
        {"学会名称": None, "统一社会信用代码": 519900005000001024},
        ("code_became_number", "B9", "5.19900005E+17"),
    ),
    "a code as Excel shows it": (
        {"学会名称": None, "统一社会信用代码": "5.199E+17"},
        ("code_became_number", "B9", "5.199E+17"),
    ),
}


@pytest.mark.parametrize(("form", "expected"), UNREAD.values(), ids=UNREAD.keys())
def test_a_refusal_says_what_is_written_and_where(
    form: dict[str, Any], expected: tuple[str, str, str], open_desk: Desk, tmp_path: Path
) -> None:
    (one,) = open_desk.check(society.write(tmp_path / "一份.xlsx", form={"学会名称": A, **form})).files[0].submissions
    (fatal,) = [said for said in one.findings if said.severity == "fatal"]
    kind, cell, word = expected
    assert (fatal.kind, fatal.cell) == (kind, cell)
    assert word in fatal.message


def test_a_year_under_a_label_nearly_ours_is_told_as_that(open_desk: Desk, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["学会名称", A], ["填报年", 2018], ["理事人数", 57]]
    (one,) = open_desk.check(write_rows(tmp_path / "一份.xlsx", rows)).files[0].submissions
    assert [(said.kind, said.cell) for said in one.findings] == [("identity_label_unknown", "A2")]


def test_a_title_may_write_its_year_in_chinese_numerals(open_desk: Desk, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["二〇一八年度学会改革任务填报表"], ["学会名称", A], ["理事人数", 57]]
    (one,) = open_desk.check(write_rows(tmp_path / "一份.xlsx", rows)).files[0].submissions
    assert (one.society_id, one.period) == ("S1", 2018)


def test_what_only_a_form_below_another_societys_name_says_does_not_count(open_desk: Desk, tmp_path: Path) -> None:
    workbook = Workbook()
    for row in (["学会名称", A], ["填报年度", 2018], ["监事人数", 3], [], ["学会名称", OTHER], ["会员代表人数", 300]):
        workbook.active.append(row)
    workbook.save(tmp_path / "两家.xlsx")
    (one,) = open_desk.check(tmp_path / "两家.xlsx").files[0].submissions
    assert [(said.kind, said.cell) for said in one.findings if said.kind == "form_of_others"] == [
        ("form_of_others", "B5")
    ]
