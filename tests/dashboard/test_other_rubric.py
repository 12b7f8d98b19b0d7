"""Rubrics of other years on every page and in every document: nothing breaks, no number of the first rubric stays."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from lxml import etree, html
from openpyxl import Workbook

from dashboard.database import current
from dashboard.documents.report import report_docx, report_paragraph, report_pptx
from dashboard.documents.society_word import society_documents_zip
from dashboard.pocket import pocket_html
from dashboard.queries import Filters
from etl.command import collecting
from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import Rubric
from etl.loading import pipeline
from etl.paths import RUBRICS, DataFolder
from tests.dashboard.conftest import Visit, cards
from tests.dashboard.reporting import IMPRINT
from tests.etl import society

SEVEN = Path(__file__).parents[1] / "cases" / "rubric-2019-seven-tasks.toml"
PAGES = "overview tasks membership council optional_tasks society submissions".split()
OTHER_NUMBERS = {
    "base_year = 2016": "base_year = 2017",
    "small_base = 300": "small_base = 250",
    "growth_pct = 15": "growth_pct = 12",
    "young_age = 45": "young_age = 40",
    "optional_minimum = 5": "optional_minimum = 6",
}
STALE = re.compile(r"2016|300 ?人|15 ?%|满 ?5 ?项|至少(?:选做?)? ?5 ?项|45 ?(?:周)?岁")
# Paragraphs of Word and slides, values of their charts, strings of workbooks.
BLOCKS = ("{*}p", "{*}v", "{*}si")
NAMES = ("滨海市示例甲学会", "滨海市示例乙学会", "滨海市示例丙学会")


def write_seven(path: Path, rubric: Rubric, name: str, done: str) -> None:
    """Write what a society sends under the rubric of seven tasks."""
    book = Workbook()
    form, answers, members, roster = (
        book.create_sheet(title) for title in ("基本情况", "任务完成情况", "会员情况", "理事会名册")
    )
    book.remove(book.worksheets[0])
    for row in {"学会名称": name, "填报年度": 2019, "专职工作人员数": 1, "兼职工作人员数": 0}.items():
        form.append(row)
    answers.append(["序号", "任务名称", "工作标准", "是否选做", "完成情况", "数量"])
    for task in rubric.tasks:
        for standard in task.standards:
            chosen = "是" if task.group == "optional" else None
            answers.append([task.number, task.title, standard.text, chosen, done, 3 if standard.count else None])
    members.append(["年份", "个人会员数", "单位会员数"])
    members.append([2018, 180, 3])
    members.append([2019, 230, 4])
    roster.append(society.ROSTER_HEADINGS)
    for person in society.council(9, 0):
        roster.append(person)
    book.save(path)


def load(folder: DataFolder, *files: Path) -> None:
    pipeline.load(folder, collecting.collect(files), "command", lambda *_: None)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three years, each with its own rubric: 2018 with other numbers, 2019 with other tasks."""
    root = tmp_path_factory.mktemp("years")
    folder = root / "rubrics"
    folder.mkdir()
    first = (RUBRICS / "2017.toml").read_text("utf-8")
    (folder / "2017.toml").write_text(first, "utf-8")
    for old, new in OTHER_NUMBERS.items():
        assert old in first
        first = first.replace(old, new)
    (folder / "2018.toml").write_text(first, "utf-8")
    seven = SEVEN.read_text("utf-8").replace("base_year = 2016", "base_year = 2018").replace("45", "42")
    (folder / "2019.toml").write_text(seven, "utf-8")
    data = DataFolder(root / "data")
    lines = [{"编号": f"S{number}", "学会名称": name, "应换届年份": 2018} for number, name in enumerate(NAMES, start=1)]
    society.write_registry(data.registry, lines, periods=(2017, 2018, 2019))
    files = []
    for number, name in enumerate(NAMES[:2]):
        members = {2017: (240 + number, 1), 2018: (260, 2)}
        files.append(society.write(root / f"{number}.xlsx", form={"学会名称": name}, members=members))
        write_seven(
            root / f"seven{number}.xlsx", rubrics.read(folder / "2019.toml"), name, ("已完成", "未完成")[number]
        )
        files.append(root / f"seven{number}.xlsx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "RUBRICS", folder)
        load(data, *files)
    return data.root


def stale(said: Iterable[str]) -> list[str]:
    """The texts with a number of the first rubric; the words of the annex stay as they are, pictures stand as data."""
    own = [text for text in said if "data:image" not in text and "在2016年底的基础上" not in text]
    return [text for text in own if STALE.search(text.replace("\\", ""))]


def strings(value: object) -> Iterator[str]:
    """Every text within lists and dictionaries."""
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from strings(one)
        case list() | tuple():
            for one in value:
                yield from strings(one)


def words(content: bytes) -> Iterator[str]:
    """The paragraphs and cells of an Office file, its charts' texts too; of a ZIP those of all files in it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        part = archive.read(name)
        if name.endswith((".docx", ".xlsx", ".pptx")):
            yield from words(part)
        elif name.endswith(".html"):
            yield from html.fromstring(part.decode()).itertext()
        elif name.endswith(".xml"):
            for block in etree.fromstring(part).iter(*BLOCKS):
                yield "".join(block.itertext())


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What charts say, and the headings of tables and the texts of workbooks that a page shows and offers."""
    said: list[str] = []
    draw, chart, offer = st.dataframe, st.plotly_chart, st.download_button

    def drawn(data: Any, **given: Any) -> Any:
        said.extend(map(str, getattr(data, "column_names", ())))
        return draw(data, **given)

    def charted(figure: Any, **given: Any) -> Any:
        said.extend([*strings(json.loads(figure.to_json())["layout"]), given["alt"]])
        return chart(figure, **given)

    def offered(label: str, data: Any, file_name: str, *more: Any, **given: Any) -> Any:
        if file_name.endswith(".xlsx") and "原表" not in label:
            said.extend(words(data()))
        return offer(label, data, file_name, *more, **given)

    monkeypatch.setattr(st, "dataframe", drawn)
    monkeypatch.setattr(st, "plotly_chart", charted)
    monkeypatch.setattr(st, "download_button", offered)
    return said


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("period", [2018, 2019])
def test_no_page_breaks_or_says_a_number_of_another_year(
    years: Path, visit: Visit, taken: list[str], page: str, period: int
) -> None:
    app = visit(years, page, period=str(period), society="S1")
    assert not app.exception
    said = [str(one.value) for one in [*app.subheader, *app.caption, *app.info, *app.warning, *app.markdown]]
    said += [card.label for card in cards(app)]
    assert len(said) >= 3
    assert len(taken) >= 20
    assert stale([*said, *taken]) == []


@pytest.mark.parametrize("period", [2018, 2019])
def test_documents_take_their_numbers_from_the_rubric_of_the_year(
    years: Path, monkeypatch: pytest.MonkeyPatch, period: int
) -> None:
    monkeypatch.setenv("REFORM_DATA", str(years))
    build, filters = str(current()), Filters(period)
    assert not STALE.search(report_paragraph(build, filters))
    documents = (report_docx, report_pptx, society_documents_zip)
    said = [text for document in documents for text in words(document(build, filters, IMPRINT))]
    assert len(said) > 300
    assert stale(said) == []
    assert "二十" not in pocket_html(build, filters)
