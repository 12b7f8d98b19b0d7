"""The choice of optional tasks as a line (docs/workbook.md): 选做任务：11、12、15、18、20."""

from pathlib import Path
from typing import Any

import pytest

from etl.submission.understanding import Answer
from tests.etl.submission.reading import STANDARDS, TITLES, found, read, written

HEADINGS = ["序号", "任务名称", "工作标准", "完成情况"]
WITH_COLUMN = ["序号", "任务名称", "工作标准", "是否选做", "完成情况"]
OPTIONAL = range(11, 21)
ROWS: list[list[Any]] = [[number, TITLES[number], STANDARDS[f"T{number}-1"].text, "已完成"] for number in OPTIONAL]
ALL_BUT = {13, 14, 16, 17, 19}
LISTED = set(OPTIONAL) - ALL_BUT
UNREADABLE = "unreadable"


def _chosen(answers: list[Answer]) -> dict[int, bool | str | None]:
    """Task → what is known of its choice."""
    return {int(one.criterion_id[1:3]): UNREADABLE if one.is_chosen_unreadable else one.chosen for one in answers}


@pytest.mark.parametrize(
    "line",
    [
        "11、12、15、18、20",
        "11,12,15,18,20",
        "11 12 15 18 20",
        "任务11、任务12、任务15、任务18、任务20",
        "第11、12、15、18、20项（共5项）",
        "11-12；15；18；20",
        "十一、十二、十五、十八、二十",
        "、".join(TITLES[number] for number in sorted(LISTED)),
        "；".join(f"{number}.{TITLES[number]}" for number in sorted(LISTED)),
    ],
)
def test_the_listed_tasks_are_chosen_and_no_other(tmp_path: Path, line: str) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *ROWS], form={"选做任务": line}))
    assert _chosen(part.answers) == {number: number in LISTED for number in OPTIONAL}
    assert found(part) == []


PLACES: dict[str, tuple[list[list[Any]], list[list[Any]]]] = {
    "above the table, after a colon": ([["选做任务：11、12、15、18、20"], []], []),
    "above the table, beside the label": ([["选做任务序号", "11、12、15、18、20"]], []),
    "under the table, after a colon": ([], [["选做任务: 11、12、15、18、20"]]),
    "under the table, beside the label": ([], [[], ["选做任务", "11、12、15、18、20"]]),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_line_may_stand_beside_the_table(tmp_path: Path, place: str) -> None:
    above, below = PLACES[place]
    part = read(written(tmp_path / "one.xlsx", [*above, HEADINGS, *ROWS, *below]))
    assert _chosen(part.answers) == {number: number in LISTED for number in OPTIONAL}
    assert found(part) == []


def test_a_line_among_the_rows_ends_nothing(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["选做任务", "11、12、15、18、20"], *ROWS[2:]]
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *rows]))
    assert _chosen(part.answers) == {number: number in LISTED for number in OPTIONAL}


def test_a_heading_that_only_asks_is_no_choice(tmp_path: Path) -> None:
    rows = [["三", "选做任务（至少选5项）"], *ROWS, ["选做任务：至少选5项"]]
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *rows]))
    assert _chosen(part.answers) == dict.fromkeys(OPTIONAL)
    assert found(part) == []


@pytest.mark.parametrize("line", ["11、12、其他", "11、12、3", "11、12，待定", 11.12])
def test_what_cannot_be_read_in_the_line_may_be_any_of_the_others(tmp_path: Path, line: Any) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *ROWS], form={"选做任务": line}))
    assert _chosen(part.answers) == {number: True if number < 13 else UNREADABLE for number in OPTIONAL}
    assert found(part) == [("choice_line_unreadable", "B3")]


def test_none_is_a_choice(tmp_path: Path) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *ROWS], form={"选做任务": "无"}))
    assert _chosen(part.answers) == dict.fromkeys(OPTIONAL, False)


def test_line_and_column_that_differ_leave_the_task_open_with_a_finding(tmp_path: Path) -> None:
    said: dict[int, Any] = {11: "是", 12: "否", 13: "是", 14: "否", 15: "也许"}
    rows = [[*row[:3], said.get(row[0]), row[3]] for row in ROWS]
    part = read(written(tmp_path / "one.xlsx", [WITH_COLUMN, *rows], form={"选做任务": "11、12、15、16"}))
    assert _chosen(part.answers) == {
        11: True,
        12: UNREADABLE,
        13: UNREADABLE,
        14: False,
        15: UNREADABLE,
        16: True,
        **dict.fromkeys(range(17, 21), False),
    }
    assert found(part, "choice_contradiction") == [("choice_contradiction", "B3")] * 2
    assert found(part, "yes_no_unreadable") == [("yes_no_unreadable", "D6")]


def test_lines_that_disagree_leave_every_task_open_but_those_of_all_lines(tmp_path: Path) -> None:
    rows = [HEADINGS, *ROWS, ["选做任务：11、12、16"]]
    part = read(written(tmp_path / "one.xlsx", rows, form={"选做任务": "11、12、15"}))
    assert _chosen(part.answers) == {**dict.fromkeys(OPTIONAL, UNREADABLE), 11: True, 12: True}
    assert found(part) == [("choice_line_unreadable", "B3")]


def test_a_listed_task_without_rows_is_chosen_and_unanswered(tmp_path: Path) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *ROWS[:4]], form={"选做任务": "11、12、13、14、19"}))
    of_task = [one for one in part.answers if one.criterion_id.startswith("T19")]
    assert [(one.declared, one.chosen, one.sheet, one.chosen_cell) for one in of_task] == [
        (None, True, "封面", "B3")
    ] * 2


def test_a_column_whose_heading_is_nearly_是否选做_leaves_the_choice_open(tmp_path: Path) -> None:
    heads = ["本年是否选做" if heading == "是否选做" else heading for heading in WITH_COLUMN]
    rows = [[*row[:3], None if row[0] in ALL_BUT else "是", row[3]] for row in ROWS]
    part = read(written(tmp_path / "one.xlsx", [heads, *rows]))
    assert _chosen(part.answers) == {number: UNREADABLE if number in LISTED else None for number in OPTIONAL}
    assert found(part, "column_missing") == [("column_missing", "D1"), ("column_missing", "A1")]


def test_a_number_under_a_heading_near_数量_is_given_and_not_understood(tmp_path: Path) -> None:
    rows = [[*row, {12: 2, 17: "2次", 18: "次"}.get(row[0])] for row in ROWS]
    part = read(written(tmp_path / "one.xlsx", [[*HEADINGS, "数量或次数"], *rows]))
    assert [int(one.criterion_id[1:3]) for one in part.answers if one.is_quantity_unreadable] == [12, 17]


def test_the_line_may_stand_below_its_label_in_a_form_of_labels_above_values(tmp_path: Path) -> None:
    form = [["填报日期", "届次", "选做任务", "成立时间"], ["2019.1", "第八届", "11、12、15、18、20", "1985.06"]]
    part = read(written(tmp_path / "one.xlsx", [*form, [], HEADINGS, *ROWS]))
    assert _chosen(part.answers) == {number: number in LISTED for number in OPTIONAL}


def test_a_list_of_tasks_with_the_choice_alone_states_it(tmp_path: Path) -> None:
    asked = [["序号", "任务名称", "是否选做"]] + [
        [place, TITLES[number], "√" if number in LISTED else "否"] for place, number in enumerate(OPTIONAL, 1)
    ]
    part = read(written(tmp_path / "one.xlsx", [*asked, [], HEADINGS, *ROWS]))
    assert _chosen(part.answers) == {number: number in LISTED for number in OPTIONAL}
    assert {one.declared for one in part.answers if one.criterion_id.endswith("-1")} == {"done"}


def test_a_list_that_asks_for_more_than_the_choice_is_no_table_of_answers(tmp_path: Path) -> None:
    asked: list[list[Any]] = [
        ["序号", "任务名称", "是否选做", "办理结果"],
        *([11, TITLES[11], "是", "好"] for _ in range(3)),
    ]
    part = read(written(tmp_path / "one.xlsx", [*asked, [], HEADINGS, *ROWS]))
    assert _chosen(part.answers) == dict.fromkeys(OPTIONAL)
