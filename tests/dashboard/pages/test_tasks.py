"""任务 says how far a task is, in the official words, and who is missing what."""

import html
import re
from pathlib import Path

import pytest

from dashboard.charts import tasks as charts
from dashboard.queries import Filters, overview, tasks
from dashboard.wording.labels import Headline
from tests.dashboard.conftest import Visit, cards

ALL = Filters(2018)


def test_headline_counts_the_societies_by_verdict(build: str) -> None:
    task = overview.tasks(build, ALL).set_index("task_id").loc["T12"]
    assert charts.headline(task) == [
        Headline("达标", "5/6 家", "83%"),
        Headline("未达标", "0/6 家", "0%"),
        Headline("待定", "1/6 家", "17%"),
        Headline("不适用", "1 家", "不计入应完成"),
    ]


def test_standards_stand_in_official_words_with_their_rule(build: str) -> None:
    frame = tasks.criteria(build, ALL, "T08")
    picture = charts.criteria(frame)
    rows = [note.text for note in picture.figure.layout.annotations[:4]]
    words = [html.unescape(re.sub("<[^>]*>", "", row)) for row in rows]
    whole = [f"{text}规则：{rule}" for text, rule in zip(frame["text"], frame["rule"], strict=True)]
    # A line that is broken at a blank has none there.
    assert [row.replace(" ", "") for row in words] == [row.replace(" ", "") for row in whole]
    assert picture.title == "4 个判定项：“理事 ÷ 会员代表”未达标比例最高，1/3 家"
    assert [bar.customdata[1][:2] for bar in picture.figure.data] == [
        ["T08-a", "met"],
        ["T08-a", "unmet"],
        ["T08-a", "unknown"],
    ]


def test_lines_of_a_standard_do_not_begin_with_a_closing_mark(build: str) -> None:
    for task_id in overview.tasks(build, ALL)["task_id"]:
        for note in charts.criteria(tasks.criteria(build, ALL, task_id)).figure.layout.annotations:
            lines = re.sub("<(?!br)[^>]*>", "", note.text).split("<br>")
            assert not [line for line in lines if line.startswith(("，", "。", "；", "、"))]


def test_standard_that_is_not_judged_is_in_the_table_and_not_in_the_chart(build: str) -> None:
    frame = tasks.criteria(build, ALL, "T10")
    drawn = {point[0] for bar in charts.criteria(frame).figure.data for point in bar.customdata}
    assert set(frame["criterion_id"]) - drawn == {"T10-3"}


def test_standard_that_is_not_required_says_so_and_is_never_the_worst(build: str) -> None:
    frame = tasks.criteria(build, ALL, "T13").assign(unmet_count=[0, 0, 0, 5, 5, 1], due_count=6)
    picture = charts.criteria(frame)
    optional = [note.text for note in picture.figure.layout.annotations[:6] if "（不作必须）" in note.text]
    assert (len(optional), "6.每年组织开展" in picture.title) == (2, True)


def test_categories_begin_with_the_one_furthest_behind(build: str) -> None:
    frame = tasks.categories(build, ALL, "T02")
    picture = charts.categories(frame)
    assert frame["category"].tolist()[0] == "医科"
    assert picture.title == "各学科：医科达标比例最低，0/2 家"
    assert [list(bar.x) for bar in picture.figure.data] == [[0, 1, 1, 1, 1], [0.5, 0, 0, 0, 0], [0.5, 0, 0, 0, 0]]


def test_task_that_applies_to_nobody_says_so(build: str) -> None:
    frame = tasks.categories(build, Filters(2018, categories=("农科",)), "T08")
    assert charts.categories(frame).title == "各学科：没有应完成的学会"


def test_page_takes_the_task_from_the_address(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "tasks", period="2018", task="T08")
    assert (page.main.selectbox[0].value, list(page.exception)) == ("T08", [])
    content = next(text.value for text in page.markdown if text.value.startswith("各学会应在换届时"))
    assert content.endswith("常务理事人数控制在理事总人数的三分之一以内。")
    assert page.dataframe[0].value[["学会", "算式", "出处"]].to_numpy().tolist() == [
        ["滨海市示例物理学会", "3 × 21 = 63 > 60", "理事会名册!H2:H22"]
    ]


def test_choosing_a_task_changes_the_address(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "tasks", period="2018", task="T08")
    page.main.selectbox[0].select("T03").run()
    assert (page.query_params["task"], page.main.selectbox[0].value) == ("T03", "T03")
    assert cards(page)[1].value == "1/7 家"


@pytest.mark.parametrize("task", ["T99", "", "<b>"])
def test_page_shows_the_first_task_where_the_address_names_none(visit: Visit, warehouse: Path, task: str) -> None:
    page = visit(warehouse, "tasks", period="2018", task=task)
    assert (page.main.selectbox[0].value, list(page.exception)) == ("T01", [])


def test_list_is_narrowed_by_what_is_chosen_on_the_charts(visit: Visit, warehouse: Path) -> None:
    chosen = {"criteria": ["T18-1", "unmet"], "categories": ["医科", "unmet"]}
    page = visit(warehouse, "tasks", chosen=chosen, period="2018", task="T18")
    assert page.subheader[-1].value == r"任务 18 科学素质与扶贫：T18\-1，医科，未达标的学会，1 家"
    assert page.dataframe[0].value[["学会", "自评", "出处"]].to_numpy().tolist() == [
        ["滨海市示例内科学会", "部分完成", "任务完成情况!E53"]
    ]


def test_quiet_corners(visit: Visit, warehouse: Path, empty_data: Path, one_society: Path) -> None:
    assert visit(empty_data, "tasks").info[0].value.startswith("**还没有数据。**")
    for page in (
        visit(warehouse, "tasks", period="2017", task="T08", category="农科"),
        visit(one_society, "tasks", period="2017", task="T13"),
        visit(one_society, "tasks", period="2018", task="T20"),
    ):
        assert (len(cards(page)), list(page.exception)) == (4, [])
