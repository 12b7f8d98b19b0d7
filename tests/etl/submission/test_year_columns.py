"""完成情况 of several years side by side: the latest year's counts (docs/workbook.md)."""

from pathlib import Path
from typing import Any

import pytest

from tests.etl.submission.reading import STANDARDS, TITLES, found, read, written

LEFT = ["序号", "任务名称", "工作标准"]
BLANK: list[Any] = [None] * 3
ROW = [12, TITLES[12], STANDARDS["T12-1"].text]
HEADS: dict[str, tuple[list[list[Any]], list[Any]]] = {
    "in one row": ([[*LEFT, "2017年完成情况", "2018年完成情况", "数量"]], ["未完成", "已完成", 2]),
    "in one row, the later year first": (
        [[*LEFT, "2018年完成情况", "2017年完成情况", "数量"]],
        ["已完成", "未完成", 2],
    ),
    "below one heading, beside others that are below": (
        [[*LEFT, "完成情况", None, "情况"], [*BLANK, "2017年", "2018年", "数量"]],
        ["未完成", "已完成", 2],
    ),
    "both": (
        [[*LEFT, "完成情况", None, "数量", None], [*BLANK, "2017年", "2018年", "2017年", "2018年"]],
        ["未完成", "已完成", 1, 2],
    ),
}


@pytest.mark.parametrize("head", HEADS)
def test_the_latest_years_columns_are_read(tmp_path: Path, head: str) -> None:
    heads, cells = HEADS[head]
    part = read(written(tmp_path / "one.xlsx", [*heads, [*ROW, *cells]]))
    assert [(one.criterion_id, one.declared, one.quantity) for one in part.answers] == [("T12-1", "done", 2)]
    assert {kind for kind, _ in found(part)} <= {"last_year_beside", "answers_of_years"}
