"""理事会: every ratio is what the contract says, drawn on its side of the limit, and counted where renewal is due."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from dashboard import tables
from dashboard.charts import council as charts
from dashboard.database import ask
from dashboard.queries import Filters
from dashboard.queries.council import Composition, composition
from tests.dashboard.conftest import Visit

# The ratios again, from the contract's table alone and with the limits as the official annex states them.
DIRECT = """
with ratio as (
    select *, 3 * councillors <= delegates as "T08-a",
        case when has_standing_council then 3 * standing <= councillors end as "T08-b",
        4 * frontline >= 3 * councillors as "T09-b",
        case when has_standing_council then 3 * frontline_standing >= 2 * standing end as "T09-c"
    from council
    join society using (society_id)
    where period = $period and applicability = 'due'
        and (len($categories::varchar[]) = 0 or list_contains($categories, category))
)
unpivot (select "T08-a"::varchar as "T08-a", "T08-b"::varchar as "T08-b", "T09-b"::varchar as "T09-b",
    "T09-c"::varchar as "T09-c" from ratio)
on columns(*) into name criterion_id value outcome
"""


@pytest.mark.parametrize("filters", [Filters(2018), Filters(2018, categories=("理科",)), Filters(2017)])
def test_counts_are_those_of_the_contract(build: str, filters: Filters) -> None:
    direct = ask(build, DIRECT, {"period": filters.period, "categories": list(filters.categories)})
    counted = direct.groupby(["criterion_id", "outcome"]).size()
    ratios = composition(build, filters).ratios.set_index("criterion_id")
    expected = {
        (criterion_id, column): counted.get((criterion_id, outcome), 0)
        for criterion_id in ("T08-a", "T08-b", "T09-b", "T09-c")
        for column, outcome in (("met_count", "true"), ("unmet_count", "false"))
    }
    assert {key: ratios.loc[key[0], key[1]] for key in expected} == expected


def test_every_expected_society_has_every_ratio_every_period(build: str) -> None:
    counts = "select count(*), count(distinct (society_id, period, criterion_id)) from ratio_result"
    expected = int(ask(build, "select count(*) from society_result").iloc[0, 0]) * 6
    assert ask(build, counts).to_numpy().tolist() == [[expected, expected]]


def test_ratio_of_one_society_is_written_with_limit_rule_and_cells(build: str) -> None:
    societies = composition(build, Filters(2018)).societies
    mine = societies[societies["society_id"] == "S02"].set_index("criterion_id")
    columns = ["measured", "bound", "verdict", "explanation", "place"]
    assert mine.loc[["T08-a", "T09-b"], columns].to_numpy().tolist() == [
        ["21/60", "上限 20", "unmet", "3 × 21 = 63 > 60", "基本情况!B3 · 理事会名册!H2:H22"],
        ["20/21", "至少 16", "met", "4 × 20 = 80 ≥ 3 × 21 = 63", "理事会名册!H2:H22 · 理事会名册!I2:I22"],
    ]


def test_dots_stand_on_the_side_of_the_limit_that_their_verdict_says(build: str) -> None:
    found = composition(build, Filters(2018))
    limits = {row.criterion_id: (row.side, row.limit_part / row.limit_whole) for row in found.ratios[:4].itertuples()}
    sides = set()
    for trace in charts.composition(found).figure.data:
        if trace.name in ("达标", "未达标"):
            for x, (_, criterion_id) in zip(trace.x, trace.customdata, strict=True):
                side, limit = limits[criterion_id]
                sides.add((trace.name, x <= limit if side == "at_most" else x >= limit))
    assert sides == {("达标", True), ("未达标", False)}


def test_society_that_is_not_due_is_drawn_hollow_and_not_counted(build: str) -> None:
    found = composition(build, Filters(2018))
    not_due = set(found.societies.query("renewal_applicability != 'due'")["society_id"])
    traces = {trace.name: trace for trace in charts.composition(found).figure.data}
    hollow = traces["未到换届，不判定"]
    assert hollow.marker.symbol == "circle-open"
    assert {society_id for society_id, _ in hollow.customdata} <= not_due
    assert not not_due & {society_id for name in ("达标", "未达标") for society_id, _ in traces[name].customdata}


def test_of_very_many_each_dot_says_whose_it_is_and_its_numbers_alone(
    build: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = composition(build, Filters(2018))
    explained = {trace.name: trace for trace in charts.composition(found).figure.data}
    monkeypatch.setattr(charts, "MOST_EXPLAINED", 0)
    short = {trace.name: trace for trace in charts.composition(found).figure.data}
    measured = found.societies.set_index(["society_id", "criterion_id"])["measured"]
    for name, trace in short.items():
        assert (trace.customdata, trace.text) == (explained[name].customdata, None)
        assert list(trace.hovertext) == [measured[society_id, ratio] for society_id, ratio in trace.customdata]
        assert trace.hovertemplate == f"<b>%{{customdata[0]}}</b><br>%{{hovertext}}<br>{name}<extra></extra>"


def test_row_ends_say_how_many_of_how_many(build: str) -> None:
    found = composition(build, Filters(2018))
    words = [annotation.text for annotation in charts.composition(found).figure.layout.annotations]
    ends = [match[0] for word in words if (match := re.search(r"<b>\d+/\d+</b> 家达标", word))]
    assert ends == [
        f"<b>{row.met_count}/{row.due_count - row.not_applicable_count}</b> 家达标"
        for row in found.ratios.head(4).itertuples()
    ]


def test_medians_say_of_how_many(build: str) -> None:
    found = composition(build, Filters(2018))
    words = [annotation.text for annotation in charts.composition(found).figure.layout.annotations]
    medians = [match[0] for word in words if (match := re.search(r"中位 \d+%（\d+ 家）", word))]
    assert medians == [f"中位 {row.median_share:.0%}（{row.known_count} 家）" for row in found.ratios.itertuples()]


@pytest.mark.parametrize("page", ["council", "membership"])
def test_pages_about_renewal_say_whom_the_overview_counts_besides(visit: Visit, warehouse: Path, page: str) -> None:
    said = "达标家数只计应换届的 3 家；换届待确认的 1 家不计在内，总览把它们列为待定，换届任务按 4 家计。"
    assert said in [one.value for one in visit(warehouse, page, period="2018").caption]
    assert len(visit(warehouse, page, period="2018", renewal="应换届").caption) == 1


def test_more_than_the_whole_stands_at_the_edge() -> None:
    ratios = pd.DataFrame(
        {"criterion_id": ["T08-a"], "ratio": ["理事 ÷ 会员代表"], "side": ["at_most"], "limit_part": [1],
         "limit_whole": [3], "due_count": [1], "met_count": [0], "unmet_count": [1], "unknown_count": [0],
         "not_applicable_count": [0], "known_count": [1], "median_share": [2.0]}
    )  # fmt: skip
    society = pd.DataFrame(
        {"society_id": ["S1"], "name": ["<b>甲</b>"], "criterion_id": ["T08-a"], "ratio": ["理事 ÷ 会员代表"],
         "renewal_applicability": ["due"], "share": [2.0], "measured": ["40/20"], "side": ["at_most"],
         "bound": ["上限 6"], "verdict": ["unmet"], "reason": [None], "explanation": ["3 × 40 = 120 > 20"]}
    )  # fmt: skip
    trace = charts.composition(Composition(society, ratios)).figure.data[0]
    assert (trace.x, trace.marker.symbol) == ((1.0,), ("triangle-right",))
    assert trace.text == ("&lt;b&gt;甲&lt;/b&gt;",)
    assert trace.hovertext[0].startswith("理事 ÷ 会员代表 40/20 = 200.0%<br>上限 6")
    assert trace.hovertemplate.startswith("<b>%{text}</b><br>%{hovertext}<br>未达标")


def test_page_lists_those_who_do_not_pass(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "council", period="2018")
    listed = page.dataframe[-1].value
    assert ("结论" in listed, list(page.exception)) == (False, [])
    rows = listed[["学会", "项目", "实际", "限额"]].to_numpy().tolist()
    assert ["滨海市示例物理学会", "理事 ÷ 会员代表", "21/60", "上限 20"] in rows


def test_columns_are_as_wide_as_their_words_and_no_wider_than_there_is_room(visit: Visit, warehouse: Path) -> None:
    widths = {}
    for category in ("工科", "理科"):  # the one has the longest name of all
        page = visit(warehouse, "society", period="2018", category=category)
        widths[category] = json.loads(page.dataframe[0].proto.columns)["学会"]["width"]
    assert widths == {"工科": tables.WIDTHS["name"], "理科": round(9 * tables.WIDE + tables.MARGINS)}


def test_shares_are_percentages_with_one_decimal(visit: Visit, warehouse: Path) -> None:
    table = visit(warehouse, "council", period="2018").dataframe[-1]
    assert json.loads(table.proto.columns)["比例"]["type_config"]["format"] == "%.1f%%"
    assert table.value.set_index("学会")["比例"]["滨海市示例物理学会"] == pytest.approx(35)


def test_page_of_a_year_without_renewal_says_so(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "council", period="2017")
    assert "没有应换届的学会。" in page.info[-1].value


def test_page_without_warehouse_says_what_to_do(visit: Visit, empty_data: Path) -> None:
    page = visit(empty_data, "council")
    assert (len(page.info), list(page.exception)) == (1, [])
