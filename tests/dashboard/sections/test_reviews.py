"""审核: what may be reviewed, how a verdict follows, how a review is withdrawn, and what later versions leave of it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.database import current
from dashboard.queries import Filters, basis, reviews, tasks
from etl import desk
from etl.archive.files import Archive
from etl.paths import DataFolder
from tests import association
from tests.association import HOSTILE, Filled
from tests.dashboard.conftest import Visit
from tests.dashboard.deciding import press, settled, widget


@pytest.fixture
def data(warehouse: Path, tmp_path: Path) -> Path:
    """Return a copy of the small association's data folder, to change."""
    return Path(shutil.copytree(warehouse, tmp_path / "data"))


def _opened(visit: Visit, data: Path, society_id: str, criterion_id: str) -> AppTest:
    """Return the page of a society with that criterion chosen in the table of all of them."""
    return visit(data, "society", society=society_id, period="2018", list="all", criterion=criterion_id)


def _chosen(page: AppTest, criterion_id: str) -> AppTest:
    page.query_params["criterion"] = criterion_id
    return page.run()


def _decided(page: AppTest, word: str | None, opinion: str, name: str = "示例甲") -> AppTest:
    widget(page, "button_group", "审核意见").set_value(word)
    widget(page, "text_area", "理由").set_value(opinion)
    widget(page, "text_input", "您的姓名").set_value(name)
    return press(page, "保存")


def _said(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in page.success]


def test_verdict_follows_a_review_and_returns_when_it_is_withdrawn(visit: Visit, data: Path) -> None:
    page = settled(_decided(_opened(visit, data, "S01", "T01-1"), "rejected", "没有签到记录"))
    assert _said(page) == ["1-1 已记录“不认可”。现在的结论：× 未达标"]
    assert any("已审核 1" in one.value for one in page.markdown)
    page = _chosen(page, "T01-1")
    assert any("没有签到记录" in one.value and "示例甲" in one.value for one in page.markdown)
    page = settled(press(page, "撤销审核"))
    assert (_said(page), list(page.exception)) == (["1-1 已记录“撤销”。现在的结论：✓ 达标"], [])


def test_name_is_asked_for_once(visit: Visit, data: Path) -> None:
    page = settled(_decided(_opened(visit, data, "S01", "T01-1"), "approved", ""))
    page = _chosen(page, "T01-2")
    assert widget(page, "text_input", "您的姓名").value == "示例甲"


@pytest.mark.parametrize(
    ("word", "opinion", "name", "warning"),
    [
        (None, "", "示例甲", "请选择认可、不认可或需补材料。"),
        ("approved", "", " ", "请填写您的姓名。"),
        ("rejected", " ", "示例甲", "请写明理由，学会才知道怎样改。"),
    ],
)
def test_incomplete_review_is_not_kept(
    visit: Visit, data: Path, word: str | None, opinion: str, name: str, warning: str
) -> None:
    page = _decided(_opened(visit, data, "S01", "T01-1"), word, opinion, name)
    assert [one.value for one in page.warning] == [warning]
    assert [one.what for one in desk.history(DataFolder(data))] == ["registry", "rubric", "file"]


@pytest.mark.parametrize(
    ("society_id", "criterion_id", "reason"),
    [
        ("S05", "T06-2", "学会没有填写这一项，没有可审核的自评；请退回补填。"),
        ("S01", "T07-3", "这一项由数字判定，结论已定，审核不改变它。"),
        ("S01", "T09-d", "这一项只列示，不判定，不需要审核。"),
    ],
)
def test_what_the_staff_is_not_asked_about_says_why(
    visit: Visit, warehouse: Path, society_id: str, criterion_id: str, reason: str
) -> None:
    page = _opened(visit, warehouse, society_id, criterion_id)
    assert reason in [one.value for one in page.markdown]
    assert [one for one in page.get("button_group") if getattr(one, "label", "") == "审核意见"] == []


def test_numbers_that_leave_a_criterion_open_can_be_settled(visit: Visit, data: Path) -> None:
    page = settled(_decided(_opened(visit, data, "S02", "T07-3"), "approved", "按第二种理解"))
    assert _said(page) == ["7-3 已记录“认可”。现在的结论：✓ 达标"]


def test_hostile_opinion_and_name_stay_text(visit: Visit, data: Path) -> None:
    page = settled(_decided(_opened(visit, data, "S01", "T01-1"), "rejected", HOSTILE, "<b>甲</b>![x](y)"))
    page = _chosen(page, "T01-1")
    texts = [one.value for kind in (page.markdown, page.success) for one in kind]
    assert not [text for text in texts if "![" in text or "<b>" in text]
    assert any("科普" in text and "\\!\\[x\\]" in text for text in texts)


def test_later_version_asks_anew_and_shows_the_old_review(visit: Visit, data: Path, tmp_path: Path) -> None:
    settled(_decided(_opened(visit, data, "S01", "T01-1"), "rejected", "没有签到记录"))
    association.write_submission(tmp_path / "新.xlsx", Filled("S01"))
    upload = desk.Upload("新.xlsx", (tmp_path / "新.xlsx").read_bytes())
    desk.receive_files(DataFolder(data), [upload], lambda *_: None)
    page = visit(data, "society", society="S01", period="2018")
    earlier = next(one.value for one in page.dataframe if "审核人" in one.value)
    assert earlier[["项", "版本", "自评", "审核", "审核意见", "审核人"]].values.tolist() == [
        ["1-1", 1, "已完成", "不认可", "没有签到记录", "示例甲"]
    ]
    found = reviews.asked(str(current()), 2018, "S01", "T01-1")
    assert found is not None
    assert (found["reviewed"], found["verdict"], found["version"]) == (None, "met", 2)


def test_two_reviewers_at_once_lose_nothing(visit: Visit, data: Path) -> None:
    first, second = _opened(visit, data, "S01", "T01-1"), _opened(visit, data, "S02", "T01-1")
    _decided(first, "rejected", "甲的理由")
    _decided(second, "more_material", "乙的理由", "示例乙")
    settled(first)
    settled(second)
    both = [reviews.asked(str(current()), 2018, one, "T01-1") for one in ("S01", "S02")]
    assert [(one["reviewed"], one["opinion"], one["reviewer"], one["verdict"]) for one in both if one] == [
        ("rejected", "甲的理由", "示例甲", "unmet"),
        ("more_material", "乙的理由", "示例乙", "unknown"),
    ]


def test_reviews_are_counted_and_stand_beside_the_verdict(visit: Visit, data: Path) -> None:
    page = _opened(visit, data, "S01", "T01-1")
    counts = [basis.basis(str(current()), Filters(2018))]
    settled(_decided(page, "rejected", "没有签到记录"))
    build = str(current())
    counts.append(basis.basis(build, Filters(2018)))
    assert [(one.reviewed, one.reviewable) for one in counts] == [(0, 215), (1, 215)]
    rows = tasks.societies(build, Filters(2018), tasks.TaskNarrowing("T01", "unmet"))
    assert rows[["society_id", "criterion_id", "reviewed"]].values.tolist() == [["S01", "T01-1", "rejected"]]


def _typed(page: AppTest) -> AppTest:
    """Fill in the form and leave it so."""
    widget(page, "button_group", "审核意见").set_value("rejected")
    widget(page, "text_area", "理由").set_value("没有签到记录")
    widget(page, "text_input", "您的姓名").set_value("示例甲")
    return page


def _new_version(data: Path, path: Path) -> None:
    association.write_submission(path, Filled("S01", answers={"T01-1": "部分完成"}))
    desk.receive_files(DataFolder(data), [desk.Upload(path.name, path.read_bytes())], lambda *_: None)


def _colleague_reviews(data: Path, _: Path) -> None:
    found = reviews.asked(str(current()), 2018, "S01", "T01-1")
    assert found is not None
    by_another = desk.Review("S01", 2018, "T01-1", found["judged_id"], "approved", "已核", "示例乙")
    desk.record(DataFolder(data), by_another, lambda *_: None)


@pytest.mark.parametrize("happens", [_new_version, _colleague_reviews])
def test_what_came_in_while_somebody_judged_is_not_overwritten(
    visit: Visit, data: Path, tmp_path: Path, happens: Callable[[Path, Path], None]
) -> None:
    page = _typed(_opened(visit, data, "S01", "T01-1"))
    happens(data, tmp_path / "新.xlsx")
    before = desk.history(DataFolder(data))
    page = press(page, "保存")
    assert [one.value for one in page.warning] == ["这一项刚有了新的填报或审核，请看过左边的内容再保存。"]
    assert desk.history(DataFolder(data)) == before
    assert widget(page, "text_area", "理由").value == "没有签到记录"  # what was typed is still there
    page = settled(press(page, "保存"))
    found = reviews.asked(str(current()), 2018, "S01", "T01-1")
    assert found is not None
    assert (found["reviewed"], found["opinion"], found["reviewer"]) == ("rejected", "没有签到记录", "示例甲")
    assert [one.what for one in desk.history(DataFolder(data))] == [*(one.what for one in before), "review"]


def test_review_of_what_a_killed_load_has_replaced_asks_anew(visit: Visit, data: Path, tmp_path: Path) -> None:
    page = _typed(_opened(visit, data, "S01", "T01-1"))
    association.write_submission(tmp_path / "新.xlsx", Filled("S01", answers={"T01-1": "部分完成"}))
    folder = DataFolder(data)
    archive = Archive(folder.archive)
    with archive.locked():
        list(archive.receive([(tmp_path / "新.xlsx", "新.xlsx")], "upload"))
    before = desk.history(folder)
    page = settled(press(page, "保存"))
    assert [one.value for one in page.error] == [
        "没有保存：您查看之后，这一项有了新的填报或审核，看板已换上最新的数据。请看过现在的内容再审一次。"
    ]
    assert (desk.history(folder), desk.waiting_files(folder)) == (before, 0)
    assert any("原填“部分完成”" in one.value for one in page.markdown)
    assert widget(page, "button_group", "审核意见").value == "rejected"
    assert widget(page, "text_area", "理由").value == "没有签到记录"
    page = settled(press(page, "保存"))
    assert _said(page) == ["1-1 已记录“不认可”。现在的结论：× 未达标"]
    found = reviews.asked(str(current()), 2018, "S01", "T01-1")
    assert found is not None
    assert (found["reviewed"], found["version"]) == ("rejected", 2)


def test_new_numbers_ask_anew_where_numbers_alone_decide(visit: Visit, data: Path, tmp_path: Path) -> None:
    settled(_decided(_opened(visit, data, "S02", "T07-3"), "approved", "按第二种理解"))
    association.write_submission(tmp_path / "新.xlsx", Filled("S02", members={2016: (300, 5), 2018: (330, 6)}))
    workbook = load_workbook(tmp_path / "新.xlsx")
    for sheet in ("任务完成情况", "理事会名册"):
        del workbook[sheet]
    workbook.save(tmp_path / "新.xlsx")
    upload = desk.Upload("新.xlsx", (tmp_path / "新.xlsx").read_bytes())
    desk.receive_files(DataFolder(data), [upload], lambda *_: None)
    found = reviews.asked(str(current()), 2018, "S02", "T07-3")
    assert found is not None
    assert (found["reviewed"], found["verdict"], found["version"]) == (None, "unknown", 1)  # the answer is the first's
    assert reviews.earlier(str(current()), 2018, "S02")["opinion"].tolist() == ["按第二种理解"]
