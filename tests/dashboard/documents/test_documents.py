"""The printed sheet and the Word document of one society: the page's content, on A4, with nothing live in it."""

import asyncio
import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree, html
from starlette.applications import Starlette
from starlette.types import Message

from dashboard import standing
from dashboard.documents import society_pictures, society_tables
from dashboard.documents.society import Rows, SocietyContent, rows, sections
from dashboard.documents.society_html import society_html
from dashboard.documents.society_word import society_docx
from dashboard.queries.notes import on_society
from dashboard.queries.society import society
from dashboard.queries.versions import versions
from dashboard.server.printing import ROUTES
from tests.association import HOSTILE

SOCIETIES = ["S01", "S02", "S03", "S04", "S05", "S06", "S07"]
STAMP = "演示数据 · 数据截至 2018-12-20 09:30"


def sheet(build: str, society_id: str) -> SocietyContent:
    """Return what the documents of a society are made from."""
    found = society(build, 2018, society_id)
    assert found is not None
    return SocietyContent(found, versions(build, 2018, society_id), on_society(build, 2018, society_id), STAMP)


def get(path: str, query: str = "") -> tuple[int, dict[str, str], str]:
    """Return status, headers and text of the answer to a GET."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [],
    }
    with ThreadPoolExecutor(1) as thread:  # the tests' own thread may have a loop running already, of the browser
        thread.submit(asyncio.run, Starlette(routes=ROUTES)(scope, receive, send)).result()
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent).decode()


def table_texts(tables: list[Any]) -> list[list[list[str]]]:
    """Return the texts of HTML tables."""
    return [[[cell.text_content() for cell in row.iterfind("*")] for row in table.iter("tr")] for table in tables]


@pytest.mark.parametrize("society_id", SOCIETIES)
def test_paper_says_what_the_page_says(build: str, society_id: str) -> None:
    made = sheet(build, society_id)
    written = [
        ([list(rows.headings), *map(list, rows.cells)], one.picture)
        for one in sections(made)
        for rows in one.tables
        if rows.cells
    ]
    page = html.fromstring(society_html(made))
    document = Document(io.BytesIO(society_docx(made)))
    on_paper = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert table_texts(page.findall(".//table")) == [table for table, picture in written if picture is None]
    assert on_paper == [table for table, _ in written]
    headings = {
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Heading 1"
    }
    assert {standing.overall(made.record), standing.growth(made.record), standing.council(made.record)} <= headings


def test_all_criteria_are_on_paper(build: str) -> None:
    made = sheet(build, "S02")
    whole = sections(made)[-1]
    assert [row[0] for row in whole.tables[0].cells] == society_tables.criteria(made.record)["item"].tolist()


COURSES = [
    (36, 44, 53), (283, 288, 294), (299, 322, 344), (300, 300, 300), (300, 310, 320), (300, 322, 345), (290, 340, 250),
    (408, 422, 435), (6064, 5884, 5703), (14236, 14100, 14237), (20, 20, 20), (100, 114, 115),
]  # fmt: skip


@pytest.mark.parametrize("members", COURSES)
def test_words_in_the_picture_of_the_members_keep_off_each_other(build: str, members: tuple[int, ...]) -> None:
    found = society(build, 2018, "S01")
    assert found is not None
    drawn = replace(
        found,
        members=found.members.assign(individual=list(members)),
        growth={**found.growth, "base": members[0], "now": members[-1]},
    )
    image = etree.fromstring(society_pictures.members(drawn))
    boxes = [_box(text) for text in image.iterfind("text")]
    assert [
        (one[0], other[0])
        for one, other in combinations(boxes, 2)
        if one[1] < other[2] and other[1] < one[2] and abs(one[3] - other[3]) < 10
    ] == []
    assert all(left >= -1 and right <= 331 for _, left, right, _ in boxes)


def _box(text: etree._Element) -> tuple[str, float, float, float]:
    """The words, where they begin and end, and their baseline; letters of 10 units."""
    words = str(text.text)
    width = sum(10 if ord(one) > 255 else 5.5 for one in words)
    left = float(text.get("x")) - {"start": 0.0, "middle": width / 2, "end": width}[text.get("text-anchor")]
    return words, left, left + width, float(text.get("y"))


def test_pictures_of_the_sheet_are_svg_with_a_name(build: str) -> None:
    made = sheet(build, "S01")
    page = html.fromstring(society_html(made))
    names = [picture.get("aria-label") for picture in page.iter("svg")]
    assert names == [standing.overall(made.record), standing.growth(made.record), standing.council(made.record)]
    strip = next(page.iter("svg"))
    assert [box.get("fill") for box in strip.iter("rect")][:6] == ["#1B7F8C"] * 6


def test_hostile_name_is_text_on_paper(build: str) -> None:
    made = sheet(build, "S06")
    page = html.fromstring(society_html(made))
    live = [element.tag for element in page.iter("img", "a", "script", "b", "iframe", "link")]
    assert (page.findtext(".//h1"), live) == (HOSTILE, [])
    document = Document(io.BytesIO(society_docx(made)))
    assert document.paragraphs[0].text == HOSTILE
    xml = etree.tostring(document.element).decode()
    assert not re.search(r"w:hyperlink|w:fldSimple|w:instrText", xml)


def test_word_document_is_a4(build: str) -> None:
    page = Document(io.BytesIO(society_docx(sheet(build, "S01")))).sections[0]
    assert page.page_width is not None and page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_table_leaves_out_columns_in_which_nothing_stands(build: str) -> None:
    criteria = society_tables.criteria(sheet(build, "S01").record).head(1)
    assert rows(criteria, ("item", "reviewed", "declared", "kind")) == Rows(
        ("项", "自评", "结论"), (("1-1", "已完成", "达标"),)
    )


def test_address_answers_with_the_sheet_and_lets_nothing_in(build: str) -> None:
    status, headers, text = get("/print/society/S01", "period=2018")
    assert (status, "<h1>滨海市示例数学学会</h1>" in text) == (200, True)
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://", text)


def test_address_without_a_year_answers_with_the_latest(build: str) -> None:
    assert "<title>滨海市示例数学学会 2018</title>" in get("/print/society/S01")[2]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/print/society/S99", ""),
        ("/print/society/S08", ""),
        ("/print/society/S01", "period=1999"),
        ("/print/society/<b>", ""),
        ("/print/society/S01/S01", ""),
    ],
)
def test_address_of_nobody_says_so_in_a_sentence(build: str, path: str, query: str) -> None:
    status, headers, text = get(path, query)
    assert (status, headers["content-type"], text[:5]) == (404, "text/plain; charset=utf-8", "这一年度的")


def test_address_without_warehouse_says_what_to_do(empty_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFORM_DATA", str(empty_data))
    assert get("/print/society/S01")[0] == 404
