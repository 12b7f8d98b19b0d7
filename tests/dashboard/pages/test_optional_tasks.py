"""选做任务 says what the societies chose, how many tasks each, and what nobody wants."""

from pathlib import Path

from dashboard.charts import optional_tasks as charts
from dashboard.charts import style
from dashboard.queries import Filters
from dashboard.queries import optional_tasks as queries
from dashboard.wording.labels import Headline
from tests.dashboard.conftest import Visit, cards

ALL = Filters(2018)


def test_headline_names_the_tasks_that_nobody_wants(build: str) -> None:
    assert charts.headline(queries.choice(build, ALL), queries.tasks(build, ALL)) == [
        Headline("已填报选做任务", "6/7 家", "占应报送的 86%"),
        Headline("选满 5 项", "5/6 家", "占已填报的 83%"),
        Headline("选做满 5 项达标", "4/7 家", "占应报送的 57%"),
        Headline("每家选做（中位数）", "5 项", "已填报的学会"),
        Headline("少有人选的任务", "2/10 项", "14、16"),
    ]


def test_tasks_begin_with_the_one_most_often_chosen(build: str) -> None:
    frame = queries.tasks(build, ALL)
    assert dict(zip(frame["number"], frame["chosen_society_count"], strict=True)) == {
        12: 6, 18: 6, 11: 4, 15: 5, 17: 4, 20: 2, 13: 1, 19: 1, 14: 0, 16: 0,
    }  # fmt: skip
    assert frame["chosen_society_count"].is_monotonic_decreasing
    bars = charts.tasks(frame).figure.data
    assert [list(bar.x) for bar in bars] == [
        frame[column].tolist() for column in ("met_count", "unmet_count", "unknown_count")
    ]


def test_columns_stand_on_both_sides_of_the_number_demanded(build: str) -> None:
    picture = charts.counts(queries.counts(build, ALL))
    heights = {bar.name: dict(zip(bar.x, bar.y, strict=True)) for bar in picture.figure.data}
    assert {word: {number: count for number, count in of.items() if count} for word, of in heights.items()} == {
        "达标": {5: 3, 6: 1},
        "未达标": {3: 1, 5: 1},
        "待定": {},
    }
    failing, limit = picture.figure.layout.shapes
    assert (failing.x1, failing.fillcolor, limit.x0) == (4.5, style.FAILING_SIDE, 4.5)
    assert picture.title == "选满 5 项的 5/6 家，其中达标 4 家"


def test_cells_say_how_many_of_how_many_chose(build: str) -> None:
    frame = queries.by_category(build, ALL)
    bar = charts.by_category(frame).figure.data[0]
    cells = dict(zip(map(tuple, bar.customdata), bar.text, strict=True))
    assert (len(cells), cells["医科", "T12"], cells["未填", "T13"], cells["农科", "T11"]) == (50, "1", "1", "0")
    assert list(bar.marker.color) == (frame["chosen_society_count"] / frame["society_count"]).tolist()


def test_pairs_are_those_chosen_together(build: str) -> None:
    frame = queries.pairs(build, ALL, 3)
    assert frame[["task_id", "other_task_id", "society_count"]].to_numpy().tolist() == [
        ["T12", "T18", 6],
        ["T12", "T15", 5],
        ["T15", "T18", 5],
    ]
    bar = charts.pairs(frame).figure.data[0]
    assert (list(bar.x), bar.customdata[0]) == ([6, 5, 5], ["T12", "T18"])


def test_what_nobody_chose_is_said_in_words(build: str) -> None:
    nobody = Filters(2017, categories=("工科",))
    titles = [
        charts.tasks(queries.tasks(build, nobody)).title,
        charts.by_category(queries.by_category(build, nobody)).title,
        charts.pairs(queries.pairs(build, nobody, 3)).title,
    ]
    assert titles == ["还没有学会选做", "还没有学会选做", "没有学会同时选两项"]


def test_page_lists_all_who_answered_those_with_the_fewest_first(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "optional_tasks", period="2018")
    listed = page.dataframe[0].value
    assert (len(listed), list(page.exception)) == (6, [])
    assert listed.iloc[0].tolist()[1:] == ["工科", 3, "12、18、20", 2, "× 未达标"]


def test_cell_pair_and_column_lead_to_the_societies_behind_them(visit: Visit, warehouse: Path) -> None:
    for chosen, about, names in (
        ({"categories": ["医科", "T12"]}, "医科，选了 12 学术交流平台的学会：1 家", ["滨海市示例内科学会"]),
        ({"counts": [5, "unmet"]}, "选 5 项，选做任务未达标的学会：1 家", ["滨海市示例内科学会"]),
        (
            {"pairs": ["T12", "T20"]},
            r"选了 12 学术交流平台，选了 20 信息化建设的学会：2 家",
            ["滨海市示例水利水电工程与海岸带防护技术创新发展促进学会", "滨海市示例农学学会"],
        ),
        ({"chosen": ["T18", "unmet"]}, "已填报的学会：6 家", ["滨海市示例内科学会"]),
    ):
        page = visit(warehouse, "optional_tasks", chosen=chosen, period="2018")
        assert page.subheader[-1].value == about
        assert page.dataframe[0].value["学会"].tolist() == names


def test_quiet_corners(visit: Visit, warehouse: Path, empty_data: Path, one_society: Path) -> None:
    assert visit(empty_data, "optional_tasks").info[0].value.startswith("**还没有数据。**")
    for page in (
        visit(warehouse, "optional_tasks", period="2017", category="工科"),
        visit(one_society, "optional_tasks", period="2018"),
    ):
        assert (len(cards(page)), list(page.exception)) == (5, [])
