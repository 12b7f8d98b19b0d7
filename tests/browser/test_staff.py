"""The form of a review on 学会 in a real browser fits its window."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser
BUILD_MILLISECONDS = 60_000
ROW, HEADING, INSIDE = 62, 36, 100  # pixels of a table: a row, the headings, and where a click is inside a row


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


@pytest.mark.parametrize("width", [1280, 1440])
def test_open_forms_fit_their_window(visit: Visit, serve: Serve, warehouse: Path, width: int) -> None:
    page = visit(serve(warehouse), width).open("society?society=S01&period=2018")
    _choose_first_criterion(page)
    too_wide = "document.querySelector('[data-testid=stMain]').scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(too_wide)
    assert page.get_by_test_id("stException").count() == 0
