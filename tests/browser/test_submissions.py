"""报送 in a real browser: a load goes on without its visitor, a chosen bar shows its findings and their cells."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import association
from tests.association import Filled
from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser
LOAD_MILLISECONDS = 60_000


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _figures(page: Page) -> dict[str, str]:
    labels = page.locator(".figure .label").all_inner_texts()
    return dict(zip(labels, page.locator(".figure .value").all_inner_texts(), strict=True))


def test_load_goes_on_while_its_visitor_leaves(visit: Visit, serve: Serve, data: Path, tmp_path: Path) -> None:
    association.write_submission(tmp_path / "护理学会.xlsx", Filled("S04"))
    address = serve(data)
    page = visit(address).open("submissions?part=收取填报表")
    page.locator("input[type=file]").set_input_files(tmp_path / "护理学会.xlsx")
    page.get_by_role("button", name="受理 1 份").click(timeout=LOAD_MILLISECONDS)
    page.get_by_text("正在受理").wait_for(timeout=LOAD_MILLISECONDS)
    page.close()
    other = visit(address)
    for _ in range(60):
        if _figures(other.open("submissions"))["未报送"] == "0/7 家":
            break
    assert _figures(other.page)["已受理"] == "6/7 家"


def test_chosen_bar_shows_its_findings_and_the_cells_around_them(visit: Visit, serve: Serve, data: Path) -> None:
    visitor = visit(serve(data), 1440)
    page = visitor.open("submissions?part=待处理的问题")
    bars = page.locator(".js-plotly-plot .bars .point path")
    expect(bars).not_to_have_count(0)
    visitor.settled()
    words = page.locator(".js-plotly-plot .annotation-text").all_text_contents()
    kinds = [text.split(" · ")[1] for text in words[::2]]
    bars.last.click(force=True)
    expect(page.get_by_role("heading", name=f"{kinds[-1]}：")).to_be_visible()
    visitor.settled()
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(3)
    assert page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize(
    "part", ["报送进度", "催报名单", "待处理的问题", "读取情况", "收取填报表", "批量下载", "撤回与记录"]
)
def test_parts_fit_their_window(visit: Visit, serve: Serve, warehouse: Path, part: str) -> None:
    visitor = visit(serve(warehouse), 1440)
    page = visitor.open(f"submissions?part={part}")
    assert page.get_by_role("tab", selected=True).first.inner_text() == part
    assert page.get_by_test_id("stException").count() == 0
    too_wide = "document.querySelector('[data-testid=stMain]').scrollWidth > document.documentElement.clientWidth"
    for width in (1440, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not visitor.settled().evaluate(too_wide), width
