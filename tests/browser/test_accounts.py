"""Accounts in a real browser: in by the login page, out by a button, and back at the login page when all is over."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.paths import DataFolder
from tests.browser.conftest import Serve, Visit
from tests.browser.stage import settled

pytestmark = pytest.mark.browser
PASSWORD = "right-word-1"
WITHIN_MILLISECONDS = 15_000


@pytest.fixture(scope="module")
def data(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the small association's data folder in which a leader and a clerk have accounts."""
    folder = Path(shutil.copytree(warehouse, tmp_path_factory.mktemp("with_accounts") / "data"))
    accounts = AccountsFile(DataFolder(folder).accounts)
    accounts.add("li", "李示例", LEADER, PASSWORD)
    accounts.add("zhang", "张示例", CLERK, PASSWORD)
    return folder


def _logged_in(page: Page, name: str) -> Page:
    page.get_by_label("账号").fill(name)
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    return settled(page)


def _expect_login(page: Page) -> None:
    expect(page.get_by_role("heading", name="学会改革任务看板")).to_be_visible(timeout=WITHIN_MILLISECONDS)
    expect(page.get_by_label("口令")).to_be_visible()
    assert page.get_by_test_id("stApp").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
def test_login_leads_to_the_page_that_was_asked_for(visit: Visit, serve: Serve, data: Path, width: int) -> None:
    address = serve(data)
    page = visit(address, width).page
    page.goto(f"{address}/tasks?period=2018")
    _expect_login(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("账号").fill("li")
    page.get_by_label("口令").fill("wrong-word-1")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("账号或口令不对，请重新输入。")
    assert page.get_by_label("账号").input_value() == "li"
    _logged_in(page, "li")
    assert page.url == f"{address}/tasks?period=2018"
    expect(page.get_by_role("heading", level=1, name="任务")).to_be_visible()


def test_refused_upload_is_told_in_a_sentence(visit: Visit, serve: Serve, warehouse: Path) -> None:
    visitor = visit(serve(warehouse))
    page = visitor.open("submissions?part=收取填报表")
    told = "一次打开的看板最多存放 300 MB 待收取的文件。请先受理或移去已上传的，再传其余的。"
    page.route("**/_stcore/upload_file/**", lambda route: route.fulfill(status=413, body=told))
    files = [{"name": f"{number}.xlsx", "mimeType": "", "buffer": b"x"} for number in range(3)]
    page.locator("input[type=file]").set_input_files(files)  # type: ignore[arg-type]
    expect(page.get_by_role("dialog")).to_contain_text(told)
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_log_out_and_disabling_lead_to_the_login_page(visit: Visit, serve: Serve, data: Path) -> None:
    address = serve(data)
    page = visit(address).page
    page.goto(address)
    _logged_in(page, "zhang")
    page.get_by_role("button", name="退出登录").click()
    _expect_login(page)
    page.go_back()
    _expect_login(page)
    _logged_in(page, "zhang")
    AccountsFile(DataFolder(data).accounts).disable("zhang")
    _expect_login(page)
    AccountsFile(DataFolder(data).accounts).set_password("zhang", PASSWORD)
