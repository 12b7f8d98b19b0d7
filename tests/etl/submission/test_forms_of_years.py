"""A second form (基本情况) of another year is set aside and sends nothing back; equal claims are a conflict."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.files import NAME, form, part, read

THIS_YEAR = {"会员代表人数": 120, "理事人数": 30, "监事人数": 3, "专职工作人员数": 2}
LAST_YEAR = {"会员代表人数": 99, "理事人数": 22, "监事人数": 1, "专职工作人员数": 1}
READ = {"delegates": 120, "councillors_declared": 30, "supervisors": 3, "staff_fulltime": 2}


def of(year: int | None, values: dict[str, Any]) -> list[list[Any]]:
    """A form, with 填报年度 where there is a year."""
    period = [] if year is None else [["填报年度", year]]
    return [["学会名称", NAME], *period, *map(list, values.items())]


@pytest.mark.parametrize(
    "sheets",
    [
        {"基本情况": of(2018, THIS_YEAR), "2017": of(2017, LAST_YEAR)},
        {"2017": of(2017, LAST_YEAR), "基本情况": of(2018, THIS_YEAR)},
        {"2017": of(None, LAST_YEAR), "基本情况": of(2018, THIS_YEAR)},
        {
            "去年的": [["2017年度基本情况"], *of(None, LAST_YEAR)],
            "今年的": [["2018年度基本情况"], *of(None, THIS_YEAR)],
        },
        {"封面": of(2018, {}), "旧": of(2017, LAST_YEAR), "新": of(None, THIS_YEAR)},
    ],
    ids=["stated", "first", "named", "titled", "cover"],
)
def test_a_form_of_last_year_is_set_aside(sheets: dict[str, list[list[Any]]], tmp_path: Path) -> None:
    file = read(tmp_path, sheets)
    (one,) = file.parts
    assert [year for year, _ in one.identity.years] == [2018]
    assert form(one) == READ
    assert [said.kind for said in one.findings] == ["table_set_aside"]
    (old,) = [account for account in file.accounts if account.sheet in ("2017", "去年的", "旧")]
    assert old.set_aside == old.filled


def test_the_tables_on_its_sheet_go_with_it(tmp_path: Path) -> None:
    members: list[list[Any]] = [["年份", "个人会员数"], [2016, 9], [2017, 9]]
    one = part(tmp_path, {"基本情况": of(2018, THIS_YEAR), "旧表": [*of(2017, LAST_YEAR), [], *members]})
    assert one.members == []


def test_the_form_of_the_year_that_the_tables_are_of_counts(tmp_path: Path) -> None:
    members: list[list[Any]] = [["2018年度会员情况"], ["年份", "个人会员数"], [2016, 300], [2017, 320], [2018, 350]]
    tasks: list[list[Any]] = [["2018年任务"], ["任务名称", "工作标准", "完成情况"], ["党的建设", "有党组织", "已完成"]]
    sheets = {"甲": of(2018, THIS_YEAR), "乙": of(2019, LAST_YEAR), "会员情况": members, "任务": tasks}
    one = part(tmp_path, sheets)
    assert [year for year, _ in one.identity.years] == [2018]
    assert form(one) == READ


def test_the_title_of_one_table_alone_says_nothing_of_the_form(tmp_path: Path) -> None:
    members: list[list[Any]] = [["2017年会员情况"], ["年份", "个人会员数"], [2016, 300], [2017, 320]]
    one = part(tmp_path, {"甲": of(2018, THIS_YEAR), "乙": of(2017, LAST_YEAR), "会员": members})
    assert [year for year, _ in one.identity.years] == [2018]
    assert form(one) == READ


def test_a_form_of_next_year_that_nobody_filled_in_does_not_count(tmp_path: Path) -> None:
    one = part(tmp_path, {"甲": of(2018, THIS_YEAR), "乙": of(2019, dict.fromkeys(LAST_YEAR))})
    assert [year for year, _ in one.identity.years] == [2018]


@pytest.mark.parametrize(
    "sheets",
    [
        {"基本情况": [*of(2018, THIS_YEAR), ["报告期", 2017]]},
        {"封面": of(2017, {}), "基本情况": of(2018, THIS_YEAR)},
    ],
    ids=["one form", "cover"],
)
def test_two_years_of_equal_claim_are_a_conflict(sheets: dict[str, list[list[Any]]], tmp_path: Path) -> None:
    assert len(part(tmp_path, sheets).identity.years) == 2


FIGURES: list[list[Any]] = [
    ["会员代表人数", 60, 80],
    ["理事人数", 20, 24],
    ["监事人数", 3, 3],
    ["是否设常务理事会", "否", "是"],
]


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        (["第七届", "第八届"], None),
        (["上届", "改选情况"], None),
        ([], None),
        (["上届", "新一届"], 2),
        (["登记数", "填报内容"], 2),
        (["数量", "增减"], 1),
    ],
)
def test_of_two_columns_of_figures_the_headings_say_which_counts(
    heads: list[str], column: int | None, tmp_path: Path
) -> None:
    one = part(tmp_path, {"基本情况": [*of(2018, {}), *([["项目", *heads]] if heads else []), *FIGURES]})
    judged = {value.field: value for value in one.form}
    fields = ("delegates", "councillors_declared", "supervisors")
    assert [judged[field].value for field in fields] == [
        row[column] if column else 3 if row[1] == row[2] else None for row in FIGURES[:3]
    ]
    assert [judged[field].is_unreadable for field in fields] == [column is None, column is None, False]
    told = {said.cell for said in one.findings if said.kind == "label_contradicted"}
    first = 4 if heads else 3
    contradicted = {f"C{first}", f"C{first + 1}"} | ({f"C{first + 3}"} if heads else set())
    assert told == (set() if column else contradicted)


@pytest.mark.parametrize("first", [["届次", "第七届", "第八届"], ["监事人数", 3, 3]], ids=["terms", "alone"])
def test_two_rows_of_values_below_a_row_of_labels_leave_open_which_counts(first: list[Any], tmp_path: Path) -> None:
    columns = [first, *FIGURES[:2]]
    one = part(tmp_path, {"封面": of(2018, {}), "基本情况": [list(row) for row in zip(*columns, strict=True)]})
    judged = {value.field: (value.value, value.is_unreadable) for value in one.form}
    assert [judged[field] for field in ("delegates", "councillors_declared")] == [(None, True)] * 2
    assert [said.cell for said in one.findings if said.kind == "label_contradicted"] == ["B3", "C3"]
