"""A file without merges answers a task in its first row (docs/workbook.md, What people really send back)."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.submission import Part
from tests.etl.society import FORM
from tests.etl.submission.reading import STANDARDS, TITLES, found, read, written

HEADINGS = ["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"]
COVER = [["学会名称", FORM["学会名称"]], ["填报年度", FORM["填报年度"]]]
Rows = Sequence[Sequence[Any]]


def sent(path: Path, rows: Rows) -> Part:
    """What is understood of a .csv file, which has no merges."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*COVER, HEADINGS, *rows])
    return read(path)


def task(number: int, *cells: Sequence[Any], is_repeated: bool = False) -> Rows:
    """The first rows of a task, its number and title in the first one; `cells` are 是否选做, 完成情况 and 数量."""
    return [
        [number, TITLES[number], STANDARDS[f"T{number:02d}-{place}"].text, *of_row]
        if place == 1 or is_repeated
        else ["", "", STANDARDS[f"T{number:02d}-{place}"].text, *of_row]
        for place, of_row in enumerate(cells, start=1)
    ]


def answers(part: Part) -> dict[str, tuple[str | None, bool | None, str | None]]:
    """Criterion → 完成情况, 是否选做, and the cell of the answer."""
    return {one.criterion_id: (one.declared, one.chosen, one.cell) for one in part.answers}


def test_an_answer_in_the_first_row_alone_is_that_of_all_rows_and_told(tmp_path: Path) -> None:
    part = sent(tmp_path / "甲.csv", task(12, ["是", "已完成", 2], ["", "", ""], ["", "", ""], ["", "", ""]))
    assert answers(part) == {f"T12-{place}": ("done", True, "E4") for place in range(1, 5)}
    assert [one.quantity for one in part.answers] == [2, None, None, None]
    assert found(part) == [("filled_down", "E4")]


def test_what_is_not_accepted_in_one_row_is_unreadable_there_alone(tmp_path: Path) -> None:
    part = sent(tmp_path / "甲.csv", task(13, *[["是", "不适用", ""]], *[["", "", ""]] * 4))
    assert {one.criterion_id: one.is_declared_unreadable for one in part.answers} == {
        "T13-1": True,
        "T13-2": True,
        "T13-3": True,
        "T13-4": False,  # may not apply
        "T13-5": True,
    }


def test_only_an_answer_that_was_filled_down_is_told(tmp_path: Path) -> None:
    blank, answered, chosen = ["", "", ""], ["", "已完成", ""], ["是", "", ""]
    for rows, told in (
        (task(1, answered, blank), [("filled_down", "E4")]),
        (task(1, blank, blank), []),
        (task(1, answered), []),
        (task(12, chosen, blank), []),
    ):
        assert found(sent(tmp_path / "甲.csv", rows), "filled_down") == told


BLANK = (None, None)
KEPT: dict[str, tuple[Rows, dict[str, tuple[str | None, bool | None]]]] = {
    "an answer in another row": (
        task(1, ["", "已完成", ""], ["", "", ""], ["", "未完成", ""]),
        {"T01-1": ("done", None), "T01-2": BLANK, "T01-3": ("not_done", None)},
    ),
    "the number of the task in each row": (
        task(1, ["", "已完成", ""], ["", "", ""], is_repeated=True),
        {"T01-1": ("done", None), "T01-2": BLANK},
    ),
    "an answer in the last row": (
        task(1, ["", "", ""], ["", "已完成", ""]),
        {"T01-1": BLANK, "T01-2": ("done", None)},
    ),
    "choice and answer each by itself": (
        task(12, ["是", "已完成", ""], ["", "未完成", ""]),
        {"T12-1": ("done", True), "T12-2": ("not_done", True)},
    ),
}


@pytest.mark.parametrize("name", KEPT)
def test_a_blank_stays_one_where_nothing_was_merged(tmp_path: Path, name: str) -> None:
    rows, expected = KEPT[name]
    read_back = answers(sent(tmp_path / "甲.csv", rows))
    assert {key: one[:2] for key, one in read_back.items() if key in expected} == expected


def test_where_merges_are_known_a_blank_below_is_a_blank(tmp_path: Path) -> None:
    rows = [HEADINGS, *task(1, ["", "已完成", ""], ["", "", ""])]
    part = read(written(tmp_path / "甲.xlsx", [[cell or None for cell in row] for row in rows]))
    assert {key: one[0] for key, one in answers(part).items() if one[0]} == {"T01-1": "done"}
    assert found(part, "filled_down") == []
