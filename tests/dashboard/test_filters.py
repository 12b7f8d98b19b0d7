"""The filters stand in the address: a copied link opens the same view, and what no longer exists is left out."""

from pathlib import Path

import pytest

from dashboard.queries import Filters
from dashboard.stamp import in_words
from tests.dashboard.conftest import Visit, cards


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(2018), "2018 年度"),
        (
            Filters(2017, ("医科", "理科"), ("滨海示例大学",), "due", ("not_reported", "returned")),
            "2017 年度；学科：医科、理科；挂靠单位：滨海示例大学；换届：应换届；状态：未报送、已退回",
        ),
    ],
)
def test_filters_in_words(filters: Filters, words: str) -> None:
    assert in_words(filters) == words


@pytest.mark.parametrize(
    ("query", "reported", "reviewed", "words"),
    [
        ({}, "6/7", "0/215", "2018 年度"),
        ({"period": "2017"}, "2/7", "0/66", "2017 年度"),
        ({"period": "1999", "category": "无此学科"}, "6/7", "0/215", "2018 年度"),
        ({"category": ["医科", "未填"]}, "2/3", "0/77", "2018 年度；学科：医科、未填"),
        ({"renewal": "换届待确认"}, "1/1", "0/44", "2018 年度；换届：换届待确认"),
        ({"state": ["须更正"]}, "1/1", "0/25", "2018 年度；状态：须更正"),
    ],
)
def test_address_opens_the_view_it_was_copied_from(
    visit: Visit, warehouse: Path, query: dict[str, str | list[str]], reported: str, reviewed: str, words: str
) -> None:
    page = visit(warehouse, "overview", **query)
    stamp = f"已报送 {reported} 家 · 已审核 {reviewed} 项 · 评价细则 2017 年起执行 · {words}"
    assert page.caption[0].value.replace("\\", "").endswith(stamp)
    assert list(page.exception) == []


def test_year_stands_in_the_address_though_nobody_chose_it(visit: Visit, warehouse: Path) -> None:
    assert visit(warehouse, "overview").query_params["period"] == "2018"


def test_latest_year_is_chosen_where_it_was_cleared(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2017")
    page.sidebar.selectbox[0].set_value(None).run()
    assert (page.sidebar.selectbox[0].value, cards(page)[0].value, list(page.exception)) == (2018, "1/7 家", [])


def test_what_a_new_build_no_longer_offers_is_let_go(
    visit: Visit, warehouse: Path, one_society: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = visit(warehouse, "overview", category="医科")
    assert cards(page)[0].value == "0/2 家"
    monkeypatch.setenv("REFORM_DATA", str(one_society))
    page.run()
    assert (cards(page)[0].value, list(page.exception)) == ("1/1 家", [])


UNFOUND = {
    "year": ("overview", {"period": "1999"}, "网址中的年度“1999”没有找到，现按 2018 年度显示。"),
    "category": (
        "council",
        {"category": ["医科", "无此学科", "也无"]},
        "网址中的学科“无此学科、也无”没有找到，没有按它筛选。",
    ),
    "two": (
        "overview",
        {"unit": "无此单位", "state": "新"},
        "网址中的挂靠单位“无此单位”没有找到，没有按它筛选。网址中的状态“新”没有找到，没有按它筛选。",
    ),
    "renewal": ("tasks", {"renewal": "due"}, "网址中的换届“due”没有找到，没有按它筛选。"),
    "society": ("society", {"society": "S99"}, "网址中的学会“S99”没有找到，请另选一家。"),
    "task": ("tasks", {"task": "T99"}, "网址中的任务“T99”没有找到，现显示所选的一项。"),
    "part": ("submissions", {"part": "无此栏"}, "网址中的栏目“无此栏”没有找到，现打开“报送进度”。"),
    "hostile": ("society", {"society": "**S\u202e9**\n" + "长" * 90}, None),
}


@pytest.mark.parametrize(("page", "query", "said"), UNFOUND.values(), ids=UNFOUND.keys())
def test_what_the_address_names_and_is_not_there_is_said(
    visit: Visit, warehouse: Path, page: str, query: dict[str, str | list[str]], said: str | None
) -> None:
    shown = visit(warehouse, page, **query)
    captions = [one.value.replace("\\", "") for one in shown.caption if one.value.startswith("网址中的")]
    assert list(shown.exception) == []
    if said is None:
        (caption,) = captions
        assert "\n" not in caption and "\u202e" not in caption and len(caption) < 80
    else:
        assert captions == [said]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("overview", {}),
        ("overview", {"period": "2017", "category": ["医科", "未填"], "renewal": "换届待确认", "state": "须更正"}),
        ("society", {"society": "S01", "category": "医科"}),
        ("tasks", {"task": "T03"}),
        ("submissions", {"part": "催报名单"}),
    ],
)
def test_nothing_is_said_of_an_address_that_is_right(
    visit: Visit, warehouse: Path, page: str, query: dict[str, str | list[str]]
) -> None:
    assert not [one.value for one in visit(warehouse, page, **query).caption if "没有找到" in one.value]


def test_one_button_clears_all_filters_but_the_year(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2017", category="医科", renewal="应换届", state="须更正")
    (clear,) = [one for one in page.sidebar.button if one.label == "清除筛选"]
    page = clear.click().run()
    assert page.caption[0].value.replace("\\", "").endswith("2017 年度")
    assert page.sidebar.button[0].disabled and list(page.exception) == []
