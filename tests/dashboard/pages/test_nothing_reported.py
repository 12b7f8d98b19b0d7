"""A title is never better than the data: a year for which nobody has reported says so (docs/look.md, Manners)."""

import datetime as dt
import re
from pathlib import Path

import pytest

from dashboard.charts.progress import Count, Span, progress_figure
from tests import association
from tests.dashboard.conftest import Visit, cards

GOOD_NEWS = re.compile("没有学会未达标|没有未达标|都有人选|都已|均已|没有变动")
PAGES = ["overview", "tasks", "membership", "council", "optional_tasks", "society", "submissions", "reviews"]


@pytest.fixture(scope="module")
def new_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small association, whose registry lists a year for which nobody has reported yet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(association, "DEADLINES", association.DEADLINES | {2019: dt.date(2019, 12, 31)})
        return association.build(tmp_path_factory.mktemp("new_year"))


@pytest.fixture(scope="module")
def nothing_sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small association before the first file; some societies are due for renewal in 2018."""
    return association.build(tmp_path_factory.mktemp("nothing_sent"), sent=())


def said(visit: Visit, data: Path, page: str, **query: str) -> list[str]:
    """What stands in titles and figures of a page."""
    shown = visit(data, page, **query)
    assert list(shown.exception) == []
    return [one.value for one in shown.subheader] + [one.note for one in cards(shown) if one.note]


@pytest.mark.parametrize("page", PAGES)
def test_no_title_is_better_than_a_year_without_reports(
    visit: Visit, new_year: Path, nothing_sent: Path, page: str
) -> None:
    for data, query in ((new_year, {"period": "2019"}), (nothing_sent, {"period": "2018"})):
        assert [one for one in said(visit, data, page, society="S01", **query) if GOOD_NEWS.search(one)] == []


@pytest.mark.parametrize("part", ["报送进度", "排名", "与以前比较", "通报和下载"])
def test_no_part_of_the_overview_is_better_than_a_year_without_reports(
    visit: Visit, new_year: Path, nothing_sent: Path, part: str
) -> None:
    for data, query in ((new_year, {"period": "2019"}), (nothing_sent, {"period": "2018"})):
        titles = said(visit, data, "overview", part=part, compare="last", **query)
        assert [one for one in titles if GOOD_NEWS.search(one)] == []


def test_titles_say_that_nothing_can_be_judged(visit: Visit, nothing_sent: Path) -> None:
    titles = {page: said(visit, nothing_sent, page, period="2018") for page in PAGES}
    assert {"20 项任务：还没有可以判定的填报", "总账：7 家都没有可用的填报"} <= set(titles["overview"])
    assert {"4 个判定项：还没有可以判定的填报", "各学科：还没有可以判定的填报"} <= set(titles["tasks"])
    assert "4 项限额：还没有可以判定的填报" in titles["council"]
    assert "选做项数：还没有可以判定的填报" in titles["optional_tasks"]


@pytest.mark.parametrize(
    ("page", "query", "sentence"),
    [
        ("reviews", {"way": "one"}, "没有要审核的自评"),
        ("reviews", {"way": "several"}, "没有要审核的自评"),
        ("reviews", {"way": "list"}, "没有要审核的自评"),
        ("submissions", {"part": "待处理的问题"}, "这些学会还没有报送"),
    ],
)
def test_where_nothing_is_to_be_done_the_page_says_why(
    visit: Visit, nothing_sent: Path, page: str, query: dict[str, str], sentence: str
) -> None:
    shown = visit(nothing_sent, page, period="2018", **query)
    assert list(shown.exception) == []
    assert [one.value for one in shown.info if sentence in one.value]


def test_the_year_that_opens_is_the_latest_with_data(visit: Visit, new_year: Path, nothing_sent: Path) -> None:
    assert "2018 年度" in visit(new_year, "overview").caption[0].value
    assert "2019 年度" in visit(new_year, "overview", period="2019").caption[0].value
    assert "现按 2018 年度显示" in visit(new_year, "overview", period="2031").caption[1].value
    assert "2018 年度" in visit(nothing_sent, "overview").caption[0].value


@pytest.mark.parametrize("days", [1, 2, 3, 7, 30, 100, 800])
def test_days_on_an_axis_never_repeat(days: int) -> None:
    first = dt.date(2018, 12, 1)
    span = Span([first, first + dt.timedelta(days=days - 1)][: min(days, 2)])
    axis = progress_figure([Count("已报送", "#000000", [1, 2][: min(days, 2)])], 7, span).layout.xaxis
    assert len(set(axis.ticktext)) == len(axis.ticktext) == len(axis.tickvals)
    assert 1 <= len(axis.ticktext) <= 6
