"""What a leader does in one sitting: from a task to a society and back, a link, the ledger, the keyboard."""

import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
from axe_playwright_python import sync_playwright as axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard.labels import RENEWAL, VERDICTS
from tests.association import HOSTILE
from tests.browser.conftest import Visitor
from tests.browser.stage import RUN_MILLISECONDS

pytestmark = pytest.mark.browser
PAGES = ("overview", "tasks", "membership", "council", "optional_tasks", "society?society=S06", "submissions")
AXE = Path(axe.__file__).with_name("axe.min.js").read_text("utf-8")
# Streamlit's own, and only in its navigation: it puts each section in a div that stands between list and items, so the
# list has a child that is none (`list`) and the items have a parent that is none (`listitem`).
OF_STREAMLIT = ("list", "listitem")
GRAVE = """
own => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .flatMap(one => one.nodes.map(node => [one.id, node.target[0], node.html.slice(0, 160)]))
    .filter(([id, target]) => !(own.includes(id)
        && document.querySelector(target).closest('[data-testid=stSidebarNav]'))))
"""
Guest = Callable[..., Visitor]


@pytest.fixture
def guest(visit: Callable[..., Visitor], serve: Callable[..., str], warehouse: Path) -> Guest:
    """Return `guest(width=1280)`: a visitor of the small association's dashboard."""
    return lambda **size: visit(serve(warehouse), **size)


def heading(page: Page, text: str) -> None:
    """Wait until the page has this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text, timeout=RUN_MILLISECONDS)


def query(page: Page) -> dict[str, list[str]]:
    """Return what the address asks for."""
    return parse_qs(urlsplit(page.url).query)


def test_from_the_worst_task_to_a_society_and_back_twice(guest: Guest) -> None:
    visitor = guest(width=1440)
    page = visitor.open("overview?period=2018&category=医科")
    page.get_by_role("tab", name="未达标比例最高").click()
    page.get_by_test_id("stPageLink").get_by_role("link").first.click()
    heading(page, "任务")
    table = page.get_by_test_id("stDataFrame").last
    visitor.settled()
    table.scroll_into_view_if_needed()
    table.click(position={"x": 16, "y": 50})
    link = page.get_by_test_id("stPageLink").get_by_role("link").last
    link.click(timeout=RUN_MILLISECONDS)
    heading(page, "滨海市示例内科学会")
    expect(page.get_by_role("heading", name="判定依据")).to_be_visible(timeout=RUN_MILLISECONDS)
    page.go_back()
    heading(page, "任务")
    visitor.settled()
    assert query(page)["category"] == ["医科"]
    expect(page.get_by_test_id("stMain").get_by_test_id("stPageLink")).to_have_count(0)
    page.go_back()
    heading(page, "总览")
    visitor.settled()
    assert query(page)["category"] == ["医科"]


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a filter in the sidebar."""
    page.get_by_test_id("stSidebar").get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Tab")  # closes what stays open for more; Escape would clear a single choice


def test_copied_address_shows_the_same_figures(guest: Guest) -> None:
    first, second = guest(), guest()
    page = first.open("overview")
    choose(page, "学科", "理科")
    expect(page.get_by_text("学科：理科")).to_be_visible(timeout=RUN_MILLISECONDS)
    choose(page, "换届", RENEWAL["due"])
    expect(page.get_by_text(f"换届：{RENEWAL['due']}")).to_be_visible(timeout=RUN_MILLISECONDS)
    first.settled()
    copied = second.open(page.url.removeprefix(f"{first.address}/"))
    mine, theirs = (one.get_by_test_id("stMetricValue").all_inner_texts() for one in (page, copied))
    assert (mine, mine[0]) == (theirs, "2 / 2 家")


def test_ledger_says_what_the_warehouse_says(guest: Guest, warehouse: Path) -> None:
    page = guest().open("overview?period=2018")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载台账").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["台账"]
    rows = list(sheet.iter_rows())
    assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert (sheet.freeze_panes is not None, bool(sheet.print_title_rows)) == (True, True)
    current = (warehouse / "warehouse" / "CURRENT").read_text("utf-8").strip()
    with duckdb.connect(str(warehouse / "warehouse" / current), read_only=True) as built:
        results = built.sql(
            "select society.name, result.number, result.verdict from task_result as result "
            "join society using (society_id) where result.period = 2018 and result.verdict <> 'not_applicable'"
        ).fetchall()
    header = next(index for index, row in enumerate(rows) if str(row[6].value).startswith("1 "))
    columns = {str(cell.value).split(" ")[0]: cell.column - 1 for cell in rows[header] if cell.value}
    written = {str(row[1].value): row for row in rows}
    assert [(name, number) for name, number, verdict in results
            if written[name][columns[str(number)]].value != VERDICTS[verdict]] == []  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_is_accessible(guest: Guest, path: str) -> None:
    page = guest().open(path)
    page.evaluate(AXE)
    assert page.evaluate(GRAVE, OF_STREAMLIT) == []


@pytest.mark.parametrize("path", PAGES)
def test_hostile_name_stays_a_name(guest: Guest, path: str) -> None:
    page = guest().open(path)
    main = page.get_by_test_id("stMain")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert main.locator('img[src*="example.invalid"], a[href*="example.invalid"], b:text-is("科普")').count() == 0
    if "S06" in path:
        # A word joiner, which is not seen, keeps the browser's side from making a link of an address.
        heading(page, HOSTILE.replace("http:", "http:\N{WORD JOINER}"))


@pytest.mark.parametrize("name", ["年度", "下载 XLSX"])
def test_keyboard_reaches_filters_and_downloads(guest: Guest, name: str) -> None:
    page = guest().open("overview")
    reached = []
    for _ in range(120):
        page.keyboard.press("Tab")
        # Of what scrolls and may have the focus too, the text is that of the whole page.
        reached += page.evaluate(
            "[document.activeElement].filter(one => one.matches('button, input, a'))"
            ".map(one => one.getAttribute('aria-label') || one.innerText)"
        )
        if name in " ".join(reached[-1:]):
            return
    pytest.fail(f"Tab does not reach {name}: {reached}")
