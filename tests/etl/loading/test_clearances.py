"""A check is closed for the value that it judged, by the staff or by 备注 (docs/judging.md, Answered checks)."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from etl import desk
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.clear import Check, Clearance, record_clearance
from etl.loading.decide import Outdated
from etl.loading.outcome import LoadOutcome
from etl.loading.reading import Reader
from etl.loading.received_files import DecisionRefused
from etl.loading.withdraw import Undo, record_undo
from etl.paths import DataFolder
from etl.returns.outgoing import corrections
from tests.etl import society
from tests.etl.conftest import Desk, silent

FALL = {2016: (400, 10), 2017: (390, 10), 2018: (420, 11)}
OUTCOMES = "select kind, subject, outcome from asked_check order by all"
OPEN = "select kind, cell from open_finding order by all"
NAMED = "select society_id, period, kind, subject, judged from asked_check where outcome = 'open'"
SUBJECT = ("membership_fall", "2017 individual")


class Clerk(Desk):
    """One whose workers stay from one decision to the next."""

    def __init__(self, root: Path, reader: Reader) -> None:
        super().__init__(root)
        self.reader = reader

    def load(self, *paths: Path) -> LoadOutcome:
        files = [(path, path.name) for path in paths]
        return pipeline.load(self.folder, files, "command", silent, self.reader)

    def clear(self, checks: list[tuple[str, int, str, str, str]], why: str = "已电话核实") -> None:
        record_clearance(
            self.folder, Clearance(tuple(Check(*one) for one in checks), why, "示例甲"), silent, self.reader
        )


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as workers:
        yield workers


@pytest.fixture
def clerk(tmp_path: Path, reader: Reader) -> Clerk:
    """One society with a fall of members in 2017, and nothing else to say of it."""
    clerk = Clerk(tmp_path / "data", reader)
    society.write_registry(clerk.folder.registry, [{"编号": "S1", "学会名称": "滨海市示例甲学会"}])
    clerk.load(society.write(tmp_path / "甲.xlsx", members=FALL))
    return clerk


def test_a_cleared_check_is_asked_again_when_its_value_changes(clerk: Clerk, tmp_path: Path) -> None:
    assert clerk.ask("select state from society_result") == [("accepted",)]
    assert clerk.ask(OPEN) == [("membership_fall", "B3")]
    assert list(corrections(clerk.folder)) == []  # a check alone sends no workbook back
    clerk.clear(clerk.ask(NAMED))
    assert clerk.ask(OPEN) == []
    assert clerk.ask("select outcome, why, author, message from asked_check") == [
        ("cleared", "已电话核实", "示例甲", "个人会员数 2016 年底 400 人，2017 年底 390 人，减少 10 人。")
    ]
    again = society.write(tmp_path / "再.xlsx", members=FALL, form={"填报日期": "2018-12-20"})
    checked = pipeline.check(clerk.folder, [(again, again.name)], silent, clerk.reader)
    assert checked.files[0].submissions[0].findings == ()
    clerk.load(again)
    assert clerk.ask(OUTCOMES) == [(*SUBJECT, "cleared")]
    clerk.load(society.write(tmp_path / "改.xlsx", members={**FALL, 2017: (380, 10)}))
    assert clerk.ask(OUTCOMES) == [(*SUBJECT, "open")]
    clerk.load(society.write(tmp_path / "正.xlsx", members={**FALL, 2017: (405, 10)}))
    assert (clerk.ask(OPEN), clerk.ask(OUTCOMES)) == ([], [(*SUBJECT, "corrected")])


def test_a_clearance_survives_a_clean_build_and_is_undone(clerk: Clerk, tmp_path: Path) -> None:
    before, seen = dt.datetime.now(), clerk.ask(NAMED)
    with pytest.raises(DecisionRefused, match="请写明原因"):
        clerk.clear(seen, " ")
    with pytest.raises(DecisionRefused, match="请先选定"):
        clerk.clear([])
    clerk.clear(seen)
    with pytest.raises(Outdated, match="已经有人答复"):
        clerk.clear(seen)
    pipeline.rebuild(clerk.folder, None, silent)
    assert clerk.ask(OPEN) == []
    pipeline.rebuild(clerk.folder, before, silent)
    assert clerk.ask(OPEN) == [("membership_fall", "B3")]
    [number] = [one.number for one in Archive(clerk.folder.archive).entries() if one.what == "clearance"]
    record_undo(DataFolder(tmp_path / "data"), Undo(number, "看错了"), silent, clerk.reader)
    assert clerk.ask(OUTCOMES) == [(*SUBJECT, "open")]


def test_a_remark_beside_a_field_of_the_form_answers_what_is_asked_about_it(clerk: Clerk, tmp_path: Path) -> None:
    """What stands there is no label and no value; a form without 备注 is read as before."""
    path = society.write(tmp_path / "甲.xlsx", form={"理事人数": 90})
    clerk.load(path)
    [cell] = [cell for kind, cell in clerk.ask(OPEN) if kind == "councillors_against_roster"]
    workbook = load_workbook(path)
    sheet = workbook["基本情况"]
    sheet.insert_rows(1)
    row = int(cell[1:]) + 1
    for column, text in enumerate(["项目", "填报内容", "登记或上期填报", "填写说明", None, "备注"], start=1):
        sheet.cell(1, column).value = text
    sheet[f"F{row}"] = "理事人数：含候补 3 人"
    workbook.save(path)
    clerk.load(path)
    assert clerk.ask(OPEN) == []
    assert clerk.ask("select kind, subject, cell, remark_cell from asked_check where outcome = 'remarked'") == [
        ("councillors_against_roster", "councillors_declared", f"B{row}", f"F{row}")
    ]
    assert clerk.ask("select sum(unread), sum(filled - read - furniture - set_aside) from sheet_account") == [(0, 0)]
    [(sha256,)] = clerk.ask("select max_by(sha256, receipt) from submission")
    said = desk.free_texts(clerk.folder, [(sha256, desk.Place("基本情况", one, 0)) for one in (f"B{row}", "B3")])
    assert said == [desk.FreeTexts(note=desk.FreeText(f"F{row}", "理事人数：含候补 3 人")), desk.FreeTexts()]


def test_a_remark_of_the_society_answers_and_stays_in_the_file(clerk: Clerk, tmp_path: Path) -> None:
    """备注 answers the fall of its own year; that the sum is wrong cannot be answered so."""
    path = society.write(tmp_path / "注.xlsx", members=FALL)
    workbook = load_workbook(path)
    sheet = workbook["会员情况"]
    sheet["D2"], sheet["E1"], sheet["E2"], sheet["E3"] = 9, "备注", "无", "示例人清理了长期不联系的会员"
    workbook.save(path)
    clerk.load(path)
    assert clerk.ask(OPEN) == [("total_mismatch", "D2")]
    assert clerk.ask("select subject, outcome, remark_cell from asked_check order by all") == [
        ("2016 total", "open", None),
        ("2017 individual", "remarked", "E3"),
    ]
    assert clerk.ask("select sum(unread), sum(filled - read - furniture - set_aside) from sheet_account") == [(0, 0)]
    assert not any("示例人" in text for (text,) in clerk.ask("select content from understood"))
    [(sha256,)] = clerk.ask("select max_by(sha256, receipt) from submission")
    said = desk.free_texts(clerk.folder, [(sha256, desk.Place("会员情况", cell, 0)) for cell in ("B3", "B4")])
    assert said == [desk.FreeTexts(note=desk.FreeText("E3", "示例人清理了长期不联系的会员")), desk.FreeTexts()]
    clerk.clear(clerk.ask(NAMED))
    counted = "select kind, found_count, corrected_count, cleared_count, remarked_count, open_count"
    assert clerk.ask(f"{counted} from asked_check_count order by all") == [
        ("membership_fall", 1, 0, 0, 1, 0),
        ("total_mismatch", 1, 0, 1, 0, 0),
    ]
