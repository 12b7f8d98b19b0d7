"""What a society still has before it: a table that a later version replaced takes its findings along."""

from pathlib import Path

import openpyxl
import pytest

from tests.etl import society
from tests.etl.conftest import Desk

NAME = "滨海市示例甲学会"
OPEN = "select kind, sheet, cell, version from open_finding where severity = 'error' order by all"
STATE = "select state from society_result"


@pytest.fixture
def faulty(desk: Desk, tmp_path: Path) -> Desk:
    """One society whose form and whose roster have one fault each."""
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    roster = [*society.council(92, 31), society.person(93, 政治面貌="某党")]
    form = {"学会名称": NAME, "会员代表人数": "约280"}
    desk.load(society.write(tmp_path / "甲.xlsx", form=form, roster=roster))
    return desk


def test_findings_of_the_version_in_force_are_open(faulty: Desk) -> None:
    assert faulty.ask(OPEN) == [("count_unreadable", "基本情况", "B4", 1), ("party_unreadable", "理事会名册", "F94", 1)]
    assert faulty.ask(STATE) == [("to_correct",)]


def test_corrected_roster_alone_closes_what_the_roster_had(faulty: Desk, tmp_path: Path) -> None:
    faulty.load(society.write(tmp_path / "名册.xlsx", form={"学会名称": NAME}, tables=("roster",)))
    assert faulty.ask(OPEN) == [("count_unreadable", "基本情况", "B4", 1)]
    faulty.load(society.write(tmp_path / "基本.xlsx", form={"学会名称": NAME}, tables=("form",)))
    assert (faulty.ask(OPEN), faulty.ask(STATE)) == ([], [("accepted",)])


def test_zero_is_a_blank_and_contradicts_no_roster(desk: Desk, tmp_path: Path) -> None:
    """docs/judging.md, Rules with numbers: 0 councillors on the form is a number that nobody gave."""
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    for number, kinds in ((0, {"zero_as_blank"}), (91, {"councillors_against_roster"})):
        desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME, "理事会人数": number}))
        rows = desk.ask("select kind from open_finding where kind in ('zero_as_blank', 'councillors_against_roster')")
        assert {kind for (kind,) in rows} == kinds


def test_a_cross_check_says_that_its_sheet_is_hidden_and_how_to_show_it(desk: Desk, tmp_path: Path) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    path = society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME, "理事会人数": 91})
    book = openpyxl.load_workbook(path)
    book["基本情况"].sheet_state = "hidden"
    book.save(path)
    desk.load(path)
    [(message,)] = desk.ask("select message from finding where kind = 'councillors_against_roster'")
    assert message.count("这张工作表是隐藏的") == 1


@pytest.mark.parametrize(("said", "standing"), [("否", 31), ("是", 0)])
def test_a_standing_council_that_form_and_roster_tell_differently(
    desk: Desk, tmp_path: Path, said: str, standing: int
) -> None:
    society.write_registry(desk.folder.registry, [{"编号": "S1", "学会名称": NAME}])
    roster = society.council(93, standing)
    desk.load(society.write(tmp_path / "甲.xlsx", form={"学会名称": NAME, "是否设常务理事会": said}, roster=roster))
    [(message,)] = desk.ask("select message from finding where kind = 'standing_contradiction'")
    assert f"“{said}”" in message
