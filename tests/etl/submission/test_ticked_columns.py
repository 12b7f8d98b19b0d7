"""Ticks in columns (docs/workbook.md): a tick never means anything but the heading right above it."""

from pathlib import Path
from typing import Any

import pytest

from etl.submission import understand
from tests.etl.submission.reading import KNOWLEDGE, STANDARDS, TITLES, found, read, written

LEFT = ["序号", "任务名称", "工作标准"]
THREE = ["未完成", "已完成", "部分完成"]  # in any order
FIRST_TASK: list[list[Any]] = [[1, TITLES[1], STANDARDS[f"T01-{number}"].text] for number in range(1, 5)]
BLANK: list[Any] = [None, None, None]
TICKS: list[list[Any]] = [["√", None, None], [None, "✔", None], [None, None, "☑（见附件）"], BLANK]
ROWS = [[*left, *ticks, 1] for left, ticks in zip(FIRST_TASK, TICKS, strict=True)]
MERGED = ["A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2"]
HEADS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "without the common heading": ([[*LEFT, *THREE, "数量"]], []),
    "below a title": ([["2018年任务完成情况"], [*LEFT, *THREE, "数量"]], ["A1:G1"]),
    "under the common heading, merged": ([[*LEFT, "完成情况", None, None, "数量"], [*BLANK, *THREE]], MERGED),
    "under the common heading, not merged": ([[*LEFT, "完成情况", None, None, "数量"], [*BLANK, *THREE]], []),
    "the common heading in the middle": ([[*LEFT, None, "落实情况", None, "数量"], [*BLANK, *THREE]], []),
    "the common heading alone in its row": ([[*BLANK, "自评", None, None], [*LEFT, *THREE, "数量"]], ["D1:F1"]),
}


@pytest.mark.parametrize("head", HEADS)
def test_a_tick_is_the_heading_right_above_it(tmp_path: Path, head: str) -> None:
    heads, merges = HEADS[head]
    part = read(written(tmp_path / "one.xlsx", [*heads, *ROWS], merges))
    first = len(heads) + 1
    assert [(one.criterion_id, one.declared, one.is_declared_unreadable, one.cell) for one in part.answers] == [
        ("T01-1", "not_done", False, f"D{first}"),
        ("T01-2", "done", False, f"E{first + 1}"),
        ("T01-3", "partial", False, f"F{first + 2}"),
        ("T01-4", None, False, f"D{first + 3}"),
    ]
    assert found(part) == []


@pytest.mark.parametrize(
    "cells",
    [
        ["√", "√", None],
        [None, 1, None],
        [None, "已完成", None],
        ["×", "√", None],
        ["×", None, None],
        [None, "√2次", None],
        [None, "√（部分）", None],
    ],
)
def test_anything_but_one_tick_is_unreadable_with_a_finding(tmp_path: Path, cells: list[Any]) -> None:
    part = read(written(tmp_path / "one.xlsx", [[*LEFT, *THREE], [*FIRST_TASK[0], *cells]]))
    ((declared, is_unreadable),) = [(one.declared, one.is_declared_unreadable) for one in part.answers]
    assert (declared, is_unreadable) == (None, True)
    assert [kind for kind, _ in found(part)] == ["status_unreadable"]


def test_an_empty_box_is_no_tick(tmp_path: Path) -> None:
    part = read(written(tmp_path / "one.xlsx", [[*LEFT, *THREE], [*FIRST_TASK[0], "□", "☑", "□"]]))
    assert [one.declared for one in part.answers] == ["done"]
    assert found(part) == []


def test_a_tick_merged_down_answers_for_each_of_its_rows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*LEFT, *THREE],
        *([*left, None, "√" if not place else None, None] for place, left in enumerate(FIRST_TASK)),
    ]
    part = read(written(tmp_path / "one.xlsx", rows, ["E2:E5"]))
    assert [(one.declared, one.cell) for one in part.answers] == [("done", "E2")] * 4


def test_two_questions_side_by_side(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*LEFT, "是", "否", "已完成", "未完成", "数量"],
        [11, TITLES[11], STANDARDS["T11-1"].text, "√", None, "√", None, None],
        [12, TITLES[12], STANDARDS["T12-1"].text, None, "√", None, None, None],
        [13, TITLES[13], STANDARDS["T13-1"].text, "√", "√", None, "√", None],
    ]
    part = read(written(tmp_path / "one.xlsx", rows))
    assert [(one.chosen, one.is_chosen_unreadable, one.declared) for one in part.answers] == [
        (True, False, "done"),
        (False, False, None),
        (None, True, "not_done"),
    ]
    assert found(part, "yes_no_unreadable") == [("yes_no_unreadable", "D4")]


def test_headings_that_are_not_ours_are_no_answers(tmp_path: Path) -> None:
    """What is ticked under last year's heading is no answer of this year."""
    heads = [[*LEFT, "上年完成情况", None, None, "完成情况"], [*BLANK, *THREE, None]]
    rows: list[list[Any]] = [[*left, *ticks, "未完成"] for left, ticks in zip(FIRST_TASK, TICKS, strict=True)]
    part = read(written(tmp_path / "one.xlsx", [*heads, *rows], MERGED))
    assert [one.declared for one in part.answers] == ["not_done"] * 4


def test_values_in_a_row_of_data_are_no_headings(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [*LEFT, "是否选做", "完成情况"],
        [None, TITLES[11], STANDARDS["T11-1"].text, "否", "已完成"],
        [None, TITLES[11], STANDARDS["T11-2"].text, "否", "已完成"],
    ]
    part = read(written(tmp_path / "one.xlsx", rows))
    assert [(one.chosen, one.declared) for one in part.answers] == [(False, "done")] * 2


def test_a_roster_and_the_form_as_a_table(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["序号", "姓名", "性别", "出生年月", "会内职务", "是否基层一线", None],
        [None, None, None, None, None, "是", "否"],
        [1, "示例001", "男", "1970.01", "理事长", "√", None],
        [2, "示例002", "男", "1970.01", "理事", None, "√"],
        [3, "示例003", "男", "1970.01", "理事", "√", "√"],
        [],
        ["会员代表人数", "本年度是否换届", None, "理事人数"],
        [None, "是", "否", None],
        [30, None, "√", 9],
    ]
    part = read(written(tmp_path / "one.xlsx", rows))
    assert [(one.is_frontline, one.frontline_cell) for one in part.council] == [
        (True, "F3"),
        (False, "G4"),
        (None, "F5"),
    ]
    assert [(one.field, one.value, one.cell) for one in part.form] == [
        ("delegates", 30, "A9"),
        ("councillors_declared", 9, "D9"),
        ("is_renewal", 0, "C9"),
    ]


@pytest.mark.parametrize("merges", [["D1:G1", "D2:E2", "F2:G2"], []])
def test_ticks_under_three_rows_of_headings_answer_nothing_by_the_uppermost(tmp_path: Path, merges: list[str]) -> None:
    heads = [
        [*LEFT, "自评", None, None, None],
        [*BLANK, "是否选做", None, "完成情况", None],
        [*BLANK, "是", "否", "已完成", "未完成"],
    ]
    path = written(tmp_path / "one.xlsx", [*heads, [*FIRST_TASK[0], "√", None, None, "√"]], merges)
    assert [answer.declared for part in understand(path, KNOWLEDGE).parts for answer in part.answers] in (
        [],
        ["not_done"],
    )


def test_a_heading_across_two_columns_of_which_one_is_used_is_that_column(tmp_path: Path) -> None:
    rows = [[*LEFT, "完成情况", None, "数量"], [*FIRST_TASK[0], "已完成", None, 1], [*FIRST_TASK[1], "√", None, 1]]
    part = read(written(tmp_path / "one.xlsx", rows, ["D1:E1", "D2:E2"]))
    assert [one.declared for one in part.answers] == ["done", "done"]


def test_a_table_with_three_rows_of_headings_over_its_ticks_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["序号", "任务名称", "工作标准", "自评", None, None],
        [None, None, None, "完成与否", None, None],
        [None, None, None, "已完成", "部分完成", "未完成"],
        [1, TITLES[1], STANDARDS["T01-1"].text, "√", None, None],
    ]
    (unread,) = understand(written(tmp_path / "one.xlsx", rows, ["D1:F1", "D2:F2"]), KNOWLEDGE).findings
    assert (unread.kind, unread.cell, "任务完成情况" in unread.message) == ("table_unread", "A1", True)


def test_of_several_posts_that_are_ticked_the_highest_counts_and_other_marks_are_no_post(tmp_path: Path) -> None:
    heads: list[list[Any]] = [
        ["序号", "姓名", "性别", "会内职务", None, None],
        [*BLANK, "副理事长", "秘书长", "理事"],
    ]
    rows: list[list[Any]] = [
        [1, "示例甲", "男", None, "√", "√"],
        [2, "示例乙", "女", "√", "√", None],
        [3, "示例丙", "女", "√", "待定", None],
        [4, "示例丁", "男", None, None, "√"],
    ]
    part = read(written(tmp_path / "one.xlsx", [*heads, *rows], ["A1:A2", "B1:B2", "C1:C2", "D1:F1"]))
    assert [one.post for one in part.council] == ["secretary", "vice_chair", "unreadable", "member"]
    (told,) = [one for one in part.findings if one.kind == "post_unreadable"]
    assert told.cell == "D5"
