"""学会 in a real browser: the printed sheet fills its paper, files hold the society."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Download, expect

from tests.browser.conftest import Visitor
from tests.browser.stage import RUN_MILLISECONDS

pytestmark = pytest.mark.browser
Guest = Callable[..., Visitor]


@pytest.fixture
def guest(visit: Callable[..., Visitor], serve: Callable[..., str], warehouse: Path) -> Guest:
    """Return `guest(width=1280)`: a visitor of the small association's dashboard."""
    return lambda **size: visit(serve(warehouse), **size)


def saved(download: Download) -> io.BytesIO:
    """Return what was downloaded."""
    return io.BytesIO(Path(download.path()).read_bytes())


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
        "还差什么",
        "各项任务",
        "判定依据",
        "理事会构成",
        "会员",
        "填报版本",
        "须更正与请核对",
        "已经答复的核对",
        "说明",
    ]
    assert Document(saved(document.value)).paragraphs[0].text == "滨海市示例内科学会"
    assert zipfile.is_zipfile(saved(document.value))
