"""审核 one after another: the next answer at once, a reason where one is needed, undone, several together, the list."""

import io
import shutil
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.database import current
from dashboard.queries import Filters, review_queue
from dashboard.queries.review_queue import QueueChoice
from dashboard.sections import review_list
from dashboard.sections.counting import COUNTING
from etl import desk
from etl.desk import reviewing
from etl.paths import DataFolder
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import press, widget


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _heading(page: AppTest) -> str:
    """The standard of the answer on the screen: 1-1."""
    return next(one.value for one in page.markdown if one.value.startswith("**滨海")).split("　")[1].replace("\\", "")


def _progress(page: AppTest) -> str:
    return next(str(one.proto.text) for one in page.get("progress"))


def test_one_after_another_with_reason_undo_and_count(visit: Visit, data: Path) -> None:
    page = visit(data, "reviews", period="2018", only="S05")
    widget(page, "text_input", "您的姓名").set_value("示例甲").run()
    whole = len(review_queue.queue(str(current()), Filters(2018), QueueChoice("society", "S05")).keys)
    assert (_heading(page), _progress(page)) == ("1-1", f"已审 0 / 应审 {whole}")
    page = press(page, "认可")
    assert (_heading(page), _progress(page)) == ("1-2", f"已审 1 / 应审 {whole}")
    page = press(page, "不认可")
    assert [one.value for one in page.warning] == ["请写明理由，学会才知道怎样改。"]
    widget(page, "text_area", "理由（不认可、需补材料必填）").set_value("没有签到记录")
    page = press(page, "不认可")
    assert (_heading(page), [one.value for one in page.warning]) == ("1-3", [])
    page = press(press(page, "下一条"), "撤销上一次")  # back to what was undone, with the reason that was given
    assert (_heading(page), _progress(page)) == ("1-2", f"已审 1 / 应审 {whole}")
    assert widget(page, "text_area", "理由（不认可、需补材料必填）").value == "没有签到记录"
    folder = DataFolder(data)
    assert reviewing.uncounted_decisions(folder) == 3
    COUNTING.finish(folder)
    assert (reviewing.uncounted_decisions(folder), list(page.exception)) == (0, [])
    made = [(one.entry.what, one.who) for one in desk.decisions_made(folder)[-3:]]
    assert made == [("review", "示例甲"), ("review", "示例甲"), ("undo", "示例甲")]


def test_what_a_colleague_has_reviewed_meanwhile_is_refused_and_passed_over(visit: Visit, data: Path) -> None:
    page = visit(data, "reviews", period="2018", only="S05")
    widget(page, "text_input", "您的姓名").set_value("示例甲").run()
    key = review_queue.queue(str(current()), Filters(2018), QueueChoice("society", "S05")).keys[0]
    reviewing.keep_reviews(DataFolder(data), [desk.Review(*key, "approved", "", "示例乙")])
    page = press(page, "认可")
    assert ["有了新的填报或审核" in one.value for one in page.warning] == [True]
    assert _heading(page) == "1-2"


def test_list_of_an_inspection_says_its_seed(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "reviews", period="2018", order="sample", way="list", n="2", seed="7")
    assert not page.exception
    files = {one.proto.label: one for one in page.get("download_button")}
    assert list(files) == ["下载 XLSX", "下载 CSV", "下载打印的清单（Word，A4）"]
    [shown] = [one.value for one in page.dataframe]
    assert len(shown) == 10  # two of each of five categories
    choice = QueueChoice("sample", sample=review_queue.Sample(2, 7))
    document = Document(io.BytesIO(review_list.printed(str(current()), Filters(2018), choice)))
    assert document.paragraphs[0].text == "抽查清单 种子7 每学科2项"
    assert "“7 2018 S001 T01-1”" in document.paragraphs[2].text
    [table] = document.tables
    assert [row.cells[1].text for row in table.rows[1:]] == shown["学会"].tolist()
    assert "任务完成情况!" in table.rows[1].cells[4].text
