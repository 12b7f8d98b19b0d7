"""What a society says of each work standard, as its table of answers has it (docs/workbook.md)."""

from pathlib import Path
from typing import Any

import pytest

from etl.submission.understanding import Answer
from tests.etl import society
from tests.etl.submission.reading import STANDARDS, TITLES, found, read, written

HEADINGS = ["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"]


def answers_of(path: Path) -> dict[str, Answer]:
    return {answer.criterion_id: answer for answer in read(path).answers}


def _row(criterion_id: str, *said: Any) -> list[Any]:
    number = int(criterion_id[1:3])
    return [number, TITLES[number], STANDARDS[criterion_id].text, *said]


def test_a_choice_that_nobody_understands_is_no_blank(tmp_path: Path) -> None:
    path = society.write(tmp_path / "one.xlsx", chosen={11: "也许", 12: "否", 13: None, 14: "是"})
    read = answers_of(path)
    assert [(read[f"T{task}-1"].chosen, read[f"T{task}-1"].is_chosen_unreadable) for task in range(11, 15)] == [
        (None, True),
        (False, False),
        (None, False),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("first", "second", "declared", "quantity"),
    [
        (["已完成", 2], ["已完成", 2], ("done", False), (2, False)),
        (["已完成", None], [None, 2], ("done", False), (2, False)),
        ([None, None], ["未完成", 3], ("not_done", False), (3, False)),
        (["已完成", 2], ["未完成", 2], (None, True), (2, False)),
        (["已完成", 2], ["已完成", 3], ("done", False), (None, True)),
        (["已完成", None], ["大概", None], (None, True), (None, False)),
    ],
)
def test_a_standard_answered_twice(
    tmp_path: Path, first: list[Any], second: list[Any], declared: tuple[Any, bool], quantity: tuple[Any, bool]
) -> None:
    rows = [HEADINGS, _row("T06-1", None, *first), _row("T06-1", None, *second)]
    part = read(written(tmp_path / "one.xlsx", rows))
    (answer,) = part.answers
    assert (answer.declared, answer.is_declared_unreadable) == declared
    assert (answer.quantity, answer.is_quantity_unreadable) == quantity
    is_conflict = (declared[0] is None and declared[1]) or (quantity[0] is None and quantity[1])
    assert found(part, "answer_conflict") == ([("answer_conflict", "E3")] if is_conflict else [])


@pytest.mark.parametrize(
    ("said", "is_told"),
    [
        (["是", "不适用"], True),
        ([None, "不适用"], False),
        (["否", "不适用"], False),
        (["也许", "不适用"], True),
    ],
)
def test_不适用_is_told_of_where_the_task_may_be_chosen(tmp_path: Path, said: list[Any], is_told: bool) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, _row("T11-1", *said)]))
    assert found(part, "not_applicable_refused") == ([("not_applicable_refused", "E2")] if is_told else [])


def test_不适用_beside_an_answer_is_told_of_and_so_it_is_in_a_task_that_a_line_lists(tmp_path: Path) -> None:
    rows = [HEADINGS, _row("T11-1", None, "不适用"), _row("T11-2", None, "已完成"), _row("T12-1", None, "不适用")]
    assert found(read(written(tmp_path / "one.xlsx", rows)), "not_applicable_refused") == [
        ("not_applicable_refused", "E2")
    ]
    listed = read(written(tmp_path / "two.xlsx", rows, form={"选做任务": "12"}))
    assert found(listed, "not_applicable_refused") == [("not_applicable_refused", "E4")]


def test_基本完成_is_partly_done_with_a_warning(tmp_path: Path) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, _row("T01-1", None, "基本完成（80%）")]))
    assert [one.declared for one in part.answers] == ["partial"]
    assert found(part) == [("mostly_done", "E2")]


def test_of_two_columns_the_templates_own_heading_is_read(tmp_path: Path) -> None:
    heads = [*HEADINGS[:4], "自评结果", *HEADINGS[4:]]
    part = read(written(tmp_path / "one.xlsx", [heads, _row("T01-1", None, "优秀", "已完成", None)]))
    assert ([one.declared for one in part.answers], found(part)) == (["done"], [])
