"""The desk of the staff in a real browser: a review moves a verdict, a workbook comes back marked, widths hold."""

import io
import re
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser
BUILD_MILLISECONDS = 60_000
ROW, HEADING, INSIDE = 62, 36, 100  # pixels of a table: a row, the headings, and where a click is inside a row


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _choose_first_criterion(page: Page) -> None:
    every = re.compile(r"^全部 \d")
    page.get_by_role("radio", name=every).or_(page.get_by_role("button", name=every)).first.click()
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # the canvas draws its rows after it has come into sight
    box = table.bounding_box()
    assert box
    # A click without a move of the pointer before it does nothing (docs/platform-facts.md).
    page.mouse.move(box["x"] + INSIDE, box["y"] + HEADING + ROW, steps=4)
    page.mouse.click(box["x"] + INSIDE, box["y"] + HEADING + ROW / 2, delay=60)
    expect(page.get_by_text("审核意见", exact=True)).to_be_visible(timeout=BUILD_MILLISECONDS)


def test_review_moves_the_verdict(visit: Visit, serve: Serve, data: Path) -> None:
    visitor = visit(serve(data), 1440)
    page = visitor.open("society?society=S01&period=2018")
    _choose_first_criterion(page)
    page.get_by_role("radio", name="不认可").or_(page.get_by_role("button", name="不认可")).first.click()
    page.get_by_label("理由").fill("没有签到记录<b>x</b>")
    page.get_by_label("您的姓名").last.fill("示例甲")
    page.get_by_role("button", name="保存", exact=True).last.click()
    expect(page.get_by_text("现在的结论：× 未达标")).to_be_visible(timeout=BUILD_MILLISECONDS)
    visitor.settled()
    expect(page.get_by_text("基本任务 5/6 达标").first).to_be_visible()
    expect(page.get_by_text("已审核 1/").first).to_be_visible()


def test_marked_workbook_is_downloaded(visit: Visit, serve: Serve, data: Path) -> None:
    page = visit(serve(data)).open("society?society=S05&period=2018")
    with page.expect_download(timeout=BUILD_MILLISECONDS) as download:
        page.get_by_role("button", name="下载标出问题的原表").click()
    assert download.value.suggested_filename.startswith("退回修改-")
    content = Path(str(download.value.path())).read_bytes()
    assert load_workbook(io.BytesIO(content)).sheetnames[0] == "须更正清单"


@pytest.mark.parametrize("width", [1280, 1440])
def test_open_forms_fit_their_window(visit: Visit, serve: Serve, warehouse: Path, width: int) -> None:
    page = visit(serve(warehouse), width).open("society?society=S01&period=2018")
    _choose_first_criterion(page)
    too_wide = "document.querySelector('[data-testid=stMain]').scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(too_wide)
    assert page.get_by_test_id("stException").count() == 0
