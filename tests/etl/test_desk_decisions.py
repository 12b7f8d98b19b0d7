"""The door for decisions: reviews and notes at once, workbooks to send back, moments compared, evidence shown."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import load_workbook

from etl import desk
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests import association
from tests.association import Filled


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> DataFolder:
    """Return a copy of the small association's data folder, to change."""
    return DataFolder(Path(shutil.copytree(warehouse, tmp_path / "data")))


def _ask(folder: DataFolder, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        # Attached rather than opened: tests of the dashboard have the shared build open, with settings of their own.
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        connection.execute("set search_path = 'build.main,build.internal'")
        return connection.execute(sql).fetchall()


def _review(folder: DataFolder, criterion_id: str, decision: str = "approved", reviewer: str = "示例甲") -> desk.Review:
    where = f"society_id = 'S05' and period = 2018 and criterion_id = '{criterion_id}'"
    [(submission_id,)] = _ask(folder, f"select submission_id from criterion_result where {where}")
    return desk.Review("S05", 2018, criterion_id, str(submission_id), decision, "见附件", reviewer)


def test_two_reviewers_and_a_note_at_once_lose_nothing(folder: DataFolder) -> None:
    decisions = [
        _review(folder, "T01-1"),
        _review(folder, "T02-1", "rejected", "示例乙"),
        desk.Note(2018, "已电话核实", "示例丙", society_id="S05"),
    ]
    threads = [threading.Thread(target=desk.record, args=(folder, one, _quiet)) for one in decisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert _ask(folder, "select criterion_id, decision, reviewer from review order by all") == [
        ("T01-1", "approved", "示例甲"),
        ("T02-1", "rejected", "示例乙"),
    ]
    assert _ask(folder, "select text, author from note") == [("已电话核实", "示例丙")]


def test_of_two_reviewers_of_one_answer_the_second_is_asked_anew(folder: DataFolder) -> None:
    first, second = _review(folder, "T03-1"), _review(folder, "T03-1", "rejected", "示例乙")
    desk.record(folder, first, _quiet)
    with pytest.raises(desk.Refused, match="有了新的填报或审核"):
        desk.record(folder, second, _quiet)
    kept = "select decision, reviewer from review where criterion_id = 'T03-1'"
    assert _ask(folder, kept) == [("approved", "示例甲")]
    [(stands,)] = _ask(folder, "select reviewed_at from criterion_result where reviewed is not null")
    desk.record(folder, replace(second, replaces=stands), _quiet)
    assert _ask(folder, kept) == [("rejected", "示例乙")]


def test_decision_without_a_data_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(desk.Refused, match="没有名录"):
        desk.record(DataFolder(tmp_path / "none"), desk.Note(2018, "核实", "示例甲", task_id="T01"), _quiet)


REVIEWABLE = [
    # society, criterion → whether the staff is asked about it
    ("S05", "T01-1", True),  # answered
    ("S05", "T06-2", False),  # blank: the society must answer first
    ("S05", "T12-1", True),  # answered, though its number is unreadable
    ("S02", "T07-3", True),  # numbers only, and they leave it open (300 members at the base)
    ("S01", "T07-3", False),  # numbers only, and they decide
    ("S02", "T08-b", False),  # no standing council: nothing to decide
]


@pytest.mark.parametrize(("society_id", "criterion_id", "is_reviewable"), REVIEWABLE)
def test_what_the_staff_is_asked_about(
    society_id: str, criterion_id: str, is_reviewable: bool, warehouse: Path
) -> None:
    sql = (
        f"select is_reviewable from criterion_result where society_id = '{society_id}' and period = 2018 "
        f"and criterion_id = '{criterion_id}'"
    )
    assert _ask(DataFolder(warehouse), sql) == [(is_reviewable,)]


def test_workbooks_to_send_back_while_the_dashboard_reads_the_build(folder: DataFolder, tmp_path: Path) -> None:
    path = str(current_build(folder))
    with duckdb.connect(path, read_only=True, config={"enable_external_access": False, "threads": 1}) as dashboard:
        ids = [one for (one,) in dashboard.execute("select submission_id from submission where is_current").fetchall()]
        [found] = [one for one in desk.corrected(folder, ids) if one.society_ids == ("S05",)]
    (tmp_path / "back.xlsx").write_bytes(found.content)
    workbook = load_workbook(tmp_path / "back.xlsx")
    assert (found.file_name, found.is_marked) == ("07-S05-2018（须更正）.xlsx", True)
    assert workbook.sheetnames == ["须更正清单", "基本情况", "任务完成情况", "会员情况", "理事会名册"]
    assert workbook["任务完成情况"]["F32"].comment is not None


def test_history_tells_what_came_and_what_was_decided(folder: DataFolder) -> None:
    desk.record(folder, _review(folder, "T01-1"), _quiet)
    assert [(one.what, one.count) for one in desk.history(folder)] == [
        ("registry", 1),
        ("rubric", 1),
        ("file", len(association.SENT)),
        ("review", 1),
    ]


def test_moves_between_two_moments_name_their_cause(folder: DataFolder, tmp_path: Path) -> None:
    before = desk.history(folder)[-1].at
    association.write_submission(tmp_path / "七.xlsx", Filled("S07", chosen=(12, 15, 17, 18, 20)))
    desk.receive_files(folder, [desk.Upload("七.xlsx", (tmp_path / "七.xlsx").read_bytes())], _quiet)
    after = desk.history(folder)[-1].at
    stages: list[tuple[str, int, int]] = []
    found = desk.moves(folder, before, after, lambda *stage: stages.append(stage))
    assert [one for one in found if one.kind != "verdict"] == [
        desk.Move("S07", 2018, "T03-1", "unmet", "met", "data", "criterion"),
    ]
    assert [one for one in found if one.kind == "verdict"] == [
        desk.Move("S07", 2018, "T03", "unmet", "met", "data"),
        desk.Move("S07", 2018, "basic", "unmet", "met", "data"),
        desk.Move("S07", 2018, "overall", "unmet", "met", "data"),
    ]
    assert stages == [("比较", done, 4) for done in range(4)]
    assert desk.moves(folder, after, after, _quiet) == []


@pytest.fixture
def with_evidence(folder: DataFolder, tmp_path: Path) -> tuple[DataFolder, str]:
    """Return the folder and the SHA-256 of a workbook in it that names its evidence, and in one place a councillor."""
    association.write_submission(tmp_path / "四.xlsx", Filled("S04"))
    workbook = load_workbook(tmp_path / "四.xlsx")
    answers = workbook["任务完成情况"]
    answers["G1"], answers["G2"], answers["G3"] = "佐证材料", "=1+1 见<b>附件</b>", "示例001签字的记录"
    answers["H1"], answers["H3"] = "备注", "材料另寄"
    answers["G2"].data_type = "s"
    workbook.save(tmp_path / "四.xlsx")
    desk.receive_files(folder, [desk.Upload("四.xlsx", (tmp_path / "四.xlsx").read_bytes())], _quiet)
    [(sha256,)] = _ask(folder, "select sha256 from submission where society_id = 'S04'")
    return folder, str(sha256)


@pytest.mark.parametrize(
    ("sheet", "cell", "expected"),
    [
        ("任务完成情况", "E2", desk.FreeTexts(desk.FreeText("G2", "=1+1 见<b>附件</b>"))),
        (
            "任务完成情况",
            "E3",
            desk.FreeTexts(desk.FreeText("G3", "（不显示）"), desk.FreeText("H3", "材料另寄")),
        ),
        ("任务完成情况", "E4", desk.FreeTexts()),  # blank
        ("会员情况", "B2", desk.FreeTexts()),  # a table without evidence
        ("没有这张表", "A1", desk.FreeTexts()),
    ],
)
def test_evidence_and_remark_beside_an_answer(
    with_evidence: tuple[DataFolder, str], sheet: str, cell: str, expected: desk.FreeTexts
) -> None:
    folder, sha256 = with_evidence
    assert desk.free_texts(folder, [(sha256, desk.Place(sheet, cell, 0))]) == [expected]
