"""Which work standard a row answers: words outweigh numbers (docs/workbook.md, What people really send back)."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.knowledge import rubric as rubrics
from tests.etl.submission.reading import STANDARDS, TITLES, found, read, written

Rows = list[list[Any]]

HEADINGS = ["序号", "任务名称", "工作标准", "完成情况", "数量"]
TASKS = rubrics.read_all()[0].tasks
STATUS = ["已完成", "部分完成", "未完成"]
MEANINGS = {"已完成": "done", "部分完成": "partial", "未完成": "not_done"}


def _told_apart(criterion_id: str) -> str:
    """A status that differs from those of the neighbours."""
    return STATUS[list(STANDARDS).index(criterion_id) % 3]


ALL = {name: MEANINGS[_told_apart(name)] for name in STANDARDS}


def _without_ordinal(standard: str) -> str:
    return re.sub(r"^[0-9]\.", "", standard)


def _declared(tmp_path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> dict[str, str | None]:
    return {one.criterion_id: one.declared for one in read(written(tmp_path / "one.xlsx", rows, merges)).answers}


@pytest.mark.parametrize("has_ordinals", [True, False], ids=["ordinals", "no ordinals"])
@pytest.mark.parametrize("numbering", ["1 to 56", "1, 2, 3 in a task", "none"])
def test_rows_counted_otherwise_are_placed_by_their_words(tmp_path: Path, numbering: str, has_ordinals: bool) -> None:
    """The title stands in the first row of a task only, and nothing is merged."""
    rows: Rows = [HEADINGS]
    for task in TASKS:
        for place, one in enumerate(task.standards):
            text = one.text if has_ordinals else _without_ordinal(one.text)
            number = {"1 to 56": len(rows), "1, 2, 3 in a task": place + 1, "none": None}[numbering]
            rows.append([number, None if place else task.title, text, _told_apart(one.criterion_id)])
    assert _declared(tmp_path, rows) == ALL


def test_wordings_alone_are_enough(tmp_path: Path) -> None:
    rows: Rows = [[None, None, one.text, _told_apart(name)] for name, one in STANDARDS.items()]
    assert _declared(tmp_path, [HEADINGS, *reversed(rows[:20]), *rows[20:]]) == ALL


def test_the_number_of_another_task_is_outweighed_by_wording_and_title(tmp_path: Path) -> None:
    rows: Rows = [
        [3, None, STANDARDS["T02-1"].text, "已完成"],
        [5, TITLES[4], STANDARDS["T04-2"].text, "未完成"],
    ]
    assert _declared(tmp_path, [HEADINGS, *rows]) == {"T02-1": "done", "T04-2": "not_done"}


@pytest.mark.parametrize(
    "row",
    [
        pytest.param([3, "举办学术年会", "按期举办", "已完成"], id="neither title nor wording are ours"),
        pytest.param([None, TITLES[3], STANDARDS["T05-1"].text, "已完成"], id="title and wording differ"),
        pytest.param([3, "举办学术年会", None, "已完成"], id="a number beside a foreign title"),
        pytest.param([3, None, "举办学术年会", "已完成"], id="a number beside a foreign wording"),
    ],
)
def test_a_row_that_is_none_of_ours_is_a_finding(tmp_path: Path, row: list[Any]) -> None:
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, [1, TITLES[1], STANDARDS["T01-1"].text, "已完成"], row]))
    assert [one.criterion_id for one in part.answers] == ["T01-1"]
    assert found(part) == [("row_unrecognised", "D3")]


def test_a_short_wording_with_the_ordinal_of_this_task_is_not_moved_to_another(tmp_path: Path) -> None:
    """有管理制度 is T04-2 word for word; as `4.` below the standards of task 6 it may be T06-4 shortened."""
    rows: Rows = [
        [6 if place == 1 else None, TITLES[6] if place == 1 else None, STANDARDS[f"T06-{place}"].text, "已完成"]
        for place in range(1, 4)
    ]
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *rows, [None, None, "4.有管理制度；", "未完成"]]))
    assert [one.criterion_id for one in part.answers] == ["T06-1", "T06-2", "T06-3"]
    assert found(part) == [("row_unrecognised", "D5")]


@pytest.mark.parametrize("title", ["3.设立监事（会）", "任务三：设立监事（会）工作", "T03 设立监事会"])
def test_a_title_with_more_around_it_is_known(tmp_path: Path, title: str) -> None:
    assert _declared(tmp_path, [HEADINGS, [None, title, "2.工作职责明确", "已完成"]]) == {"T03-2": "done"}


def test_a_title_in_short_is_known_beside_its_number(tmp_path: Path) -> None:
    rows: Rows = [[1, "党建双覆盖", None, "已完成"], [2, "会议制度", None, "未完成"]]
    declared = _declared(tmp_path, [HEADINGS, *rows])
    assert declared == {name: "done" if name < "T02" else "not_done" for name in STANDARDS if name < "T03"}


def test_a_table_of_other_titles_is_set_aside(tmp_path: Path) -> None:
    plan: Rows = [
        ["重点工作计划"],
        HEADINGS,
        [1, "召开学术年会", None, "已完成"],
        [2, "举办科普讲座", None, "未完成"],
    ]
    part = read(
        written(tmp_path / "one.xlsx", [*plan, [], HEADINGS, [1, TITLES[1], STANDARDS["T01-1"].text, "已完成"]])
    )
    assert [(one.criterion_id, one.declared) for one in part.answers] == [("T01-1", "done")]
    assert found(part) == [("table_set_aside", "A2")]


@pytest.mark.parametrize("parting", [" ", "\u3000", "\n", "；", "", "/", "，"])
@pytest.mark.parametrize("ordinal", ["{}.", "{}、", "（{}）", "{} "])
def test_the_standards_of_a_task_in_one_cell(tmp_path: Path, parting: str, ordinal: str) -> None:
    rows: Rows = [HEADINGS]
    for task in TASKS:
        texts = [
            (ordinal.format(place) if len(task.standards) > 1 else "") + _without_ordinal(one.text)
            for place, one in enumerate(task.standards, 1)
        ]
        rows.append([task.number, task.title, parting.join(texts), _told_apart(f"{task.task_id}-1"), None])
    part = read(written(tmp_path / "one.xlsx", rows))
    assert {one.criterion_id: one.declared for one in part.answers} == {name: ALL[f"{name[:3]}-1"] for name in ALL}
    shared = [f"D{task.number + 1}" for task in TASKS if len(task.standards) > 1]
    assert sorted(found(part)) == sorted(("answer_shared", cell) for cell in shared)


def test_one_quantity_for_several_counted_standards_is_blank_with_a_finding(tmp_path: Path) -> None:
    one_cell = "\u3000".join(one.text for one in TASKS[12].standards)
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, [13, TITLES[13], one_cell, "已完成", 3]]))
    counted = [(one.criterion_id, one.quantity, one.is_quantity_unreadable) for one in part.answers]
    assert counted == [(f"T13-{place}", None, place in (4, 6)) for place in range(1, 7)]
    assert found(part, "quantity_shared") == [("quantity_shared", "E2")]


def test_a_standard_in_other_words_is_placed_by_its_ordinal_with_a_warning(tmp_path: Path) -> None:
    rows: Rows = [[1, TITLES[1], "2.党组织职责明确", "未完成"], [1, TITLES[1], "党组织按期换届", "已完成"]]
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, *rows]))
    assert {one.criterion_id: one.declared for one in part.answers} == {"T01-1": "done", "T01-2": "not_done"}
    assert found(part) == [("standard_reworded", "C2"), ("standard_reworded", "C3")]


def test_a_list_within_one_standard_does_not_make_it_several(tmp_path: Path) -> None:
    text = "2.学会党组织有职责：（1）台账；（2）档案（3）记录"
    part = read(written(tmp_path / "one.xlsx", [HEADINGS, [1, TITLES[1], text, "已完成"]]))
    assert [one.criterion_id for one in part.answers] == ["T01-2"]


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_cell_of_several_standards_beside_as_many_answers(tmp_path: Path, is_merged: bool) -> None:
    one_cell = "\n".join(one.text for one in TASKS[1].standards)
    rows: Rows = [
        HEADINGS,
        [2, TITLES[2], one_cell, "已完成"],
        [None, None, None, "未完成"],
        [None, None, None, "部分完成"],
    ]
    merges = ["A2:A4", "B2:B4", "C2:C4"] if is_merged else []
    assert _declared(tmp_path, rows, merges) == {"T02-1": "done", "T02-2": "not_done", "T02-3": "partial"}


def test_one_standard_worded_as_another_tasks_does_not_make_the_numbers_those_of_rows(tmp_path: Path) -> None:
    """Beside the number 7 stands what task 6 says fourth; the standards of task 1 are worded anew."""
    other = STANDARDS["T06-4"].text
    words: Rows = [[1, "党组织按期随理事会换届", "已完成"], [2, STANDARDS["T02-1"].text, "未完成"]]
    rows = [
        ["序号", "工作标准", "完成情况"],
        *words,
        [3, STANDARDS["T03-1"].text, "未完成"],
        [7, f"1.{other}", "已完成"],
    ]
    part = read(written(tmp_path / "one.xlsx", rows))
    assert {one.criterion_id: one.declared for one in part.answers} == {
        "T01-1": "done",
        "T02-1": "not_done",
        "T03-1": "not_done",
    }
    assert found(part, "row_unrecognised") == [("row_unrecognised", "C5")]


def test_a_standard_among_other_words_beside_a_number_alone_is_that_standard(tmp_path: Path) -> None:
    second = _without_ordinal(STANDARDS["T03-2"].text).strip("；。")
    rows: Rows = [
        ["序号", "工作标准", "完成情况"],
        [3, STANDARDS["T03-1"].text, "未完成"],
        [3, f"(2)已{second}，情况良好", "已完成"],
    ]
    part = read(written(tmp_path / "one.xlsx", rows))
    assert {one.criterion_id: one.declared for one in part.answers} == {"T03-1": "not_done", "T03-2": "done"}
    assert found(part) == [("standard_reworded", "B3")]


def test_a_title_alone_above_its_standards_takes_none_of_their_words(tmp_path: Path) -> None:
    """Tasks 8 and 9 have the same standard (annex)."""
    rows = [line for number in (8, 9) for line in _titled_above(number)]
    part = read(written(tmp_path / "one.xlsx", [["序号", "任务名称", "工作标准", "完成情况"], *rows]))
    assert {one.criterion_id: one.declared for one in part.answers} == {"T08-1": "done", "T09-1": "partial"}


@pytest.mark.parametrize("title", ["任务{0}：{1}", "{0}.{1}", "任务{0}", "{1}"])
def test_a_small_table_for_each_task_is_of_the_task_named_above_it(tmp_path: Path, title: str) -> None:
    """Tasks 8 and 9 have the same standard (annex); the ordinals of each begin with 1."""
    rows: Rows = []
    for number, answer in {8: "已完成", 9: "部分完成", 2: "未完成"}.items():
        standard = STANDARDS[f"T{number:02d}-1"].text
        rows += [[title.format(number, TITLES[number])], ["序号", "工作标准", "完成情况"], [1, standard, answer], []]
    part = read(written(tmp_path / "one.xlsx", rows))
    declared = {one.criterion_id: one.declared for one in part.answers}
    assert declared == {"T02-1": "not_done", "T08-1": "done", "T09-1": "partial"}


def test_a_number_above_a_table_names_no_task(tmp_path: Path) -> None:
    rows: Rows = [["9"], ["序号", "工作标准", "完成情况"], [1, STANDARDS["T08-1"].text, "已完成"]]
    assert _declared(tmp_path, rows) == {"T08-1": "done"}


def test_a_number_with_its_ordinal_beside_no_words_is_that_standard(tmp_path: Path) -> None:
    assert _declared(tmp_path, [HEADINGS, ["3.2", None, None, "已完成"]]) == {"T03-2": "done"}


def _titled_above(number: int) -> list[list[Any]]:
    answer = {8: "已完成", 9: "部分完成"}[number]
    return [[number, TITLES[number], None, None], [None, None, STANDARDS[f"T{number:02d}-1"].text, answer]]
