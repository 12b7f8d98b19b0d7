"""备注 as 完成情况 in the annex's own columns (docs/workbook.md, What people really send back)."""

from pathlib import Path
from typing import Any

import pytest

from etl.knowledge import rubric as rubrics
from etl.submission import understand
from tests.etl.submission.reading import KNOWLEDGE, STANDARDS, TITLES, found, read, written

ANNEX = ["序号", "任务名称", "改革内容", "工作标准", "备注"]
CONTENT = "认真贯彻落实"
NOTES: list[Any] = ["已完成（见附件）", "部分完成", None, "未完成"]


def _rows(notes: list[Any]) -> list[list[Any]]:
    return [[1, TITLES[1], CONTENT, STANDARDS[f"T01-{place}"].text, note] for place, note in enumerate(notes, 1)]


def test_notes_of_nothing_but_status_words_are_the_answers(tmp_path: Path) -> None:
    heading = [["学会改革任务分解表"], ANNEX, ["一", "学会改革基本任务"]]
    merges = ["A1:E1", "B3:E3"]
    part = read(written(tmp_path / "one.xlsx", [*heading, *_rows(NOTES), [], ["填报人：某某"]], merges))
    assert [(one.declared, one.cell) for one in part.answers] == [
        ("done", "E4"),
        ("partial", "E5"),
        (None, "E6"),
        ("not_done", "E7"),
    ]
    assert found(part) == []


def test_the_annex_as_it_is_printed_with_an_answer_per_task(tmp_path: Path) -> None:
    tasks = rubrics.read_all()[0].tasks
    rows = [
        [task.number, task.title, task.content, "\n".join(one.text for one in task.standards), "已完成"]
        for task in tasks
    ]
    part = read(written(tmp_path / "one.xlsx", [ANNEX, *rows]))
    assert {one.criterion_id: one.declared for one in part.answers} == dict.fromkeys(STANDARDS, "done")


@pytest.mark.parametrize("note", ["各级会议：（常务）理事会", 3, "已完成50%"])
def test_notes_of_other_words_are_notes(tmp_path: Path, note: Any) -> None:
    path = written(tmp_path / "one.xlsx", [ANNEX, *_rows([*NOTES[:3], note])])
    assert [part.answers for part in understand(path, KNOWLEDGE).parts] in ([], [[]])


def test_blank_notes_are_no_answers(tmp_path: Path) -> None:
    file = understand(written(tmp_path / "one.xlsx", [ANNEX, *_rows([None] * 4)]), KNOWLEDGE)
    assert [part.answers for part in file.parts] in ([], [[]])
    assert [one.kind for one in file.findings] == ["table_unread"]


def test_beside_完成情况_a_note_is_a_note(tmp_path: Path) -> None:
    rows = [[*row[:4], "未完成", row[4]] for row in _rows(NOTES)]
    part = read(written(tmp_path / "one.xlsx", [[*ANNEX[:4], "完成情况", "备注"], *rows]))
    assert [one.declared for one in part.answers] == ["not_done"] * 4
