"""备注: pinned where they belong, changed, withdrawn, shown as text, taken along in every file about their subject."""

import datetime as dt
import io
import shutil
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard import exports
from dashboard.database import current
from dashboard.documents.imprint import Imprint
from dashboard.documents.report.document import report_docx
from dashboard.documents.society import SocietyContent
from dashboard.documents.society_html import society_html
from dashboard.documents.society_word import society_documents_zip, society_docx
from dashboard.queries import Filters, notes
from dashboard.queries.notes import Subject
from dashboard.queries.society import society
from dashboard.queries.versions import versions
from etl import desk
from etl.paths import DataFolder
from tests.association import HOSTILE
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import opened_form, press, settled, widget


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _write(page: AppTest, text: str, name: str = "示例甲") -> AppTest:
    opened_form(page)
    widget(page, "text_area", "备注").set_value(text)
    widget(page, "text_input", "您的姓名").set_value(name)
    return settled(press(page, "保存"))


def _seen(page: AppTest) -> list[str]:
    """The notes in place, as they read."""
    marked = [one.value.replace("\\", "") for one in page.markdown if "sticky_note" in one.value]
    return [text.removeprefix(":material/sticky_note_2: ")[: -len("，2026-01-01）")] for text in marked]


PLACES = [
    ("tasks", {"task": "T08"}, "已核实（示例甲"),
    ("society", {"society": "S01"}, "已核实（示例甲"),
    ("overview", {}, "总体达标：已核实（示例甲"),
]


@pytest.mark.parametrize(("where", "query", "seen"), PLACES)
def test_note_stands_in_its_place_is_changed_and_withdrawn(
    visit: Visit, data: Path, where: str, query: dict[str, str], seen: str
) -> None:
    page = _write(visit(data, where, period="2018", **query), "已核实")
    assert (_seen(page), [one.value for one in page.success]) == ([seen], ["备注已经保存。"])
    choice = widget(page, "selectbox", "写新的，或改已有的")
    page = _write(choice.select_index(1).run(), "材料后补", "示例乙")
    assert _seen(page) == [seen.replace("已核实（示例甲", "材料后补（示例乙")]
    page = widget(page, "selectbox", "写新的，或改已有的").select_index(1).run()
    page = settled(press(page, "撤回"))
    assert (_seen(page), list(page.exception)) == ([], [])


def test_note_belongs_to_its_subject_and_period(visit: Visit, data: Path) -> None:
    _write(visit(data, "tasks", period="2018", task="T08"), "已核实")
    assert _seen(visit(data, "tasks", period="2018", task="T09")) == []
    assert _seen(visit(data, "tasks", period="2017", task="T08")) == []
    assert _seen(visit(data, "tasks", period="2018", task="T08")) == ["已核实（示例甲"]


def test_blank_and_nameless_notes_are_not_kept(visit: Visit, data: Path) -> None:
    for text, name, warning in (("", "示例甲", "请写备注的内容。"), ("已核实", "", "请填写您的姓名。")):
        page = opened_form(visit(data, "tasks", period="2018", task="T08"))
        widget(page, "text_area", "备注").set_value(text)
        widget(page, "text_input", "您的姓名").set_value(name)
        assert [one.value for one in press(page, "保存").warning] == [warning]
    assert [one.what for one in desk.history(DataFolder(data))] == ["registry", "rubric", "file"]


@pytest.fixture
def noted(data: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the build after a hostile note on a society, one on a task and one on a figure."""
    monkeypatch.setenv("REFORM_DATA", str(data))
    for note in (
        desk.Note(2018, f"=1+1 {HOSTILE}", "<i>甲</i>", society_id="S01"),
        desk.Note(2018, "理事会材料待补", "示例乙", task_id="T08"),
        desk.Note(2018, "较上年提前", "示例丙", figure="reported"),
    ):
        desk.record(DataFolder(data), note, lambda *_: None)
    return str(current())


def test_hostile_note_stays_text(visit: Visit, noted: str, data: Path) -> None:
    page = visit(data, "society", society="S01", period="2018")
    texts = [one.value for one in page.markdown]
    assert not [text for text in texts if "![" in text or "<b>" in text or "<i>" in text]
    assert len(_seen(page)) == 1


def test_notes_of_societies_pass_the_filters(noted: str) -> None:
    assert list(notes.notes(noted, Filters(2018))["subject"]) == ["已报送", "8 理事会规模", "滨海市示例数学学会"]
    assert list(notes.notes(noted, Filters(2018, categories=("医科",)))["subject"]) == ["已报送", "8 理事会规模"]
    assert notes.on(noted, 2018, [Subject("", task_id="T08")])["text"].tolist() == ["理事会材料待补"]


def test_downloads_explain_the_notes_on_what_is_in_them(noted: str) -> None:
    told = {
        keys: list(notes.explained(noted, Filters(2018), keys)) for keys in ((), ("T08",), ("S01", "T08"), ("S02",))
    }
    assert told == {
        (): ["备注：已报送"],
        ("T08",): ["备注：已报送", "备注：8 理事会规模"],
        ("S01", "T08"): ["备注：已报送", "备注：8 理事会规模", "备注：滨海市示例数学学会"],
        ("S02",): ["备注：已报送"],
    }


def test_workbook_says_the_note_on_its_last_sheet_as_text(visit: Visit, noted: str, data: Path) -> None:
    page = visit(data, "society", society="S01", period="2018")
    found = notes.explained(noted, Filters(2018), ["S01"])
    workbook = load_workbook(io.BytesIO(_explained(found)))
    cells = {row[0].value: row[1] for row in workbook["说明"].iter_rows(min_row=2) if row[0].value}
    assert cells["备注：滨海市示例数学学会"].data_type == "s"
    assert str(cells["备注：滨海市示例数学学会"].value).startswith("=1+1 滨海市示例![x]")
    assert list(page.exception) == []


def _explained(definitions: dict[str, str]) -> bytes:
    return exports.page_xlsx({"表": pd.DataFrame({"列": [1]})}, exports.About("", definitions, ""))


def test_documents_about_a_society_carry_its_notes(noted: str) -> None:
    found = society(noted, 2018, "S01")
    assert found is not None
    sheet = SocietyContent(found, versions(noted, 2018, "S01"), notes.on_society(noted, 2018, "S01"), "")
    html = society_html(sheet)
    assert "=1+1" in html and "&lt;i&gt;甲&lt;/i&gt;" in html and "<b>科普" not in html
    assert "=1+1" in _text(society_docx(sheet))
    with zipfile.ZipFile(io.BytesIO(society_documents_zip(noted, Filters(2018), _imprint()))) as archive:
        texts = {name[:3]: _text(archive.read(name)) for name in archive.namelist()}
    assert [name for name, text in texts.items() if "<i>甲</i>" in text] == ["S01"]


def test_report_ends_with_the_notes(noted: str) -> None:
    text = _text(report_docx(noted, Filters(2018), _imprint()))
    assert all(
        one in text for one in ("工作备注", "8 理事会规模：理事会材料待补（示例乙", "已报送：较上年提前（示例丙")
    )


def _imprint() -> Imprint:
    return Imprint(dt.date(2018, 12, 25), "数据截至 2018-12-20", "2018 年度")


def _text(document: bytes) -> str:
    opened = docx.Document(io.BytesIO(document))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


def test_note_that_somebody_else_has_changed_meanwhile_is_not_overwritten(visit: Visit, data: Path) -> None:
    page = _write(visit(data, "tasks", period="2018", task="T08"), "已核实")
    page = widget(opened_form(page), "selectbox", "写新的，或改已有的").select_index(1).run()
    widget(page, "text_area", "备注").set_value("材料后补")
    [note_id] = notes.notes(str(current()), Filters(2018))["note_id"]
    by_another = desk.Note(2018, "已收材料", "示例乙", task_id="T08", note_id=note_id)
    desk.record(DataFolder(data), by_another, lambda *_: None)
    page = press(page, "保存")
    assert _seen(page) == ["已收材料（示例乙"]
    assert widget(page, "text_area", "备注").value == "已收材料"
    [kept] = notes.notes(str(current()), Filters(2018)).itertuples()
    assert (kept.text, kept.author) == ("已收材料", "示例乙")
