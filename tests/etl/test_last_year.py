"""A year on: societies confirm what they stated last year, and are judged as last year (docs/workbook.md, Last year's
values).
"""

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from etl import registry as registries
from etl.archive.files import Archive
from etl.desk import FreeText, FreeTexts, Place, free_texts
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.returns.outgoing import corrections
from etl.template import TemplateOrder, write
from etl.template.last_year import last_stated
from tests.etl import society
from tests.etl.conftest import Desk
from tests.etl.template.confirming import confirm
from tests.etl.template.opened import read_back

WHOLE, SMALL, HALF = "滨海市示例全学会", "滨海市示例小学会", "滨海市示例半学会"
SOCIETIES: dict[str, tuple[str, dict[str, Any]]] = {
    # everything done, with a standing council; a small council without; half of the answers, and what cannot be read
    "S1": (WHOLE, {"form": {"成立时间": "1986-05-20"}}),
    "S2": (SMALL, {"form": {"是否设常务理事会": "否", "会员代表人数": 36}, "roster": society.council(12, 3)}),
    "S3": (
        HALF,
        {
            "form": {"会员代表人数": "约300"},
            "answers": {"T01-1": "部分完成", "T02-1": None, "T12-1": "差不多"},
            "chosen": {14: "否", 15: None},
            "roster": [society.person(1, 职称=None), *society.council(93, 31)[1:]],
        },
    ),
}
ANEW = "task_id in ('T07', 'T10') or criterion_id in ('T07-3', 'T10-a')"  # figures of the year itself
BY_HAND: dict[str, dict[str, object]] = {
    "基本情况": {"C14": "是", "C23": 4},  # 本年度是否换届, 换届前专兼职工作人员数
    "会员情况": {"B7": 420, "C7": 11, "D7": 431},
}
MOST_CELLS = 80
SOFFICE = shutil.which("soffice")
ANSWERS = "任务完成情况"
EVIDENCE = {  # of the whole society, row by row of last year's sheet: only the first holds from year to year
    6: "理事会议事规则，学会网站“制度”一栏",  # T02-1
    7: "会议制度（2017年修订）",  # T02-2, of one year
    8: "会议纪要 6 份",  # T02-3, which is of the year by its standard
    9: "示例093 保管的备案表",  # T03-1, names somebody
}


class Year:
    """The desk after last year's reports, and this year's workbooks as they were sent out and confirmed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        lines = [
            {"编号": number, "学会名称": name, "应换届年份": "2017、2018"} for number, (name, _) in SOCIETIES.items()
        ]
        society.write_registry(desk.folder.registry, lines, periods=(2017, 2018))
        for number, (name, workbook) in SOCIETIES.items():
            self.sent_last_year(number, name, workbook)
        desk.load(desk.folder.inbox)
        self.touched: dict[str, int] = {}
        self.confirmed: list[Path] = []

    def sent_last_year(self, number: str, name: str, workbook: dict[str, Any]) -> Path:
        form = {"学会名称": name, "填报年度": 2017, **dict(workbook.get("form", {}))}
        members = {2016: (400, 10), 2017: (410, 10)}
        rest = {key: value for key, value in workbook.items() if key != "form"}
        path = society.write(self.desk.folder.inbox / f"{number}.xlsx", form=form, members=members, **rest)
        if name == WHOLE:
            book = openpyxl.load_workbook(path)
            for row, text in {1: "佐证材料", **EVIDENCE}.items():
                book[ANSWERS].cell(row, 7).value = text
            book.save(path)
        return path

    def confirm_all(self, folder: Path) -> None:
        """Write this year's workbook of each society, and confirm all that it shows."""
        layout, registry = layouts.read(), registries.read(self.desk.folder.registry, layouts.read())
        (period,) = (one for one in registry.periods if one.period == 2018)
        rubric = rubrics.in_force(rubrics.read_all(), 2018)
        for line in registry.societies:
            path = folder / f"{line.society_id}.xlsx"
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(tempfile, "NamedTemporaryFile", None)
                last = last_stated(self.desk.folder, line.society_id, 2018)
                write(path, TemplateOrder(rubric, layout, period, line, last))
            assert last.year is not None
            book = openpyxl.load_workbook(path)
            touched = confirm(book)
            for sheet, cells in BY_HAND.items():
                for cell, value in cells.items():
                    book[sheet][cell] = value
                    touched += 1
            self.touched[line.society_id] = touched - len(last.year.rosters["council"].persons)
            book.save(path)
            self.confirmed.append(path)

    def verdicts(self, society_id: str, period: int) -> dict[str, str]:
        rows = self.desk.ask(
            f"select criterion_id, verdict from criterion_result where society_id = ? and period = ? and not ({ANEW})",
            society_id,
            period,
        )
        return dict(rows)


@pytest.fixture(scope="module")
def year(make_desk: Callable[[str], Desk], tmp_path_factory: pytest.TempPathFactory) -> Year:
    one = Year(make_desk("year"))
    folder = tmp_path_factory.mktemp("confirmed")
    one.confirm_all(folder)
    one.desk.load(folder)
    return one


@pytest.mark.parametrize("number", SOCIETIES)
def test_by_confirmations_alone_it_is_judged_as_last_year(number: str, year: Year) -> None:
    before, now = year.verdicts(number, 2017), year.verdicts(number, 2018)
    assert len(before) > 40
    assert now == before
    assert year.touched[number] <= MOST_CELLS


@pytest.mark.skipif(
    SOFFICE is None and os.environ.get("REFORM_REQUIRE_BROWSER") != "1", reason="LibreOffice is not installed"
)
def test_they_say_the_same_when_libreoffice_has_saved_them(year: Year, tmp_path: Path) -> None:
    assert SOFFICE, "LibreOffice is not installed"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, year.confirmed)], check=True, capture_output=True, timeout=120)
    for path in year.confirmed:
        before, after = read_back(path), read_back(tmp_path / f"{path.stem}.ods")
        assert (after.answers, after.form, after.members) == (before.answers, before.form, before.members)
        assert (after.findings, after.confirmed, after.council) == (before.findings, before.confirmed, before.council)


def test_only_what_was_understood_is_shown(year: Year) -> None:
    cells = year.desk.ask(
        "select field, value from current_form where society_id = 'S3' and period = 2018 and field = 'delegates'"
    )
    assert cells == [("delegates", None)]
    kinds = year.desk.ask("select kind, sheet from open_finding where society_id = 'S3' and period = 2018")
    assert set(kinds) == {
        ("roster_gap", "理事会名册"),
        ("chosen_blank", "任务完成情况"),
        ("declared_against_rule", "任务完成情况"),  # names a roster without gaps
    }


def test_evidence_that_lasts_is_confirmed_with_its_task_and_reaches_the_reviewer(year: Year) -> None:
    folder = year.desk.folder
    [(sha256,)] = year.desk.ask("select sha256 from submission where society_id = 'S1' and period = 2018")
    answers = openpyxl.load_workbook(io.BytesIO(Archive(folder.archive).file(sha256).read_bytes()))[ANSWERS]
    shown = {cell.coordinate: cell.value for cell in answers["L"][3:] if cell.value}
    assert shown == {"L4": "上年佐证材料", "L10": EVIDENCE[6]}
    rows = year.desk.ask(
        "select sheet, cell from current_answer where society_id = 'S1' and period = 2018 "
        "and criterion_id in ('T02-1', 'T02-2') order by criterion_id"
    )
    said = free_texts(folder, [(sha256, Place(sheet, cell, 0)) for sheet, cell in rows])
    assert said == [FreeTexts(evidence=FreeText("L10", EVIDENCE[6])), FreeTexts()]


def test_persons_stay_in_the_archive_and_the_societys_own_workbook(year: Year) -> None:
    root = year.desk.folder.root
    name = "示例093".encode()
    holding = [
        path.relative_to(root).parts[:2]
        for path in root.rglob("*")
        if path.is_file() and name in path.read_bytes() and path.suffix != ".xlsx"
    ]
    assert holding == []
    for (table,) in year.desk.ask("select table_schema || '.' || table_name from information_schema.tables"):
        assert year.desk.ask(f"select 1 from {table} as one where one::varchar like '%示例093%'") == []
    assert [path for path in year.desk.folder.staging.iterdir() if path.is_dir()] == []


def test_a_correction_of_last_year_is_told_this_year_too(year: Year, tmp_path: Path) -> None:
    changed = {"会员代表人数": 300, "成立时间": "1987-01-02", "兼职工作人员数": None}  # blank: the earlier file counts
    later = year.sent_last_year("S1", WHOLE, {"form": changed, "answers": {"T01-1": "未完成"}})
    year.desk.load(later)
    outdated = "select sheet, cell from open_finding where kind = 'confirmation_outdated' and society_id = 'S1'"
    # Its roster stands in another file now; the other values are as they were.
    assert set(year.desk.ask(outdated)) == {
        *(("基本情况", cell) for cell in ("F11", "F16")),
        ("任务完成情况", "E6"),
        ("理事会名册", "C5"),
    }
    states = (
        "select submission.state, society_result.state from submission join society_result using (society_id, period)"
    )
    assert set(year.desk.ask(f"{states} where society_id = 'S1' and period = 2018")) == {("to_correct", "to_correct")}
    blank = "select value from current_form where society_id = 'S1' and period = 2018 and field = 'delegates'"
    assert year.desk.ask(blank) == [(None,)]
    assert year.desk.ask("select councillors from council where society_id = 'S1' and period = 2018") == [(None,)]
    now = year.verdicts("S1", 2018)
    assert (now["T01-1"], now["T01-2"], now["T08-1"]) == ("unknown", "met", "unknown")

    (back,) = [one for one in corrections(year.desk.folder, 2018, "S1")]
    assert back.is_marked
    book = openpyxl.load_workbook(io.BytesIO(back.content))
    book["基本情况"]["G16"], book["基本情况"]["C16"] = "有变化", 300
    book["基本情况"]["G11"], book["基本情况"]["C11"] = "有变化", "1987-01-02"
    book["任务完成情况"]["G6"] = "有变化"
    for row in range(6, 10):
        book["任务完成情况"][f"I{row}"] = "已完成"
    book.save(tmp_path / "改.xlsx")
    year.desk.load(tmp_path / "改.xlsx")
    assert {sheet for sheet, _ in year.desk.ask(outdated)} == {"理事会名册"}
    assert year.desk.ask(blank) == [(300,)]
    assert year.verdicts("S1", 2018)["T01-1"] == "met"


def test_a_correction_of_the_form_alone_leaves_the_confirmed_roster_in_force(year: Year) -> None:
    later = year.sent_last_year("S2", SMALL, {"form": {"会员代表人数": 48}, "tables": ("form",)})
    year.desk.load(later)
    outdated = "select distinct sheet from open_finding where kind = 'confirmation_outdated' and society_id = 'S2'"
    assert year.desk.ask(outdated) == [("基本情况",)]
    assert year.desk.ask("select councillors from council where society_id = 'S2' and period = 2018") == [(12,)]
