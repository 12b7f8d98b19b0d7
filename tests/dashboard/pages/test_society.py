"""学会: one society with every verdict, the numbers and cells behind them, and what changed between two versions."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard import standing
from dashboard.charts import bullets
from dashboard.charts import society as charts
from dashboard.database import ask
from dashboard.documents import society_tables
from dashboard.queries.society import SocietyRecord, society
from dashboard.queries.versions import changes, versions
from tests.association import HOSTILE
from tests.dashboard.conftest import Visit


def found(build: str, society_id: str, period: int = 2018) -> SocietyRecord:
    """Return the society; it is there."""
    answer = society(build, period, society_id)
    assert answer is not None
    return answer


@pytest.mark.parametrize("society_id", ["S01", "S02", "S03", "S04", "S05", "S06", "S07"])
def test_verdicts_are_those_of_the_contract(build: str, society_id: str) -> None:
    where = {"society_id": society_id}
    mine = found(build, society_id)
    tasks = "select number, verdict from task_result where society_id = $society_id and period = 2018 order by number"
    criteria = """
        select criterion_id, verdict from criterion_result where society_id = $society_id and period = 2018
        order by criterion_id
    """
    judged = mine.criteria[mine.criteria["is_judged"]].sort_values("criterion_id")
    assert mine.tasks[["number", "verdict"]].equals(ask(build, tasks, where))
    assert judged[["criterion_id", "verdict"]].to_numpy().tolist() == ask(build, criteria, where).to_numpy().tolist()


def test_strip_has_a_cell_for_every_task_in_the_colour_of_its_verdict(build: str) -> None:
    bar = charts.strip(found(build, "S03")).figure.data[0]
    assert [task_id for (task_id,) in bar.customdata] == [f"T{number:02d}" for number in range(1, 21)]
    assert (bar.marker.color[1], bar.text[1]) == ("#C94A1D", "<b>2</b> 未达标")
    assert (bar.marker.color[6], bar.text[6]) == ("#EEF1F4", "<b>7</b> 未到")


def test_groups_say_how_many_are_met_and_chosen(build: str) -> None:
    assert standing.groups(found(build, "S03")) == {
        "basic": "基本任务 5/6 达标",
        "renewal": "换届任务 未到换届",
        "optional": "选做任务 选 5 项，达标 4 项，已满 5 项",
    }


@pytest.mark.parametrize(
    ("chosen", "unsure", "words"),
    [
        (5, 1, "选 5 项，达标 4 项，选做待确认 1 项，已满 5 项"),
        (4, 1, "选 4 项，达标 4 项，选做待确认 1 项，不知是否满 5 项"),
        (3, 1, "选 3 项，达标 4 项，选做待确认 1 项，不足 5 项"),
    ],
)
def test_choices_that_cannot_be_read_are_counted_apart(build: str, chosen: int, unsure: int, words: str) -> None:
    mine = found(build, "S03")
    header = {**mine.header, "chosen_count": chosen, "choice_unknown_count": unsure}
    assert standing.groups(replace(mine, header=header))["optional"] == f"选做任务 {words}"


def test_numbers_of_a_criterion_stand_with_rule_cells_and_what_was_written(build: str) -> None:
    rows = society_tables.criteria(found(build, "S02")).set_index("item")
    columns = ["kind", "ground", "written", "place", "versions"]
    assert rows.loc[["8-a", "18-1", "9-d"], columns].to_numpy().tolist() == [
        ["unmet", "3 × 21 = 63 > 60", "理事人数 21，会员代表人数 60", "基本情况!B3 · 理事会名册!H2:H22", "1"],
        ["met", "科普活动次数 1 ≥ 1", "已完成，科普活动次数 1", "任务完成情况!E53 · 任务完成情况!F53", "1"],
        ["shown", "4 / 21", "", "理事会名册!H2:H22", "1"],
    ]


def test_chosen_ratio_shows_the_cell_of_each_number_as_it_stands(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", chosen={"bullets": ["T08-a"]}, society="S02", period="2018")
    assert "理事 ÷ 会员代表 · 未达标 · 3 × 21 \\= 63 \\> 60" in [one.value for one in page.subheader]
    tables = {tuple(frame.columns): frame for frame in (one.value for one in page.dataframe)}
    numbers = tables["项", "数量", "文件", "工作表", "单元格", "版本"]
    assert numbers.to_numpy().tolist() == [
        ["理事人数", 21, "04-S02-2018.xlsx", "理事会名册", "H2:H22", 1],
        ["会员代表人数", 60, "04-S02-2018.xlsx", "基本情况", "B3", 1],
    ]
    assert tables["A", "B"].loc[3].tolist() == ["会员代表人数", "60"]


def test_open_criterion_says_what_is_missing(build: str) -> None:
    rows = society_tables.attention(found(build, "S05")).set_index("item")
    assert rows.loc["12-1", ["kind", "ground"]].tolist() == ["unknown", "数值无法识别；缺主承办学术交流活动次数"]


def test_line_of_what_is_demanded_stands_at_whole_members(build: str) -> None:
    assert [standing.demanded(found(build, one)) for one in ("S01", "S02", "S03", "S06")] == [
        [(230, "300 人以下须增加 15%：230 人")],
        [(345, "300 人以下须增加 15%：345 人"), (300, "300 人以上须多于 300 人")],
        [(500, "300 人以上须多于 500 人")],
        [],
    ]


def test_figures_and_words_keep_off_the_lines() -> None:
    assert charts.sides([197, 224, 250], [227], near=10) == ["top left", "bottom right", "top left"]
    assert charts.sides([300, 290, 310], [], near=10) == ["top right", "top left", "top left"]
    assert charts.sides([300, 250, 300], [345], near=10) == ["top right", "top center", "top left"]


@pytest.mark.parametrize(
    ("members", "anchor"),
    [
        ((36, 44, 53), ("left", "top")),
        ((6064, 5884, 5703), ("right", "bottom")),
        ((299, 322, 344), ("left", "bottom")),
    ],
)
def test_words_of_a_level_stand_where_the_line_does_not_run(
    build: str, members: tuple[int, ...], anchor: tuple[str, str]
) -> None:
    one = found(build, "S01")
    drawn = replace(
        one,
        members=one.members.assign(individual=list(members)),
        growth={**one.growth, "base": members[0], "now": members[-1]},
    )
    notes = charts.members(drawn).figure.layout.annotations
    assert [(note.xanchor, note.yanchor) for note in notes if "须" in note.text] == [anchor]


def test_members_are_drawn_with_their_cells_and_the_city_beside_them(build: str) -> None:
    shown = charts.members(found(build, "S03"))
    line = shown.figure.data[-1]
    assert (list(line.x), list(line.y)) == ([2016, 2017, 2018], [500, 520, 510])
    assert line.hovertext[2] == "<b>2018 年底</b><br>个人会员 510 人<br>会员情况!B4"
    median = ask(
        build,
        """
        select median(own.individual / base.individual) from membership as own
        join membership as base using (society_id) where own.year = 2018 and base.year = 2016
        """,
    ).iloc[0, 0]
    assert shown.figure.data[2].y[-1] == pytest.approx(500 * median)


def test_ratio_that_is_not_due_is_grey_and_one_that_is_due_has_the_colour_of_its_verdict(build: str) -> None:
    due, not_due = (bullets.bullets(found(build, one)).figure.data[0] for one in ("S02", "S03"))
    assert (due.marker.color[0], not_due.marker.color[0]) == ("#C94A1D", bullets.NOT_JUDGED)


def test_versions_stand_latest_first_with_the_tables_in_force(build: str) -> None:
    rows = society_tables.versions(versions(build, 2018, "S03"))
    assert rows[["version", "is_current", "tables_in_force"]].to_numpy().tolist() == [
        [2, True, "任务完成情况、理事会名册、基本情况、会员情况"],
        [1, False, ""],
    ]


def test_changes_name_both_cells_and_leave_out_what_only_reads_differently(build: str) -> None:
    later, earlier = versions(build, 2018, "S03")["submission_id"]
    rows = society_tables.changes(changes(build, earlier, later))[list(society_tables.CHANGES)]
    assert rows.to_numpy().tolist() == [
        ["answers", "2-2 完成情况", "未完成", "任务完成情况!E7", "已完成", "任务完成情况!E7"],
        ["answers", "18-1 完成情况", "已完成", "任务完成情况!E53", "部分完成", "任务完成情况!E53"],
        ["membership", "2018 年底 个人会员", "（空）", "", "510", "会员情况!B4"],
        ["membership", "2018 年底 会员总数", "（空）", "", "530", "会员情况!D4"],
        ["membership", "2018 年底 单位会员", "（空）", "", "20", "会员情况!C4"],
    ]


def test_roster_is_compared_by_counts_alone(build: str) -> None:
    """Two societies stand in for two versions: every row differs, and no row is shown."""
    first, second = (versions(build, 2018, one)["submission_id"].iloc[0] for one in ("S02", "S01"))
    rows = society_tables.changes(changes(build, first, second))
    council = rows[rows["table_name"] == "council"].set_index("item")
    assert council.loc["名册人数", ["before", "after"]].tolist() == ["21", "54"]
    assert set(council["before_place"]) | set(council["after_place"]) == {""}
    assert "有改动的行（个人信息不显示）" in council.index


def test_society_that_sent_nothing_is_unknown_without_criteria(build: str) -> None:
    mine = found(build, "S04")
    assert (standing.facts(mine)[-1], len(mine.criteria), mine.header["overall"]) == ("未报送", 0, "unknown")


def test_suspended_and_unknown_societies_have_no_page(build: str) -> None:
    assert [society(build, 2018, one) for one in ("S08", "S99")] == [None, None]


def test_address_chooses_the_society(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", society="S03", period="2018")
    assert ([title.value for title in page.title], list(page.exception)) == (
        ["滨海市示例内科学会"],
        [],
    )


def test_search_leads_to_the_societies_whose_names_hold_the_words(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "council", category="医科")
    page.text_input(key="search").set_value("示例 数学").run()
    links = [(one.proto.label, one.proto.query_string) for one in page.get("page_link")]
    assert ("滨海市示例数学学会", "society=S01") in links
    page.text_input(key="search").set_value("无此学会").run()
    assert "没有名称中有这些字的学会。" in [one.value for one in page.sidebar.caption]


@pytest.mark.parametrize("society_id", ["S01", "S02", "S04", "S05", "S07"])
@pytest.mark.parametrize("period", ["2017", "2018"])
def test_page_of_every_society_stands(visit: Visit, warehouse: Path, society_id: str, period: str) -> None:
    page = visit(warehouse, "society", society=society_id, period=period)
    assert (len(page.title), list(page.exception)) == (1, [])


def test_hostile_name_stays_a_name(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", society="S06")
    assert "\\!\\[x\\]" in page.title[0].value and HOSTILE not in page.title[0].value


def test_without_a_choice_the_societies_are_listed(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", category="医科")
    assert sorted(page.dataframe[0].value["学会"]) == ["滨海市示例内科学会", "滨海市示例护理学会"]


def test_society_outside_the_registry_is_listed_as_no_choice(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", society="nobody")
    assert ("请另选一家" in page.caption[1].value, len(page.dataframe), list(page.exception)) == (True, 1, [])


def test_page_without_warehouse_says_what_to_do(visit: Visit, empty_data: Path) -> None:
    page = visit(empty_data, "society")
    assert (len(page.info), list(page.exception)) == (1, [])


STEPS_OF = """
select step.position, step.sentence from remaining_step as step
where society_id = $society_id and period = 2018 order by position
"""


@pytest.mark.parametrize(
    ("society_id", "title"),
    [
        ("S01", "还差什么：已总体达标，没有要补的"),
        ("S02", "还差什么：做到下面 2 条，就总体达标"),
        ("S04", "还差什么：未报送，先要有可用的填报"),
        ("S06", "还差什么：做到下面 1 条，就总体达标"),
    ],
)
def test_first_stands_what_is_still_to_do(
    visit: Visit, warehouse: Path, build: str, society_id: str, title: str
) -> None:
    page = visit(warehouse, "society", society=society_id, period="2018")
    assert page.subheader[0].value == title
    lines = [line for text in page.markdown for line in text.value.replace("\\", "").split("\n") if ":small[" in line]
    sentences = ask(build, STEPS_OF, {"society_id": society_id})["sentence"].tolist()
    assert [line.split("　")[1] for line in lines] == sentences
    assert [line.split(". ")[0] for line in lines] == [str(place + 1) for place in range(len(sentences))]


def test_the_list_of_societies_can_be_sorted_by_what_they_lack(visit: Visit, warehouse: Path) -> None:
    (listed,) = visit(warehouse, "society", period="2018").dataframe
    lacking = listed.value.set_index("学会")["还差几条"]
    assert lacking["滨海市示例物理学会"] == 2 and lacking["滨海市示例数学学会"] == 0
    assert lacking.isna().sum() == 1  # nobody knows what somebody lacks who has sent nothing


def test_task_without_criteria_is_told_and_the_way_back_too(visit: Visit, warehouse: Path) -> None:
    page = visit(warehouse, "society", {"strip": ["T14"]}, society="S03", period="2018")
    assert (list(page.exception), [one.value for one in page.info if "不逐项判定" in one.value]) == (
        [],
        ["**没有选中的任务的判定项。** 没有选做或不适用的任务不逐项判定；再点一下图中的格子，回到全部。"],
    )
