"""The clerk's new year in a real browser, without a terminal: a society added and renamed, a year, its workbooks."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Serve, Visit

pytestmark = pytest.mark.browser
BUILD_MILLISECONDS = 60_000


def test_society_is_added_renamed_and_gets_its_workbook_of_a_new_year(
    visit: Visit, serve: Serve, warehouse: Path, tmp_path: Path
) -> None:
    visitor = visit(serve(Path(shutil.copytree(warehouse, tmp_path / "data"))))
    page = visitor.open("registry")
    for typed, button, count in (("滨海市示例天文学会", "记下新增", 3), ("滨海市示例天文与空间学会", "记下改动", 1)):
        page.get_by_role("textbox", name="学会名称").fill(typed)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text(f"{count} 处改动，尚未保存")).to_be_visible(timeout=BUILD_MILLISECONDS)
        if button == "记下新增":  # looked at from another page, it is still there
            page.get_by_test_id("stSidebarNavLink").filter(has_text="报送").click()
            page.get_by_role("link", name="去保存").click()
        page.get_by_role("textbox", name="您的姓名").first.fill("示例甲")
        page.get_by_role("button", name=f"保存 {count} 处改动").click()
        expect(page.get_by_text("名录已经保存")).to_be_visible(timeout=BUILD_MILLISECONDS)
        page = visitor.open("registry?line=S09")
    expect(page.get_by_role("textbox", name="曾用名")).to_have_value("滨海市示例天文学会")
    page = visitor.open("registry?part=新年度")
    page.get_by_role("textbox", name="您的姓名").last.fill("示例甲")
    page.get_by_role("button", name="建立这个年度").click()
    page.get_by_role("button", name="生成 8 份填报表").click(timeout=BUILD_MILLISECONDS)
    with page.expect_download(timeout=BUILD_MILLISECONDS) as download:
        page.get_by_role("link", name=re.compile("下载（")).click(timeout=BUILD_MILLISECONDS)
    files = zipfile.ZipFile(io.BytesIO(Path(str(download.value.path())).read_bytes())).namelist()
    assert (len(files), files[-1]) == (8, "S09-滨海市示例天文与空间学会-2019填报表.xlsx")
    assert page.get_by_test_id("stException").count() == 0
