"""Whoever keeps the registry is told of what is doubtful in it (docs/workbook.md, The registry)."""

from pathlib import Path

import pytest

from etl.__main__ import main
from tests.etl import society
from tests.etl.conftest import Desk

TWIN = "滨海市示例丙学会"


def test_doubled_names_and_unknown_statuses_are_told_to_the_clerk(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = [{"编号": "S1", "学会名称": TWIN}, {"编号": "S2", "学会名称": TWIN, "状态": "正长"}]
    society.write_registry(desk.folder.registry, lines)
    main(["load", str(society.write(tmp_path / "甲.xlsx")), "--data", str(desk.folder.root)])
    assert f"有重名的学会：{TWIN}（编号 S1、S2）" in caplog.text
    assert f"{TWIN}（S2）的状态“正长”不认识，按不应报送处理" in caplog.text
