"""审核 by keys in a real browser: forty answers, one undone; counted, in the history, and the same in a clean build."""

import shutil
import time
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Page, expect

from etl import desk
from etl.desk import reviewing
from etl.loading import pipeline
from etl.paths import DataFolder
from etl.warehouse import current_build
from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser
NEXT_MILLISECONDS, BUILD_SECONDS = 30_000, 60
REASON = "理由（不认可、需补材料必填）"
WHOLE = 215


def _pressed(page: Page, key: str, reviewed: int) -> None:
    """Press a key of the queue and wait until so many answers are reviewed."""
    page.keyboard.press(key)
    expect(page.get_by_text(f"已审 {reviewed} / 应审 {WHOLE}", exact=True)).to_be_visible(timeout=NEXT_MILLISECONDS)


def _reviewed(folder: DataFolder) -> list[tuple[str, str, str]]:
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        sql = "select society_id, criterion_id, reviewed from build.main.criterion_result where reviewed is not null"
        return connection.execute(f"{sql} order by all").fetchall()


def test_forty_answers_are_reviewed_by_keys_and_one_is_undone(
    visit: Visit, serve: Serve, warehouse: Path, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(warehouse, tmp_path / "data"))
    page = visit(serve(data)).open("reviews?period=2018")
    page.get_by_label("您的姓名").fill("示例甲")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the reason
    page.wait_for_timeout(500)
    for reviewed in range(1, 39):
        _pressed(page, "1", reviewed)
    page.get_by_label(REASON).fill("没有签到记录")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    _pressed(page, "2", 39)
    heading = page.get_by_test_id("stMain").locator("strong").first.inner_text()
    page.keyboard.press("n")
    expect(page.get_by_text(heading, exact=True)).to_have_count(0, timeout=NEXT_MILLISECONDS)
    _pressed(page, "1", 40)
    _pressed(page, "z", 39)

    folder = DataFolder(data)
    made = [(one.entry.what, one.who, one.undone_by is not None) for one in desk.decisions_made(folder)[-41:]]
    assert made == [*[("review", "示例甲", False)] * 39, ("review", "示例甲", True), ("undo", "示例甲", False)]
    deadline = time.monotonic() + BUILD_SECONDS
    while reviewing.uncounted_decisions(folder) and time.monotonic() < deadline:
        time.sleep(0.5)
    counted = _reviewed(folder)
    assert [decision for *_, decision in counted].count("approved") == 38
    assert [decision for *_, decision in counted].count("rejected") == 1
    pipeline.rebuild(folder, None, lambda *_: None)
    assert _reviewed(folder) == counted
