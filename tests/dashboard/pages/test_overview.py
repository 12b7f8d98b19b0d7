"""总览 says where the association stands: six figures, twenty tasks, the ledger, the course of the period."""

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import overview as charts
from dashboard.charts import steps as step_charts
from dashboard.charts import style
from dashboard.queries import Filters, basis, membership, overview, steps
from dashboard.wording.labels import Headline, plain
from tests.association import HOSTILE
from tests.dashboard.conftest import Visit, cards

ALL = Filters(2018)


def _headline(build: str, filters: Filters) -> list[Headline]:
    days, years = overview.progress(build, filters).days, membership.membership(build, filters).years
    return charts.headline(overview.figures(build, filters), overview.last_year(build, filters), days, years)


def test_headline_has_numerators_and_denominators(build: str) -> None:
    assert [replace(one, course=None) for one in _headline(build, ALL)] == [
        Headline("总体达标", "1/7 :small[家]", "14%", "上年 14%"),
        Headline("已报送", "6/7 :small[家]", "86%", "上年 29%"),
        Headline("基本任务全部达标", "3/7 :small[家]", "43%", "上年 14%"),
        Headline("换届任务全部达标", "1/4 :small[家]", "25%", "上年 0%"),
        Headline("选做任务达标", "4/7 :small[家]", "57%", "上年 29%"),
        Headline("会员较 2016 年底", "+10.7% :small[5 家]", "上年 +5.7%"),
    ]


def test_headline_without_anybody_has_no_shares_and_no_courses(build: str) -> None:
    words = _headline(build, Filters(2018, categories=("无",)))
    assert [(one.value, one.note, one.detail, one.course) for one in words] == [
        *[("0/0 :small[家]", "无应完成", "", None)] * 5,
        ("— :small[0 家]", "0/0 家", "", None),
    ]


def test_courses_end_with_the_figures_they_stand_below(build: str) -> None:
    found, last = _headline(build, ALL), overview.progress(build, ALL).days["date"].iloc[-1]
    assert [one.course.alt.rpartition("，共")[0].rpartition("，")[2] for one in found[:5] if one.course] == [
        f"{last:%Y-%m-%d} {one.value.split('/')[0]} 家" for one in found[:5]
    ]
    assert found[5].course and found[5].course.alt.endswith("2018 年底 1,550 人")


def test_courses_are_said_in_words_and_who_is_counted_besides(build: str) -> None:
    days, years = overview.progress(build, ALL).days, membership.membership(build, ALL).years
    span = f"{days['date'].iloc[0]:%m-%d} 至 {days['date'].iloc[-1]:%m-%d}"
    figures = overview.figures(build, ALL)
    assert charts.courses(figures, days, years, basis.renewal(build, ALL)) == (
        f"曲线按收到日期累计（{span}），虚线为应报送或应完成家数；会员为 5/7 家各年底合计；换届 4 家含待确认 1 家"
    )
    assert charts.courses(figures, days.iloc[:0], years.iloc[:0], basis.Renewal(0, 0)) == ""


@pytest.mark.parametrize("column", ["overall", "reported", "basic", "renewal", "optional"])
def test_progress_ends_with_the_headline(build: str, column: str) -> None:
    for filters in (ALL, Filters(2018, categories=("理科",)), Filters(2017)):
        days = overview.progress(build, filters).days
        assert days[f"{column}_count"].iloc[-1] == getattr(overview.figures(build, filters), column).count


def test_bars_show_every_task_with_its_counts(build: str) -> None:
    frame = overview.tasks(build, ALL)
    picture = charts.tasks(frame)
    lengths = {bar.name: list(bar.x) for bar in picture.figure.data}
    due = frame["due_count"].tolist()
    for word, column in (("达标", "met_count"), ("未达标", "unmet_count"), ("待定", "unknown_count")):
        assert lengths[word] == [count / total if total else 0 for count, total in zip(frame[column], due, strict=True)]
    ends = [re.sub("<[^>]*>", "", note.text) for note in picture.figure.layout.annotations[20:40]]
    assert ends == [
        f"{met / total:.0%} {met}/{total}" if total else "无应完成"
        for met, total in zip(frame["met_count"], due, strict=True)
    ]
    assert [bar.customdata[7][:2] for bar in picture.figure.data] == [
        ["T08", "met"],
        ["T08", "unmet"],
        ["T08", "unknown"],
    ]
    assert picture.title == "20 项任务：8 理事会规模未达标比例最高，1/4 家"
    assert picture.alt.startswith(f"{picture.title}。") and "8 理事会规模 1/4" in picture.alt


def test_lengths_fill_the_row_or_leave_it_blank(build: str) -> None:
    frame = overview.tasks(build, ALL)
    figure = charts.tasks(frame).figure
    totals = [sum(lengths) for lengths in zip(*(bar.x for bar in figure.data), strict=True)]
    assert totals == pytest.approx([1 if due else 0 for due in frame["due_count"]])
    assert figure.layout.xaxis.range == (0, 1)


def test_tasks_that_nobody_fails_are_not_the_worst(build: str) -> None:
    assert charts.worst(overview.tasks(build, ALL), 5)["task_id"].tolist() == ["T08", "T18", "T02", "T03"]


def test_progress_counts_up_to_those_who_reported() -> None:
    days = pd.DataFrame(
        {"date": pd.to_datetime(["2018-11-30", "2018-12-03"]), "reported_count": [2, 5], "basic_count": [1, 3]}
    )
    picture = charts.progress(overview.DailyProgress(days, 7, dt.date(2018, 12, 31)))
    assert [(line.name, list(line.x), list(line.y)) for line in picture.figure.data] == [
        ("已报送", [dt.date(2018, 11, 30), dt.date(2018, 12, 3)], [2, 5]),
        ("基本任务全部达标", [dt.date(2018, 11, 30), dt.date(2018, 12, 3)], [1, 3]),
    ]
    assert [note.text for note in picture.figure.layout.annotations] == [
        "已报送 <b>5</b>",
        "基本任务全部达标 <b>3</b>",
        "应报送 7 家",
        "截止 12-31",
    ]
    assert picture.figure.layout.yaxis.range[0] == 0
    assert picture.title == "报送进度：已报送 5/7 家，还差 2 家"
    whole = charts.progress(overview.DailyProgress(days, 5, None))
    assert whole.title == "报送进度：已报送 5/5 家，没有未报送的"


def test_progress_before_anything_came_and_with_a_deadline_long_ago() -> None:
    none = pd.DataFrame({"date": pd.to_datetime([]), "reported_count": [], "basic_count": []})
    assert charts.progress(overview.DailyProgress(none, 7, None)).title == "报送进度：已报送 0/7 家，还差 7 家"
    late = pd.DataFrame({"date": pd.to_datetime(["2020-01-01"]), "reported_count": [1], "basic_count": [0]})
    figure = charts.progress(overview.DailyProgress(late, 7, dt.date(2018, 12, 31))).figure
    assert not any("截止" in note.text for note in figure.layout.annotations)


def test_page_shows_figures_charts_and_what_needs_attention(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2018")
    assert list(page.exception) == []
    assert [figure.value for figure in cards(page)][:5] == [f"{one} 家" for one in "1/7 6/7 3/7 1/4 4/7".split()]
    nearest, missing = (table.value for table in page.dataframe)
    assert nearest[["学会", "项", "还差什么"]].to_numpy().tolist() == [
        [plain(HOSTILE), "7", "“本年度是否换届”未填，须填明；以下按“是”计"],
        [plain(HOSTILE), "7-3", "无基数：须核实2016年底个人会员数"],
        ["滨海市示例农学学会", "3-1", "目前未完成，须完成"],
    ]
    assert missing.to_numpy().tolist() == [["滨海市示例护理学会", "未报送", "滨海示例医院"]]
    _, cases = (table.value for table in visit(warehouse, "overview", period="2018", attention="open").dataframe)
    assert cases["学会"].tolist() == ["滨海市示例物理学会"]
    assert "演示数据" in page.caption[0].value


def test_filters_of_the_address_are_honoured_by_every_figure(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2018", category="医科", renewal="应换届")
    assert [figure.value for figure in cards(page)][:5] == ["0/1 家"] * 5
    assert "学科：医科；换届：应换届" in page.caption[0].value.replace("\\", "")


def test_bar_that_is_chosen_shows_the_societies_behind_it(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", chosen={"tasks": ["T08", "unmet"]}, period="2018")
    assert page.subheader[1].value == "8 理事会规模：未达标 1 家"
    assert page.dataframe[0].value[["学会", "算式"]].to_numpy().tolist() == [["滨海市示例物理学会", "3 × 21 = 63 > 60"]]


def test_cell_that_is_chosen_says_what_is_missing(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", chosen={"ledger": ["S05", "T12"]}, period="2018")
    texts = [text.value.replace("\\", "") for text in page.markdown]
    assert any(text.startswith("? 待定 · 1.制定年度学术交流活动计划") for text in texts)


def test_ledger_as_a_table_has_words_and_marks(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", tabs={"ledger": "表", "tasks": "表"}, period="2018")
    tasks, ledger = page.dataframe[0].value, page.dataframe[1].value
    assert (len(tasks), ledger.shape) == (20, (7, 21))
    unreported = ledger.set_index("学会").loc["滨海市示例护理学会"]
    assert unreported[["1", "7", "11"]].tolist() == ["? 待定", "? 待定", "未报送"]


def test_quiet_corners(visit: Visit, warehouse: Path, empty_data: Path, one_society: Path) -> None:
    nothing = visit(empty_data, "overview")
    assert (nothing.info[0].value.startswith("**还没有数据。**"), list(nothing.exception)) == (True, [])
    nobody = visit(warehouse, "overview", period="2018", category="农科", state="未报送")
    assert (nobody.info[0].value.startswith("**没有学会符合当前的筛选。**"), list(nobody.exception)) == (True, [])
    unreported = visit(warehouse, "overview", period="2017", category="工科")
    assert unreported.subheader[0].value == "20 项任务：还没有可以判定的填报"
    alone = visit(one_society, "overview", period="2018")
    assert (cards(alone)[0].value, list(alone.exception)) == ("1/1 家", [])


def test_colours_of_verdicts_are_those_of_the_style(build: str) -> None:
    bars = charts.tasks(overview.tasks(build, ALL)).figure.data
    assert [bar.marker.color for bar in bars] == [
        style.VERDICT_COLOURS[verdict] for verdict in ("met", "unmet", "unknown")
    ]


def test_steps_are_counted_by_how_many_standards_are_lacking(build: str) -> None:
    found = steps.counts(build, ALL)
    assert found.counts.to_numpy().tolist() == [[1, 2], [2, 2], [3, 0], [4, 0], [5, 0], [6, 0], [7, 1]]
    assert (found.reported, found.met) == (6, 1)
    picture = step_charts.counts(found)
    assert picture.title == "最近一步：2 家只差 1 条就总体达标，差 3 条以内的共 4 家"
    (bars,) = picture.figure.data
    assert ([count for (count,) in bars.customdata], list(bars.y)) == ([1, 2, 3, 4, 5, 6, 7], [2, 2, 0, 0, 0, 0, 1])
    assert set(steps.steps(build, ALL)["remaining_count"]) == {1, 2, 7}


def test_without_a_report_nobody_is_said_to_be_near(build: str) -> None:
    nobody = Filters(2018, states=("not_reported",))
    assert step_charts.counts(steps.counts(build, nobody)).title == "最近一步：还没有可用的填报，看不出谁还差几条"
    met = Filters(2018, categories=("理科",), renewal="due", units=("滨海示例大学",))
    assert steps.counts(build, met).met == 1


def test_bar_of_steps_shows_what_is_missing_and_how_much(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", chosen={"steps": [2]}, period="2018")
    listed = next(table.value for table in page.dataframe if "还差什么" in table.value)
    assert ["滨海市示例物理学会", "8-a", "理事须减少 1 人或会员代表增加 3 人"] in listed[
        ["学会", "项", "还差什么"]
    ].to_numpy().tolist()
    assert "还差 2 条的学会：2 家，4 项" in [heading.value for heading in page.subheader]


def test_what_is_missing_is_in_sight_beside_the_bars(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", chosen={"steps": [1]}, period="2018")
    table = next(table for table in page.dataframe if "还差什么" in table.value)
    config = json.loads(table.proto.columns)
    assert config["学会"]["width"] + config["还差什么"]["width"] <= 392  # and 项, in half of a page 1280 wide


def test_categories_and_units_are_ranked_by_the_share_that_meets_all(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "overview", period="2018", part="排名", ranking="supporting_unit")
    assert "总体达标排名：滨海示例大学最高，1\\/2 家" in [one.value for one in page.subheader]
    ranked = next(one.value for one in page.dataframe if "挂靠单位" in one.value and "学会数" in one.value)
    assert ranked[["挂靠单位", "学会数", "达标"]].iloc[0].tolist() == ["滨海示例大学", 2, 1]
    assert ranked["学会数"].sum() == 7


def test_line_of_the_ranking_shows_its_societies(visit: Visit, warehouse: Path) -> None:
    chosen = {"part": "排名", "ranking": "supporting_unit", "ranking_supporting_unit": "滨海示例研究院"}
    page = visit(warehouse, "overview", period="2018", **chosen)
    assert "滨海示例研究院的学会：2 家" in [one.value for one in page.subheader]
    named = ["滨海市示例农学学会", "滨海市示例水利水电工程与海岸带防护技术创新发展促进学会"]
    listed = next(one.value for one in page.dataframe if one.value.get("学会", pd.Series()).tolist() == named)
    assert listed["总体"].tolist() == ["× 未达标"] * 2
