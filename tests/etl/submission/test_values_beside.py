"""Values of the form that stand elsewhere than right of their label, and labels that are somebody else's."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission import files
from tests.etl.submission.files import WHO, form, told

Rows = list[list[Any]]
READ: dict[str, Rows] = {
    "behind a blank": [["会员代表人数 120"], ["专职工作人员数\n3人"], ["是否设常务理事会 是"]],
    "in brackets": [["会员代表人数（120人）"], ["专职工作人员数(3)"], ["是否设常务理事会", "是"]],
    "behind a column left out": [
        ["会员代表人数", None, 120],
        ["专职工作人员数", None, 3],
        ["是否设常务理事会", None, "是"],
    ],
}
FORM = {"delegates": 120, "staff_fulltime": 3, "has_standing_declared": 1}


@pytest.mark.parametrize("rows", READ.values(), ids=READ.keys())
def test_values_elsewhere_are_read(rows: Rows, tmp_path: Path) -> None:
    part = files.part(tmp_path, {"封面": WHO, "基本情况": rows})
    assert (form(part), told(part)) == (FORM, [])


OPEN: dict[str, Rows] = {
    "a year in brackets": [["会员代表人数（2018）"]],
    "a hint in brackets": [["会员代表人数（100人以上）"]],
    "what the template shows of last year": [
        ["项目", "填报内容", "登记或上期填报"],
        ["会员代表人数", None, 120],
        ["监事人数", None, 3],
    ],
    "a column that one value stands in": [["会员代表人数", None, 120], ["届次", None, "第八届"]],
}


@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN.keys())
def test_what_is_no_value_is_not_read(rows: Rows, tmp_path: Path) -> None:
    assert form(files.part(tmp_path, {"封面": WHO, "基本情况": rows})).get("delegates") is None


@pytest.mark.parametrize(
    ("heading", "is_ours"),
    [
        ("挂靠单位情况", False),
        ("二、换届方案（拟）", False),
        ("换届情况", True),
        ("挂靠单位：示例大学", True),
        ("示例专业委员会", True),
    ],
)
def test_labels_below_a_heading_of_somebody_else_are_not_ours(heading: str, is_ours: bool, tmp_path: Path) -> None:
    rows: Rows = [*WHO, [heading], ["会员代表人数", 120], ["专职工作人员数", 3]]
    part = files.part(tmp_path, {"基本情况": rows})
    assert form(part)["delegates"] == (120 if is_ours else None)


def test_texts_of_other_fields_are_no_headings(tmp_path: Path) -> None:
    rows: Rows = [["项目", "填报内容", "登记或上期填报"], ["届次", "第八届", "第七届"], ["会员代表人数", 120, 110]]
    part = files.part(tmp_path, {"封面": WHO, "基本情况": rows})
    assert (form(part)["delegates"], told(part)) == (120, [])


def test_the_sum_of_the_staff_alone_is_told(tmp_path: Path) -> None:
    rows: Rows = [*WHO, ["会员代表人数", 120], ["工作人员总数", 5], ["换届前工作人员数", 4]]
    assert told(files.part(tmp_path, {"基本情况": rows})) == [("rows_not_read", "基本情况", "A4")]


def test_a_number_that_the_statute_gives_is_none_of_the_society(tmp_path: Path) -> None:
    part = files.part(tmp_path, {"基本情况": [*WHO, ["会员代表人数（章程规定）", 500]]})
    assert [(one.field, one.value, one.is_unreadable) for one in part.form] == [("delegates", None, True)]
