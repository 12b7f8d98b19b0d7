"""会员: figures are the contract's, limits are drawn where the rubric puts them, and every case is on its side."""

import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard.charts import growth
from dashboard.charts import membership as charts
from dashboard.database import ask
from dashboard.queries import Filters
from dashboard.queries.membership import MemberFigures, Membership, membership
from dashboard.sections import society_list
from tests.dashboard.conftest import Visit

DIRECT = """
select count(*) as expected,
    coalesce(sum(base) filter (where base > 0 and now is not null), 0)::bigint as base,
    coalesce(sum(now) filter (where base > 0 and now is not null), 0)::bigint as now,
    count(*) filter (where applicability = 'due' and verdict = 'met') as met_count,
    count(*) filter (where applicability = 'due' and verdict = 'unmet') as unmet_count,
    count(*) filter (where applicability = 'due' and verdict = 'unknown') as unknown_count,
    count(*) filter (where base > 0 and now < base) as fallen_count
from membership_growth join society using (society_id)
where period = $period and (len($categories::varchar[]) = 0 or list_contains($categories, category))
"""
FIGURES = MemberFigures(
    expected=8, compared_count=8, base=1, now=1, due_count=8, met_count=4, unmet_count=3, unknown_count=1,
    fallen_count=1, asked_count=8, base_year=2016, small_base=300, growth_pct=15,
)  # fmt: skip
# Base, now and verdict: at the limit, one below and one above, on both sides of 300 and on it.
CASES = [
    (100, 115, "met"), (100, 114, "unmet"), (260, 299, "met"), (299, 343, "unmet"),
    (300, 345, "met"), (300, 320, "unknown"), (301, 302, "met"), (301, 301, "unmet"),
]  # fmt: skip


@pytest.fixture
def cases() -> Membership:
    """Return societies S0, S1 … with `CASES`, all due; the next year-ends tell nothing."""
    frame = pd.DataFrame(CASES, columns=["base", "now", "verdict"])
    frame["society_id"] = [f"S{number}" for number in range(len(frame))]
    frame["name"] = "滨海市示例" + frame["society_id"] + "学会"
    frame["renewal_applicability"] = "due"
    frame["gain"] = frame["now"] - frame["base"]
    frame["growth"] = frame["gain"] / frame["base"]
    frame["reason"] = frame["verdict"].map({"unknown": "待认定"})
    frame["explanation"] = None
    years = pd.DataFrame(
        {"year": [2016, 2017, 2018], "individual": [1860, 1900, 1939], "society_count": [8, 7, 8],
         "same_individual": [1860, 1890, 1939], "same_count": [8, 6, 8]}
    )  # fmt: skip
    return Membership(FIGURES, frame, years, 2018)


@pytest.mark.parametrize("filters", [Filters(2018), Filters(2018, categories=("医科", "理科")), Filters(2017)])
def test_figures_are_those_of_the_contract(build: str, filters: Filters) -> None:
    direct = ask(build, DIRECT, {"period": filters.period, "categories": list(filters.categories)}).iloc[0].to_dict()
    figures = membership(build, filters).figures
    assert {name: getattr(figures, name) for name in direct} == direct


def test_ends_of_the_years_are_base_and_year_end_of_the_verdict(build: str) -> None:
    found = membership(build, Filters(2018))
    ends = found.years.set_index("year")["same_individual"]
    assert (list(found.years["year"]), ends[2016], ends[2018]) == (
        [2016, 2017, 2018],
        found.figures.base,
        found.figures.now,
    )


def test_year_in_which_members_were_lost_is_named(build: str) -> None:
    societies = membership(build, Filters(2018)).societies.set_index("society_id")
    assert societies.loc["S03", ["base", "now", "gain", "fallen_years"]].tolist() == [500, 510, 10, "2018"]


def test_failing_sides_end_at_the_limits(cases: Membership) -> None:
    shapes = growth.growth(cases).figure.layout.shapes
    small, large = [shape for shape in shapes if shape.type == "rect"]
    border = [shape.x0 for shape in shapes if shape.type == "line" and shape.x0 == shape.x1]
    assert ((small.x1, small.y1), (large.x0, large.y1), border) == ((300, 0.15), (300, 0.0), [300])


def test_every_society_is_a_dot_of_its_verdict(cases: Membership) -> None:
    traces = {trace.name: trace for trace in growth.growth(cases).figure.data}
    drawn = {name: sorted(society_id for (society_id,) in trace.customdata) for name, trace in traces.items()}
    assert drawn == {"达标": ["S0", "S2", "S4", "S6"], "未达标": ["S1", "S3", "S7"], "待定": ["S5"]}


def test_boundary_case_is_named_on_the_chart_and_in_its_description(cases: Membership) -> None:
    shown = growth.growth(cases)
    words = " ".join(annotation.text for annotation in shown.figure.layout.annotations)
    assert "<b>待认定 1 家</b>" in words and "300→320" in words
    assert "待认定 1 家：滨海市示例S5学会。" in shown.alt


def test_growth_far_out_stands_at_the_edge(cases: Membership) -> None:
    cases.societies.loc[0, "growth"] = 3.0
    met = next(trace for trace in growth.growth(cases).figure.data if trace.name == "达标")
    assert (max(met.y), met.marker.symbol[met.y.index(max(met.y))]) == (growth.HIGHEST, "triangle-up")


def test_fifteen_percent_falls_into_the_step_that_begins_there(cases: Membership) -> None:
    steps = charts.steps(cases)
    at_limit = steps[(steps["kind"] == "met") & (steps["growth_step"] == "+15% 至 +20%")]
    assert at_limit["society_count"].tolist() == [3]  # 115/100, 299/260 and 345/300
    assert steps["society_count"].sum() == len(CASES)


def test_bars_of_the_years_add_up_to_all_members(cases: Membership) -> None:
    same, rest = charts.totals(cases).figure.data
    assert [one + two for one, two in zip(same.y, rest.y, strict=True)] == [1860, 1900, 1939]


def test_totals_say_who_is_in_which_sum(cases: Membership) -> None:
    said = charts.totals(cases).figure.layout.annotations[0].text
    assert said == f"增幅：首尾两年都有数的 {cases.figures.compared_count} 家（深色）<br>柱顶：当年有数的全部学会"


def test_greatest_loss_stands_first(cases: Membership) -> None:
    cases.societies.loc[[1, 3], ["now", "gain", "growth"]] = [[90, -10, -0.1], [200, -99, -0.33]]
    bar = charts.fallen(cases).figure.data[0]
    assert (list(bar.x), [society_id for (society_id,) in bar.customdata]) == ([99, 10], ["S3", "S1"])


def test_nobody_reported_is_no_fault(build: str) -> None:
    nothing = membership(build, Filters(2018, states=("not_reported",)))
    titles = [draw(nothing).title for draw in (growth.growth, charts.totals, charts.distribution, charts.fallen)]
    assert titles == [
        "应换届的 1 家中 0 家增长达标，0 家未达标，1 家待定",
        "没有学会同时报了 2016 年底和 2018 年底的个人会员数",
        "没有可以比较的学会",
        "没有学会同时有 2016 年底和 2018 年底的个人会员数，看不出增减",
    ]


def test_page_shows_every_society_that_passes(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "membership", period="2018", category="医科")
    assert (sorted(page.dataframe[-1].value["学会"]), list(page.exception)) == (
        ["滨海市示例内科学会", "滨海市示例护理学会"],
        [],
    )


def test_page_without_warehouse_says_what_to_do(visit: Visit, empty_data: Path) -> None:
    page = visit(empty_data, "membership")
    assert (len(page.info), list(page.exception)) == (1, [])


def test_links_to_many_societies_stand_in_pages(visit: Visit, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(society_list, "MOST_LINKS", 3)
    pages = {
        asked: visit(warehouse, "membership", period="2018", membership_links=asked) for asked in ("", "2", "3", "99")
    }
    linked = {
        asked: re.findall(r"society=(S\d+)", " ".join(link.proto.query_string for link in page.main.get("page_link")))
        for asked, page in pages.items()
    }
    assert [len(linked[asked]) for asked in ("", "2", "3")] == [3, 3, 1]
    assert {one for links in linked.values() for one in links} == {f"S0{number}" for number in range(1, 8)}
    assert linked["99"] == linked["3"]
    assert "第 4 至 6 家，共 7 家" in [one.value for one in pages["2"].caption]


def test_links_are_the_same_when_the_page_is_drawn_again(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "membership", period="2018")
    first = [link.proto for link in page.main.get("page_link")]
    assert first and {link.icon for link in first} == {""}
    assert [link.proto for link in page.run().main.get("page_link")] == first
