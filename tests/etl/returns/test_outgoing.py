"""Back and forth: a workbook with findings goes back marked, is corrected, and comes in again as a new version."""

from pathlib import Path

from openpyxl import Workbook, load_workbook

from etl.__main__ import main
from etl.returns.outgoing import corrections
from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"


def test_a_workbook_goes_back_marked_and_comes_in_corrected(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    sent = society.write(
        tmp_path / "甲.xlsx", form={"学会名称": NAME, "会员代表人数": "约280"}, answers={"T01-1": "差不多"}
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
    row = next(row for row in workbook["任务完成情况"].iter_rows() if row[4].value == "差不多")
    row[4].value = "已完成"
    workbook.save(tmp_path / "甲（已改）.xlsx")
    desk.load(tmp_path / "甲（已改）.xlsx")
    assert desk.ask("select version, state, is_current from submission order by version") == [
        (1, "to_correct", False),
        (2, "to_correct", False),
        (3, "accepted", True),
    ]
    assert desk.verdicts()["T01-1"] == "met"


def test_what_goes_back_is_for_its_owner_alone(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME, "会员代表人数": "约280"}))
    out = tmp_path / "退回修改"
    assert main(["return", "--data", str(desk.folder.root), "--society", "S1", "--out", str(out)]) == 0
    assert [path.suffix for path in out.iterdir()] == [".xlsx"]
    assert out.stat().st_mode & 0o077 == 0
    assert main(["return", "--data", str(desk.folder.root), "--society", "S2", "--out", str(out)]) == 2
    assert main(["return", "--data", str(desk.folder.root), "--period", "2031", "--out", str(out)]) == 2


def test_a_file_that_cannot_be_marked_goes_back_as_a_list(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    (tmp_path / "扫描件.xlsx").write_bytes(b"%PDF-1.7\n")
    desk.load(tmp_path / "扫描件.xlsx")
    (one,) = corrections(desk.folder)
    assert (one.society_ids, one.is_marked) == ((), False)
    (tmp_path / "清单.xlsx").write_bytes(one.content)
    texts = [str(cell.value) for row in load_workbook(tmp_path / "清单.xlsx").active for cell in row if cell.value]
    assert any("不是电子表格" in text for text in texts)


def test_what_a_later_version_has_replaced_is_not_sent_back(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    roster = [*society.council(92, 31), society.person(93, 政治面貌="某党")]
    form = {"学会名称": NAME, "会员代表人数": "约280"}
    desk.load(society.write(tmp_path / "甲.xlsx", form=form, roster=roster))
    desk.load(society.write(tmp_path / "名册.xlsx", form={"学会名称": NAME}, tables=("roster",)))
    (one,) = corrections(desk.folder)
    (tmp_path / one.file_name).write_bytes(one.content)
    rows = list(load_workbook(tmp_path / one.file_name).worksheets[0].iter_rows(4, values_only=True))
    assert rows[0][1:3] == ("基本情况", "B4")
    # What is left to do for 达标 stands below the list.
    assert [row[0] for row in rows[1:4]] == [None, "离总体达标还差 1 条", "序号"]
    assert [row[1:5] for row in rows[4:]] == [
        ("8 理事会规模", "8-a", "理事人数控制在会员代表人数的三分之一以内。", "“会员代表人数”有看不懂的内容，须改正")
    ]
    desk.load(society.write(tmp_path / "乙.xlsx", form={"学会名称": NAME}))
    assert list(corrections(desk.folder)) == []


def test_a_file_about_several_societies_goes_back_once_and_to_one_of_them_as_a_list(desk: Desk, tmp_path: Path) -> None:
    names = ["滨海市示例甲学会", "滨海市示例乙学会"]
    lines = [{"编号": f"S{number}", "学会名称": name} for number, name in enumerate(names, 1)]
    society.write_registry(desk.folder.registry, lines)
    workbook = Workbook()
    workbook.active.append(["2018年度会员情况汇总表"])
    workbook.active.append(["学会名称", "年份", "个人会员数", "单位会员数"])
    for name in names:
        workbook.active.append([name, 2018, "约300", 5])
    workbook.save(tmp_path / "汇总.xlsx")
    desk.load(tmp_path / "汇总.xlsx")
    (whole,) = corrections(desk.folder)
    assert (whole.society_ids, whole.is_marked) == (("S1", "S2"), True)
    (mine,) = corrections(desk.folder, society_id="S1")
    assert (mine.society_ids, mine.is_marked) == (("S1",), False)
    (tmp_path / "清单.xlsx").write_bytes(mine.content)
    assert load_workbook(tmp_path / "清单.xlsx").sheetnames == ["须更正清单"]


def test_a_workbook_with_macros_keeps_the_name_under_which_it_opens(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    desk.load(society.write(tmp_path / "甲.XLSM", form={"学会名称": NAME, "会员代表人数": "约280"}))
    assert [(one.file_name, one.is_marked) for one in corrections(desk.folder)] == [("甲（须更正）.xlsm", True)]
