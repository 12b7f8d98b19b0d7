"""From a dot to the society, to its printed sheet and its files, and back again, in a real browser."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.stage import RUN_MILLISECONDS

pytestmark = pytest.mark.browser
PAGES = ("membership", "council", "society?society=S03", "society?society=S06", "society?society=S04", "society")
Guest = Callable[..., Visitor]


@pytest.fixture
def guest(visit: Callable[..., Visitor], serve: Callable[..., str], warehouse: Path) -> Guest:
    """Return `guest(width=1280)`: a visitor of the small association's dashboard."""
    return lambda **size: visit(serve(warehouse), **size)


def saved(download: Download) -> io.BytesIO:
    """Return what was downloaded."""
    return io.BytesIO(Path(download.path()).read_bytes())


def click_first_dot(page: Page) -> None:
    """Click the first dot of the first chart, where it is drawn."""
    dot = page.locator(".js-plotly-plot .scatterlayer .point").first.bounding_box(timeout=2 * RUN_MILLISECONDS)
    assert dot is not None
    page.mouse.click(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)


@pytest.mark.parametrize("width", [1280, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_page_stands_without_a_fault_or_a_horizontal_scrollbar(guest: Guest, path: str, width: int) -> None:
    page = guest(width=width).open(path)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize(("path", "title"), [("membership?category=医科", "会员"), ("council?category=医科", "理事会")])
def test_dot_leads_to_the_society_and_back_leads_to_the_same_view(guest: Guest, path: str, title: str) -> None:
    visitor = guest()
    page = visitor.open(path)
    click_first_dot(page)
    link = page.get_by_test_id("stMain").get_by_role("link").first
    expect(link).to_have_text(re.compile("滨海市示例内科学会"), timeout=RUN_MILLISECONDS)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("滨海市示例内科学会", timeout=RUN_MILLISECONDS)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=RUN_MILLISECONDS)
    visitor.settled()
    assert parse_qs(urlsplit(page.url).query)["category"] == ["医科"]
    expect(page.get_by_text("选中的学会")).to_have_count(0)


def test_cell_of_the_strip_shows_the_criteria_of_its_task(guest: Guest) -> None:
    visitor = guest(height=1400)
    page = visitor.open("society?society=S03")
    cell = page.locator(".js-plotly-plot .barlayer .point").nth(1).bounding_box(timeout=2 * RUN_MILLISECONDS)
    assert cell is not None
    page.mouse.click(cell["x"] + cell["width"] / 2, cell["y"] + cell["height"] / 2)
    expect(page.get_by_label("判定依据，3 项").first).to_be_visible(timeout=RUN_MILLISECONDS)


def test_printed_sheet_fills_a4_pages(guest: Guest) -> None:
    page = guest().open("society?society=S03&period=2018")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="打印版").click()
    sheet = opened.value
    expect(sheet.get_by_role("heading", level=1)).to_have_text("滨海市示例内科学会", timeout=RUN_MILLISECONDS)
    pdf = sheet.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf
    assert not sheet.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_downloads_hold_the_society(guest: Guest) -> None:
    page = guest().open("society?society=S03&period=2018")
    with page.expect_download() as workbook:
        page.get_by_role("button", name="下载 XLSX").click()
    with page.expect_download() as document:
        page.get_by_role("button", name="下载 Word 文档").click()
    assert workbook.value.suggested_filename.startswith("滨海市示例内科学会_2018_")
    assert load_workbook(saved(workbook.value)).sheetnames == [
        "判定依据",
        "理事会构成",
        "会员",
        "填报版本",
        "须更正与请核对",
        "说明",
    ]
    assert Document(saved(document.value)).paragraphs[0].text == "滨海市示例内科学会"
    assert zipfile.is_zipfile(saved(document.value))
