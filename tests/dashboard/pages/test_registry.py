"""名录: what is typed is tried, kept over all pages until it is saved, and counts then; what is wrong is not saved."""

import io
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import database
from etl.accounts.accounts_file import CLERK, LEADER, AccountsFile
from etl.desk import registry
from etl.paths import DataFolder
from tests import association
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import WAIT_SECONDS, press, settled, widget


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _said(page: AppTest) -> str:
    shown = [*page.markdown, *page.success, *page.info, *page.warning, *page.error]
    return "\n".join(str(one.value) for one in shown).replace("\\", "")


def _type(page: AppTest, **words: str) -> AppTest:
    for label, word in words.items():
        widget(page, "text_input", label).set_value(word)
    return page


def _saved(page: AppTest) -> AppTest:
    [button] = [one for one in page.button if one.label.startswith("保存 ")]
    _type(page, 您的姓名="示例甲")
    return settled(button.click().run())


def test_rename_and_new_society_are_kept_over_pages_tried_and_saved(visit: Visit, data: Path, root: Path) -> None:
    page = visit(data, "registry", line="S01")
    page = press(_type(page, 学会名称="滨海市示例*应用*数学学会"), "记下改动")
    page = page.switch_page(str(root / "pages" / "overview.py")).run()
    assert "名录有 1 处改动，尚未保存。" in _said(page)
    page = page.switch_page(str(root / "pages" / "registry.py")).run()
    assert "学会名称：滨海市示例数学学会 → 滨海市示例*应用*数学学会" in _said(page)
    page.query_params.pop("line", None)
    page = page.run()
    assert widget(page, "text_input", "编号").value == "S09"
    page = press(_type(page, 学会名称="滨海市示例天文学会", 应换届年份="2019"), "记下新增")
    assert "**5 处改动，尚未保存**" in _said(page)
    page = _saved(page)
    assert list(page.exception) == [] and "名录已经保存" in _said(page) and "尚未保存" not in _said(page)
    names = database.ask(
        str(database.current()), "select name from society where society_id in ('S01', 'S09') order by 1"
    )
    assert names["name"].tolist() == ["滨海市示例*应用*数学学会", "滨海市示例天文学会"]
    founded = {year: _said(visit(data, "society", society="S09", period=year)) for year in ("2017", "2018")}
    assert "这家学会本年度没有结果" in founded["2017"] and "还没有收到填报表" in founded["2018"]
    page.query_params["part"] = "版本"
    page.query_params["version"] = str(registry.versions(DataFolder(data))[1].number)
    page = page.run()
    assert "删去学会 S09 滨海市示例天文学会" in _said(page)
    page = settled(press(_type(page, 您的姓名="示例甲"), "恢复这一版"))
    assert "名录已恢复为所选的一版" in _said(page)


def test_contact_stands_in_the_form_of_its_society(visit: Visit, data: Path) -> None:
    page = press(_type(visit(data, "registry", line="S02"), 联系人="示例乙"), "记下改动")
    _saved(page)
    assert widget(visit(data, "registry", line="S02"), "text_input", "联系人").value == "示例乙"
    assert widget(visit(data, "registry", line="S03"), "text_input", "联系人").value != "示例乙"


def test_what_is_wrong_is_told_and_cannot_be_saved(visit: Visit, data: Path) -> None:
    page = visit(data, "registry", line="S02")
    page = press(_type(page, 应换届年份="明年"), "记下改动")
    assert "名录!E3：应换届年份“明年”应为四位年份" in _said(page)
    [button] = [one for one in page.button if one.label.startswith("保存 ")]
    assert button.disabled
    assert "尚未保存" not in _said(press(page, "全部放弃"))


def test_workbook_is_imported_by_its_headings_and_listed_before_it_is_saved(visit: Visit, data: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(["单位名称", "换届年份", "电话"])
    workbook.active.append(["滨海市示例物理学会", 2023, "0000-9999"])
    file = io.BytesIO()
    workbook.save(file)
    page = visit(data, "registry", part="导入")
    page = page.file_uploader[0].upload("一览*表*.xlsx", file.getvalue()).run()
    said = _said(page)
    assert "读到 1 行，有 1 家学会要新增或改动" in said and "**2 处改动，尚未保存**" in said
    assert "S02 滨海市示例物理学会 的应换届年份：2018 → 2023" in said and "0000-9999" not in said


def test_edit_in_excel_is_noticed_on_every_page_and_counted_by_a_button(visit: Visit, data: Path) -> None:
    association.write_registry(DataFolder(data).registry, association.REGISTRY[:7])
    page = visit(data, "council")
    assert "名录已改动，尚未计入" in _said(page)
    page = settled(press(_type(page, 您的姓名="示例甲"), "现在计入"))
    assert "名录的改动已经计入" in _said(page) and "尚未计入" not in _said(page)
    DataFolder(data).registry.write_bytes(b"nothing that is a workbook")
    assert "尚未计入，而且有误" in _said(page.run())


@pytest.fixture
def guarded(data: Path) -> Iterator[Path]:
    """Return the data folder with an account of a leader and one of a clerk."""
    file = AccountsFile(DataFolder(data).accounts)
    file.add("li", "李示例", LEADER, "right-word-1")
    file.add("zhang", "张示例", CLERK, "right-word-1")
    yield data


def test_leader_has_no_such_page_and_no_button(visit: Visit, guarded: Path, root: Path) -> None:
    association.write_registry(DataFolder(guarded).registry, association.REGISTRY[:7])
    page = visit(guarded, "overview")
    page.user = {"account": "li", "role": LEADER, "session": "one"}
    page = page.run()
    assert "名录已改动，尚未计入" in _said(page)
    assert "现在计入" not in [one.label for one in page.button]
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        page.switch_page(str(root / "pages" / "registry.py"))
    page.user = {"account": "zhang", "role": CLERK, "session": "two"}
    page = page.run().switch_page(str(root / "pages" / "registry.py")).run()
    assert [one.value for one in page.title] == ["名录"]


def test_without_a_registry_the_page_makes_one_and_the_first_year_counts(visit: Visit, tmp_path: Path) -> None:
    page = press(visit(tmp_path / "new", "registry"), "新建空白名录")
    assert "没有年度" in _said(page)
    page.query_params["part"] = "新年度"
    page = settled(press(_type(page.run(), 年度="2018", 报送截止日期="2018-12-31", 您的姓名="示例甲"), "建立这个年度"))
    assert list(page.exception) == [] and "名录已经保存" in _said(page)
    assert "2018 年度没有应报送的学会" in _said(visit(tmp_path / "new", "overview"))


def test_new_year_is_set_up_its_workbooks_written_and_its_texts_made(visit: Visit, data: Path) -> None:
    page = visit(data, "registry", part="新年度")
    assert "2019 年度的评价细则：《学会改革任务分解表》，2017 年度起" in _said(page)
    refused = press(_type(page, 年度="2018", 您的姓名="示例甲"), "建立这个年度")
    assert "2018 年度已经在名录里" in _said(refused)
    page = settled(press(_type(page, 年度="2019", 报送截止日期="2019-11-30"), "建立这个年度"))
    assert list(page.exception) == [] and "名录已经保存" in _said(page)
    text = page.code[0].value
    assert "2019 年度学会改革任务填报表，报送截止日期为2019年11月30日" in text and "示例数学学会：未报送" in text
    page = press(page, "生成 7 份填报表")
    deadline = time.monotonic() + WAIT_SECONDS
    while not page.success and time.monotonic() < deadline:
        time.sleep(0.2)
        page.run()
    assert [one.value for one in page.success if "填报表" in one.value and "已生成" in one.value]
