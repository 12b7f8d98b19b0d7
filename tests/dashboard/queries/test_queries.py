"""The same number stands everywhere: whatever a page says is what the contract's tables say when asked directly."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from dashboard.database import ask
from dashboard.queries import BY_CELL, Filters, basis, council, ledger, optional_tasks, overview, submissions, tasks
from dashboard.queries.optional_tasks import ChoiceNarrowing
from dashboard.queries.tasks import TaskNarrowing

# Filters, and the same wish written by hand on the contract's tables.
SETTINGS = [
    (Filters(2018), "period = 2018"),
    (Filters(2018, ("医科", "理科"), renewal="due"), "period = 2018 and category in ('医科', '理科') and due"),
    (Filters(2017, units=("滨海示例大学",)), "period = 2017 and supporting_unit = '滨海示例大学'"),
    (Filters(2018, states=("accepted",)), "period = 2018 and state = 'accepted'"),
]
EXPECTED = """
create temp view expected as
select result.*, category, supporting_unit, exists (
    select 1 from task_result as task
    where task.society_id = result.society_id and task.period = result.period and task.applicability = 'due'
) as due
from society_result as result join society using (society_id)
"""
both = pytest.mark.parametrize(("filters", "where"), SETTINGS)


def _direct(build: str, where: str, sql: str) -> list[tuple[Any, ...]]:
    """What a query over `expected` answers, which is defined here without the dashboard's own scope."""
    view = EXPECTED.partition("as\n")[2]
    answer = ask(build, f"with expected as (select * from ({view}) where {where}) {sql}")
    return list(answer.itertuples(index=False, name=None))


@both
def test_headline_figures(build: str, filters: Filters, where: str) -> None:
    found = overview.figures(build, filters)
    shown = [(part.count, part.total) for part in (found.reported, found.basic, found.renewal, found.optional)]
    counted = _direct(
        build,
        where,
        """
        select
            count(*) filter (where state in ('accepted', 'to_correct')),
            count(*) filter (where basic = 'met'),
            count(*) filter (where renewal = 'met'),
            count(*) filter (where renewal <> 'not_applicable'),
            count(*) filter (where optional = 'met'),
            count(*)
        from expected
        """,
    )
    reported, basic, renewal, renewal_total, optional, total = counted[0]
    assert shown == [(reported, total), (basic, total), (renewal, renewal_total), (optional, total)]


@both
def test_growth_of_members(build: str, filters: Filters, where: str) -> None:
    found = overview.figures(build, filters)
    stating = "from expected join membership_growth using (society_id, period) where base > 0 and now is not null"
    assert _direct(
        build, where, f"select count(*), coalesce(sum(base), 0)::int, coalesce(sum(now), 0)::int {stating}"
    ) == [(found.stating, found.members_base, found.members_now)]


@both
def test_number_that_reported(build: str, filters: Filters, where: str) -> None:
    expected, reported = _direct(build, where, "select count(*), count(*) filter (where is_reported) from expected")[0]
    stamp, figures = basis.basis(build, filters), overview.figures(build, filters)
    progress, choice = overview.progress(build, filters), optional_tasks.choice(build, filters)
    counts, listed = submissions.counts(build, filters), ledger.ledger(build, filters).societies
    shown = {
        "stamp": (stamp.reported, stamp.expected),
        "headline": (figures.reported.count, figures.expected),
        "progress": (max(progress.days["reported_count"], default=0), progress.expected),
        "missing": (expected - len(overview.missing(build, filters)), expected),
        "ledger": (sum(listed["state"].isin(["已受理", "须更正"])), len(listed)),
        "choice": (choice.answered, choice.expected),
        "submissions": (counts.accepted + counts.to_correct, counts.expected),
    }
    assert shown == dict.fromkeys(shown, (reported, expected))


@both
def test_societies_by_task_and_verdict(build: str, filters: Filters, where: str) -> None:
    direct = _direct(
        build,
        where,
        """
        select task_id, verdict, count(*)
        from expected join task_result using (society_id, period)
        group by all
        """,
    )
    counted = {(task_id, verdict): count for task_id, verdict, count in direct}
    cells = overview.cells(build, filters).groupby(["task_id", "verdict"]).size().to_dict()
    assert cells == counted
    assert _by_verdict(overview.tasks(build, filters), "task_id") == _due(counted)
    behind = {
        (task_id, verdict): tasks.societies(build, filters, TaskNarrowing(task_id, verdict))["society_id"].nunique()
        for task_id, verdict in _due(counted)
    }
    assert behind == _due(counted)
    in_categories = {
        (task_id, verdict): int(tasks.categories(build, filters, task_id)[f"{verdict}_count"].sum())
        for task_id, verdict in _due(counted)
    }
    assert in_categories == _due(counted)
    chosen = _by_verdict(optional_tasks.tasks(build, filters), "task_id")
    assert chosen == {key: count for key, count in _due(counted).items() if key[0] > "T10"}
    words = ledger.ledger(build, filters).societies.set_index("society_id")
    assert {
        (task_id, verdict): int((words[task_id] == word).sum())
        for task_id, verdict in _due(counted)
        for word in [{"met": "达标", "unmet": "未达标", "unknown": "待定"}[verdict]]
    } == _due(counted)


@both
def test_criteria_of_every_task(build: str, filters: Filters, where: str) -> None:
    direct = _direct(
        build,
        where,
        """
        select criterion_id, verdict, count(*)
        from expected join criterion_result using (society_id, period)
        where verdict <> 'not_applicable'
        group by all
        """,
    )
    counted = {(criterion_id, verdict): count for criterion_id, verdict, count in direct}
    shown: dict[tuple[str, str], int] = {}
    behind: dict[tuple[str, str], int] = {}
    for task_id in overview.tasks(build, filters)["task_id"]:
        of_task = _by_verdict(tasks.criteria(build, filters, task_id), "criterion_id")
        shown |= of_task
        behind |= {
            (criterion_id, verdict): len(
                tasks.societies(build, filters, TaskNarrowing(task_id, verdict, "", criterion_id))
            )
            for criterion_id, verdict in of_task
        }
    assert (shown, behind) == (counted, counted)


@both
def test_choice_of_optional_tasks(build: str, filters: Filters, where: str) -> None:
    direct = _direct(
        build,
        where,
        """
        select chosen_count::int, optional, count(*)
        from expected
        where state in ('accepted', 'to_correct')
        group by all
        """,
    )
    counted = {(number, verdict): count for number, verdict, count in direct}
    assert _by_verdict(optional_tasks.counts(build, filters).by_number, "chosen_count") == counted
    behind = {
        (number, verdict): len(optional_tasks.societies(build, filters, ChoiceNarrowing((), "", number, verdict)))
        for number, verdict in counted
    }
    assert behind == counted
    choice = optional_tasks.choice(build, filters)
    assert choice.enough == sum(count for (number, _), count in counted.items() if number >= 5)
    assert choice.met == overview.figures(build, filters).optional.count


@both
def test_pairs_and_categories_lead_to_as_many_societies_as_they_say(build: str, filters: Filters, where: str) -> None:
    pairs = optional_tasks.pairs(build, filters, 100)
    for pair in pairs.itertuples():
        chosen = (pair.task_id, pair.other_task_id)
        assert len(optional_tasks.societies(build, filters, ChoiceNarrowing(chosen))) == pair.society_count
    for cell in optional_tasks.by_category(build, filters).itertuples():
        behind = optional_tasks.societies(build, filters, ChoiceNarrowing((cell.task_id,), cell.category))
        assert len(behind) == cell.chosen_society_count


def test_median_of_a_ratio_is_that_of_the_societies_due(build: str) -> None:
    """docs/judging.md, Rules with numbers: who is not due is not judged, and moves no figure of those who are."""
    composed = council.composition(build, Filters(2018))
    due = composed.societies[composed.societies["renewal_applicability"] == "due"]
    assert len(due) < len(composed.societies)
    medians = due.groupby("criterion_id")["share"].median()
    assert medians.notna().any()
    for ratio in composed.ratios.itertuples():
        assert ratio.median_share == pytest.approx(medians[ratio.criterion_id], nan_ok=True)


def test_filter_values_are_values_and_never_sql(build: str) -> None:
    harmful = Filters(2018, categories=("医科') or ('1' = '1", "x"), units=("'; drop table society; --",))
    assert basis.basis(build, harmful).expected == 0


def test_choices_are_those_of_the_registry(build: str) -> None:
    found = basis.choices(build)
    assert (found.periods, set(found.categories), set(found.units)) == (
        (2018, 2017),
        {"理科", "医科", "工科", "农科", "未填"},
        {"滨海示例大学", "滨海示例医院", "滨海示例研究院", "未填"},
    )


def test_blank_category_can_be_chosen(build: str) -> None:
    assert list(overview.cells(build, Filters(2018, categories=("未填",)))["society_id"].unique()) == ["S06"]


def test_boundary_case_is_named_with_its_numbers(build: str) -> None:
    found = overview.boundary_cases(build, Filters(2018))
    assert found[["society_id", "task", "place"]].to_numpy().tolist() == [["S02", "7 发展个人会员", "会员情况!B4"]]
    assert "100 × 320 = 32,000 < 115 × 300 = 34,500" in found["explanation"].iloc[0]


def test_what_a_society_is_missing_stands_with_its_cell(build: str) -> None:
    columns = ["society_id", "verdict", "criterion_id", "declared", "reason", "explanation", "place"]
    found = tasks.societies(build, Filters(2018), TaskNarrowing("T12", "unknown"))[columns].fillna("")
    assert found.to_numpy().tolist() == [
        ["S05", "unknown", "T12-1", "done", "数值无法识别", "缺主承办学术交流活动次数", "任务完成情况!F32"],
        ["S05", "unknown", "T12-2", "", "未填", "", "任务完成情况!E33"],
    ]


def _by_verdict(frame: pd.DataFrame, key: str) -> dict[tuple[Any, str], int]:
    """Counts by key and verdict, those of zero left out."""
    return {
        (one, verdict): int(count)
        for verdict in ("met", "unmet", "unknown")
        for one, count in zip(frame[key], frame[f"{verdict}_count"], strict=True)
        if count
    }


def _due(counted: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    return {key: count for key, count in counted.items() if key[1] != "not_applicable"}


def test_cells_stand_in_the_order_in_which_a_sheet_is_read(build: str) -> None:
    cells = "(values ('E10'), ('AA2'), ('F2'), (null), ('E2')) as finding (cell)"
    found = ask(build, f"select cell from {cells} order by {BY_CELL}")["cell"]
    assert found.fillna("").tolist() == ["E2", "F2", "AA2", "E10", ""]
