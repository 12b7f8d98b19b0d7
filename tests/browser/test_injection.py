"""Names, cells, file names and decisions that would do harm stay words on every page and in everything taken along."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Dialog, FilePayload, Page, expect

from tests import hostile
from tests.browser.conftest import Visitor
from tests.browser.stage import ROOT, RUN_MILLISECONDS

pytestmark = pytest.mark.browser
MAKE_MILLISECONDS = 60_000
PAGES = [
    *(f"overview?part={one}" for one in ("需要关注", "排名", "与以前比较&compare=period", "通报和下载")),
    "tasks?task=T01",
    "tasks?task=T12",
    "membership",
    "council",
    "optional_tasks",
    "society",
    *(f"society?society={one}" for one in hostile.NAMES),
    "submissions",
    *(
        f"submissions?part={one}"
        for one in ("催报名单", "待处理的问题", "读取情况", "收取填报表", "批量下载", "撤回与记录")
    ),
]
OFFERING_NOTHING = ("需要关注", "排名", "收取", "批量", "撤回")
# Whatever is not the dashboard's own: an image or a link that leads elsewhere, an element or a script out of data.
ALIVE = """
() => [...document.querySelectorAll('*')].filter(one => {
    const leads = ['src', 'href', 'xlink:href', 'action', 'data', 'poster'].map(name => one.getAttribute(name) ?? '');
    return leads.some(to => /example\\.invalid/.test(to) || /^\\s*javascript:/i.test(to))
        || one.hasAttribute('onerror') || one.hasAttribute('onclick')
        || (one.tagName === 'SCRIPT' && one.textContent.includes('alert(1)'));
}).map(one => one.outerHTML.slice(0, 200))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of the hostile association."""
    return hostile.build(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def visitor(visit: Callable[..., Visitor], serve: Callable[..., str], data: Path) -> Visitor:
    """Return a visitor of the hostile association to whom no dialog may open."""
    come: Visitor = visit(serve(data), width=1440)

    def opened(dialog: Dialog) -> None:
        come.errors.append(dialog.message)
        dialog.dismiss()

    come.page.on("dialog", opened)
    return come


def assert_words_only(page: Page) -> None:
    """Nothing on the page came to life, and nothing broke."""
    assert page.evaluate(ALIVE) == []
    expect(page.get_by_test_id("stException")).to_have_count(0)


def assert_downloads_are_words(page: Page) -> int:
    """Take along everything the page offers; nothing in it is alive. Return how many files there were."""
    buttons = page.get_by_test_id("stDownloadButton").get_by_role("button")
    for number in range(buttons.count()):
        with page.expect_download(timeout=MAKE_MILLISECONDS) as download:
            buttons.nth(number).click()
        found = hostile.alive(download.value.suggested_filename, Path(download.value.path()).read_bytes())
        assert list(found) == []
    return buttons.count()


@pytest.mark.parametrize("path", PAGES)
def test_words_stay_words_on_a_page_and_in_its_downloads(visitor: Visitor, path: str) -> None:
    page = visitor.open(quote(path, safe="?=&"))
    assert_words_only(page)
    offered = assert_downloads_are_words(page)
    assert offered > 0 or any(part in path for part in OFFERING_NOTHING) or path == "society"
    for opener in ("stPopoverButton", "stExpander"):
        for one in page.get_by_test_id(opener).all():
            (one.locator("summary") if opener == "stExpander" else one).click()
            visitor.settled()
    assert_words_only(page)
    page.keyboard.press("Escape")
    tables = page.get_by_role("radio", name="表", exact=True).or_(page.get_by_role("button", name="表", exact=True))
    for number in range(tables.count()):
        tables.nth(number).click()
        visitor.settled()
    assert_words_only(page)


def test_words_stay_words_in_what_a_click_shows(visitor: Visitor) -> None:
    page = visitor.open("society?society=S02&period=2018")
    page.get_by_role("radio", name="全部").or_(page.get_by_role("button", name="全部")).first.click()
    visitor.settled()
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    table.hover(position={"x": 40, "y": 60})  # without a pointer over it no cell is hit
    page.wait_for_timeout(300)
    table.click(position={"x": 40, "y": 66})
    expect(page.get_by_text("审核意见", exact=True)).to_be_visible(timeout=RUN_MILLISECONDS)
    expect(page.get_by_text("佐证材料").first).to_be_visible(timeout=RUN_MILLISECONDS)
    assert_words_only(visitor.settled())


def test_words_stay_words_in_what_is_handed_in(visitor: Visitor) -> None:
    page = visitor.open("submissions?part=收取填报表")
    upload: FilePayload = {
        "name": "=1+1![x](http:example.invalid)<b onclick=alert(1)>.xlsx",
        "mimeType": "",
        "buffer": b"no workbook",
    }
    page.locator("input[type=file]").set_input_files(upload)
    expect(page.get_by_text("检查了 1 份：要退回 1 份。")).to_be_visible(timeout=RUN_MILLISECONDS)
    assert_words_only(visitor.settled())


@pytest.mark.parametrize("society_id", hostile.NAMES)
def test_words_stay_words_on_the_printed_page(visitor: Visitor, society_id: str) -> None:
    page = visitor.page
    page.goto(f"{visitor.address}/print/society/{society_id}?period=2018")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(ALIVE) == []
    assert page.locator("img, a, script, iframe, link, object").count() == 0


@pytest.mark.parametrize("command", ["template", "return"])
def test_words_stay_words_in_workbooks_that_go_out(data: Path, tmp_path: Path, command: str) -> None:
    out = tmp_path / "inside" / "out"
    run = [sys.executable, "-m", "etl", command, "--data", str(data), "--society", "all", "--period", "2018"]
    done = subprocess.run([*run, "--out", str(out)], cwd=ROOT, capture_output=True, text=True)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert done.returncode < 2 and files and all(out in path.parents for path in files), done.stderr
    assert [found for path in files for found in hostile.alive(path.name, path.read_bytes())] == []
