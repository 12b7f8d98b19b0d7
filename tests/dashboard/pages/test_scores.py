"""得分: grades, points and what they cost, down to the cell; nothing of it where the rubric gives no points."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import navigation
from dashboard.database import current
from dashboard.queries import Filters, scores
from tests.dashboard.conftest import Visit, cards


def tables(app: AppTest) -> list[list[list[Any]]]:
    return [one.value.to_numpy().tolist() for one in app.dataframe]


def test_the_page_says_points_grades_and_losses(scored: Path, visit: Visit) -> None:
    app = visit(scored, "scores", period="2018")
    assert not app.exception
    assert [f"{one.label} {one.value}" for one in cards(app)] == [
        "已报送 3/4 家",
        "等级已定 2/3 家",
        "分数未定 2/3 家",
        "审核低于自评 0/3 家",
        "最高 102.5 分",
    ]
    said = [one.value.replace("\\", "") for one in app.subheader]
    assert said == [
        "等级：2/4 家已定，1 家在几个等级之间",
        "各学会的分数：1–102.5 分，2/3 家未定",
        "失分最多的是“1.开展科普活动”：28/60 分（3 家合计）",
        "全部学会的得分：4 家",
    ]
    [societies] = tables(app)
    assert [row[:6] for row in societies] == [
        ["滨海市示例甲学会", "102.5", "5A", "102.5", "5A", "100"],
        ["滨海市示例乙学会", "48.5–70.5", "不评级 或 3A", "48.5–70.5", "不评级 或 3A", "100"],
        ["滨海市示例丙学会", "1–9", "不评级", "1–9", "不评级", "100"],
        ["滨海市示例丁学会", "", "未报送", "", "未报送", "100"],
    ]


def test_a_criterion_leads_to_the_cells(scored: Path, visit: Visit) -> None:
    app = visit(scored, "scores", {"costs": ["T03-1", ""]}, period="2018")
    assert not app.exception
    rows = tables(app)[0]
    assert rows[0][:5] == ["滨海市示例丙学会", "4", "20", "4", "学术会议次数 1 次 × 4 分：4 分"]
    assert "任务完成情况!F6" in rows[0]


def test_a_grade_leads_to_its_societies(scored: Path, visit: Visit) -> None:
    app = visit(scored, "scores", {"grades": ["不评级 或 3A", ""]}, period="2018")
    assert [row[0] for row in tables(app)[0]] == ["滨海市示例乙学会"]


def test_a_society_shows_its_points_with_their_cells(scored: Path, visit: Visit) -> None:
    app = visit(scored, "society", period="2018", society="S2")
    assert not app.exception
    said = [one.value.replace("\\", "") for one in app.subheader]
    assert "得分：审核后 48.5–70.5/100 分，不评级 或 3A" in said


def test_a_year_without_points_has_none(scored: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    app = visit(scored, "scores", period="2017")
    assert [one.value for one in app.info] == ["**2017 年度的评价细则没有计分。** 请在左侧换一个年度：2018。"]
    assert not [one for one in visit(scored, "society", period="2017", society="S2").subheader if "得分" in one.value]


def test_only_rubrics_with_points_have_the_page(
    scored: Path, warehouse: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder, titles in ((scored, ["得分"]), (warehouse, [])):
        monkeypatch.setenv("REFORM_DATA", str(folder))
        places = [place.title for place in navigation.shown(current(), is_staff=False) if place.needs_points]
        assert places == titles
    assert scores.societies(str(current()), Filters(2018)).empty
