"""Back and forth: a workbook with findings goes back marked, is corrected, and comes in again as a new version."""

from pathlib import Path

from openpyxl import load_workbook

from etl.corrections import corrections
from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"


def test_a_workbook_goes_back_marked_and_comes_in_corrected(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    sent = society.write(
        tmp_path / "甲.xlsx", form={"学会名称": NAME, "会员代表人数": "约280"}, answers={"T01-1": "基本完成"}
    )
    desk.load(sent)
    before = desk.ask("select sheet, cell, kind from finding order by sheet, cell")
    assert ("基本情况", "B4", "count_unreadable") in before
    assert desk.verdicts()["T01-1"] == "unknown"

    (one,) = corrections(desk.folder, 2018, "S1")
    assert (one.file_name, one.is_marked) == ("甲（须更正）.xlsx", True)
    returned = tmp_path / one.file_name
    returned.write_bytes(one.content)
    workbook = load_workbook(returned)
    assert workbook.sheetnames[0] == "须更正清单"
    assert "应填整数" in workbook["基本情况"]["B4"].comment.text
    assert {(sheet, cell) for sheet, cell, _ in before} <= {
        (sheet.title, cell.coordinate) for sheet in workbook for row in sheet for cell in row if cell.comment
    }

    # Sent back as it is, it says the same: the list is not read, nothing is counted twice.
    desk.load(returned)
    assert (
        desk.ask(
            "select sheet, cell, kind from finding join submission using (submission_id) where is_current order by 1, 2"
        )
        == before
    )

    workbook["基本情况"]["B4"] = 280
    row = next(row for row in workbook["任务完成情况"].iter_rows() if row[4].value == "基本完成")
    row[4].value = "已完成"
    workbook.save(tmp_path / "甲（已改）.xlsx")
    desk.load(tmp_path / "甲（已改）.xlsx")
    assert desk.ask("select version, state, is_current from submission order by version") == [
        (1, "to_correct", False),
        (2, "to_correct", False),
        (3, "accepted", True),
    ]
    assert desk.verdicts()["T01-1"] == "met"


def test_a_file_that_cannot_be_marked_goes_back_as_a_list(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    (tmp_path / "扫描件.xlsx").write_bytes(b"%PDF-1.7\n")
    desk.load(tmp_path / "扫描件.xlsx")
    (one,) = corrections(desk.folder)
    assert (one.society_id, one.is_marked) == (None, False)
    (tmp_path / "清单.xlsx").write_bytes(one.content)
    texts = [str(cell.value) for row in load_workbook(tmp_path / "清单.xlsx").active for cell in row if cell.value]
    assert any("不是电子表格" in text for text in texts)
