"""Withdrawal, assignment and undo: what they do, that they last and that a moment of the past knows them
(docs/architecture.md, Decisions about files).
"""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from etl import desk as door
from etl.__main__ import main
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.warehouse import current_build
from tests.etl import society
from tests.etl.conftest import Desk, silent
from tests.etl.test_safety import content_hash

A, B = "滨海市示例甲学会", "滨海市示例乙学会"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two versions of the first society's report, and a file of nobody: its name is not in the registry."""
    files = tmp_path_factory.mktemp("original")
    desk = Desk(files / "data")
    lines = [{"编号": "S1", "学会名称": A}, {"编号": "S2", "学会名称": B}]
    society.write_registry(desk.folder.registry, lines, periods=(2017, 2018))
    desk.load(society.write(files / "一.xlsx", form={"学会名称": A, "会员代表人数": 300}))
    desk.load(
        society.write(files / "二.xlsx", form={"学会名称": A, "会员代表人数": 310}),
        society.write(files / "无主.xlsx", form={"学会名称": "某某协会", "会员代表人数": 77}),
    )
    return desk


@pytest.fixture
def loaded(original: Desk, desk: Desk) -> Desk:
    """A copy of it to change, and of its workbooks."""
    return original.copied_to(desk)


def run(desk: Desk, *arguments: str) -> int:
    return main([*arguments, "--data", str(desk.folder.root)])


def to(file: str, society_id: str, period: int) -> list[str]:
    return ["assign", file, "--society", society_id, "--period", str(period), "--why", "来电核实"]


def delegates(desk: Desk) -> dict[str, int | None]:
    return dict(desk.ask("select society_id, delegates from council where period = 2018 order by 1"))


def submission_of(desk: Desk, name: str) -> str:
    return str(desk.ask("select submission_id from submission where file_name = ?", name)[0][0])


def is_that_of_a_clean_build(desk: Desk) -> bool:
    incremental = current_build(desk.folder)
    assert incremental is not None
    before = content_hash(incremental)
    pipeline.rebuild(desk.folder, None, silent)
    clean = current_build(desk.folder)
    assert clean is not None
    return content_hash(clean) == before


def test_withdrawn_stays_withdrawn_until_it_is_undone(
    loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = submission_of(loaded, "二.xlsx")
    assert run(loaded, "withdraw", second, "--why", "学会来电说发错了") == 0
    after_withdrawal = Archive(loaded.folder.archive).entries()[-1].at
    assert delegates(loaded)["S1"] == 300
    assert loaded.ask("select count(*) from submission where file_name = '二.xlsx'") == [(0,)]
    [decided] = door.decisions_about_files(loaded.folder)
    assert (decided.what, decided.file_name, decided.submission_id, decided.society_id, decided.period) == (
        "withdrawal",
        "二.xlsx",
        second,
        "S1",
        2018,
    )
    capsys.readouterr()

    again = loaded.load(tmp_path / "二.xlsx")
    assert again.summary.sentence == "收到 1 份：受理 0，须更正 0，退回 0；其中 1 份先前已撤回，没有计入"
    assert loaded.check(tmp_path / "二.xlsx").files[0].state == "withdrawn"
    assert delegates(loaded)["S1"] == 300
    assert is_that_of_a_clean_build(loaded)
    assert run(loaded, "withdraw", second, "--why", "再撤回") == 2
    assert "已于" in capsys.readouterr().err

    assert run(loaded, "withdraw", second, "--undo", "--why", "学会说没有发错") == 0
    assert delegates(loaded)["S1"] == 310
    assert door.decisions_about_files(loaded.folder) == []
    moment = after_withdrawal + dt.timedelta(microseconds=1)
    assert run(loaded, "build", "--as-of", moment.isoformat()) == 0
    assert delegates(loaded)["S1"] == 300


def test_the_only_report_withdrawn_leaves_nothing_reported(loaded: Desk) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        door.record(loaded.folder, door.Withdrawal(name, "填错了", "示例甲", "a"), silent)
    assert loaded.ask("select state from society_result where society_id = 'S1' and period = 2018") == [
        ("not_reported",)
    ]


def test_a_file_of_nobody_is_assigned_and_the_assignment_undone(loaded: Desk, tmp_path: Path) -> None:
    assert (
        run(loaded, "assign", str(tmp_path / "无主.xlsx"), "--society", "S2", "--period", "2018", "--why", "旧名") == 0
    )
    assert delegates(loaded)["S2"] == 77
    after_assignment = Archive(loaded.folder.archive).entries()[-1].at
    assert loaded.ask("select state, period from submission where society_id = 'S2'") == [("accepted", 2018)]
    loaded.load(society.write(tmp_path / "三.xlsx", form={"学会名称": A, "会员代表人数": 320}))  # a build that follows
    assert delegates(loaded) == {"S1": 320, "S2": 77}
    assert is_that_of_a_clean_build(loaded)
    assert run(loaded, "assign", "无主.xlsx", "--undo", "--why", "弄错了") == 0
    assert delegates(loaded)["S2"] is None
    assert loaded.ask("select society_id from submission where file_name = '无主.xlsx'") == [(None,)]
    for moment, of_then in (
        (after_assignment, {"S1": 310, "S2": 77}),
        (after_assignment - dt.timedelta(microseconds=1), {"S1": 310, "S2": None}),
    ):
        assert run(loaded, "build", "--as-of", moment.isoformat()) == 0
        assert delegates(loaded) == of_then


WRONG = {
    "no such file": (["withdraw", "999999", "--why", "一"], "没有这份报送：999999"),
    "no reason": (["withdraw", "一.xlsx", "--why", " "], "请写明原因"),
    "nothing to undo": (["withdraw", "一.xlsx", "--undo", "--why", "一"], "没有可以撤销的：一.xlsx"),
    "whose": (["assign", "无主.xlsx", "--why", "一"], "请写明归到哪家学会、哪个年度"),
    "no such society": (
        to("无主.xlsx", "S9", 2018),
        "名录中没有编号为 S9",
    ),
    "no such period": (
        to("无主.xlsx", "S1", 2030),
        "名录中没有 2030 年度",
    ),
    "it says itself": (to("一.xlsx", "S2", 2018), "已经归到"),
    "another year": (
        to("无主.xlsx", "S2", 2017),
        "文件里写的是 2018 年度",
    ),
    "years": (
        to("两年.xlsx", "S2", 2018),
        "文件里写了几个年度（2017、2018）",
    ),
    "nothing is lost": (["accept-loss", "一.xlsx", "--why", "一"], "档案中没有受损的“一.xlsx”"),
    "journal": (["accept-loss", "journal", "--why", "一"], "档案日志没有受损"),
}


def test_wrong_use_is_told_kindly(loaded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = society.write(tmp_path / "两年.xlsx", form={"学会名称": "某某协会"})
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("封面").append(["填报年度", 2017])
    workbook.save(path)
    loaded.load(path)
    before = Archive(loaded.folder.archive).journal.proved().line_count
    for name, (command, sentence) in WRONG.items():
        assert run(loaded, *command) == 2, name
        assert sentence in capsys.readouterr().err, name
    assert Archive(loaded.folder.archive).journal.proved().line_count == before
