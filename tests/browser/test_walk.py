"""What a leader relies on: a link shows the same, the ledger is right, every state is accessible, keys suffice."""

import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python import sync_playwright as axe
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from dashboard.wording.labels import RENEWAL, VERDICTS
from tests.browser.conftest import Visitor
from tests.browser.stage import RUN_MILLISECONDS, settled

pytestmark = pytest.mark.browser
OFFERING = (
    "overview?part=通报和下载",
    "tasks",
    "membership",
    "council",
    "optional_tasks",
    "society?society=S06",
    "submissions",
)
PAGES = (*OFFERING, "registry?line=S06", "reviews")  # the last two offer nothing to download when they open
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
MOST_TABS = 200
Guest = Callable[..., Visitor]


@pytest.fixture
def guest(visit: Callable[..., Visitor], serve: Callable[..., str], warehouse: Path) -> Guest:
    """Return `guest(width=1280)`: a visitor of the small association's dashboard."""
    return lambda **size: visit(serve(warehouse), **size)


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
    mine, theirs = (one.locator(".figure .value").all_inner_texts() for one in (page, copied))
    assert (mine, mine[0]) == (theirs, "1/2 家")


def test_ledger_says_what_the_warehouse_says(guest: Guest, warehouse: Path) -> None:
    page = guest().open("overview?period=2018&part=通报和下载")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载台账").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["台账"]
    rows = list(sheet.iter_rows())
    assert not [cell.coordinate for row in rows for cell in row if cell.data_type == "f"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert (sheet.freeze_panes is not None, bool(sheet.print_title_rows)) == (True, True)
    header = next(row for row in rows if str(row[6].value).startswith("1 "))
    columns = {str(cell.value).split(" ")[0]: cell.column - 1 for cell in header if cell.value}
    written = {
        str(row[1].value): {number: row[column].value for number, column in columns.items() if number in NUMBERS}
        for row in rows[header[0].row :]
    }
    assert written == _asked(warehouse)


NUMBERS = [str(number) for number in range(1, 21)]
_CELLS = """
select society.name, number, verdict, reason
from task_result
join society using (society_id)
where period = 2018
"""


def _asked(warehouse: Path) -> dict[str, dict[str, object]]:
    """What the contract says of every society and task, in the ledger's words, and the totals of every task."""
    current = (warehouse / "warehouse" / "CURRENT").read_text("utf-8").strip()
    with duckdb.connect() as connection:
        # Attached rather than opened: tests of the dashboard have the build open, with settings of their own.
        connection.execute("attach ? as build (read_only)", [str(warehouse / "warehouse" / current)])
        connection.execute("set search_path = 'build.main,build.internal'")
        results = connection.execute(_CELLS).fetchall()
    expected: dict[str, dict[str, object]] = {}
    counts = Counter((str(number), verdict) for _, number, verdict, _ in results)
    for name, number, verdict, reason in results:
        word = reason if verdict == "not_applicable" else VERDICTS[verdict]
        expected.setdefault(name, {})[str(number)] = word
    for number in NUMBERS:
        met, unmet, unknown = (counts[number, verdict] for verdict in ("met", "unmet", "unknown"))
        totals = {"达标／应完成": f"{met}/{met + unmet + unknown}", "未达标": unmet, "待定": unknown}
        for about, count in totals.items():
            expected.setdefault(f"合计：{about}", {})[number] = count
    return expected


def _tables(page: Page) -> None:
    switches = page.get_by_role("radio", name="表", exact=True).or_(page.get_by_role("button", name="表", exact=True))
    for number in range(switches.count()):
        switches.nth(number).click()
        settled(page)


def _review(page: Page) -> None:
    page.get_by_role("radio", name="全部").or_(page.get_by_role("button", name="全部")).first.click()
    settled(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover(position={"x": 40, "y": 60})  # without a pointer over it no cell is hit
    page.wait_for_timeout(300)
    table.click(position={"x": 40, "y": 66})
    expect(page.get_by_text("审核意见")).to_be_visible(timeout=RUN_MILLISECONDS)


def _note(page: Page) -> None:
    page.get_by_test_id("stPopoverButton").click()
    expect(page.get_by_label("您的姓名").last).to_be_visible()


def _comparison(page: Page) -> None:
    page.get_by_role("radio", name="另一年度").or_(page.get_by_role("button", name="另一年度")).first.click()
    expect(page.get_by_role("heading", name="有变动的学会")).to_be_visible(timeout=RUN_MILLISECONDS)


STATES = [
    *((path, (settled, _tables)) for path in PAGES),
    *(
        (f"submissions?part={part}", (settled,))
        for part in ("催报名单", "读取情况", "收取填报表", "批量下载", "撤回与记录")
    ),
    ("submissions?part=待处理的问题", (settled, _tables)),
    ("society?society=S01", (_review, _note)),
    *((f"overview?part={part}", (settled, _tables)) for part in ("需要关注", "报送进度", "排名")),
    ("overview?part=与以前比较", (_comparison, _note)),
]


@pytest.mark.parametrize(("path", "states"), STATES)
def test_page_is_accessible(guest: Guest, path: str, states: tuple[Callable[[Page], object], ...]) -> None:
    visitor = guest()
    page = visitor.open(path)
    page.evaluate(AXE)
    for prepare in states:
        prepare(page)
        assert visitor.settled().evaluate(GRAVE, OF_STREAMLIT) == [], prepare.__name__


@pytest.mark.parametrize("path", OFFERING)
def test_keys_open_a_filter_and_take_a_download_along(guest: Guest, path: str) -> None:
    page = guest().open(path)
    _tab_to(page, "年度")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    _tab_to(page, "下载 XLSX")
    settled(page)
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus has this in its name."""
    reached: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        # Of what scrolls and may have the focus too, the text is that of the whole page.
        reached += page.evaluate(
            "[document.activeElement].filter(one => one.matches('button, input, a'))"
            ".map(one => one.getAttribute('aria-label') || one.innerText)"
        )
        if name in " ".join(reached[-1:]):
            return
    pytest.fail(f"Tab does not reach {name}: {reached}")
