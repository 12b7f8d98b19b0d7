"""Where the association stands: six figures, the twenty tasks, the ledger, the course of the period, open cases."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.queries import Filters, in_scope
from dashboard.queries.basis import basis, choices


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many societies; of these, `recent` sent their file in the seven days up to the last receipt."""

    count: int
    total: int
    recent: int


@dataclass(frozen=True, slots=True)
class HeadlineFigures:
    """The headline. Members are individual members of the `stating` societies that state both year-ends."""

    overall: Share
    reported: Share
    basic: Share
    renewal: Share
    optional: Share
    expected: int
    stating: int
    base_year: int
    members_base: int
    members_now: int


@dataclass(frozen=True, slots=True)
class DailyProgress:
    """`days`: for each day on which a file came in, how many societies had reported by its end (`reported_count`).

    `basic_count`: of the societies that meet all basic tasks today, those whose file in force had come in by then;
    `overall_count`, `renewal_count` and `optional_count` likewise.
    """

    days: pd.DataFrame
    expected: int
    deadline: dt.date | None


@lru_cache(maxsize=256)
def figures(build: str, filters: Filters) -> HeadlineFigures:
    """Return the headline figures over all expected societies, reported or not."""
    row = in_scope(
        build,
        filters,
        """
        , dated as (
            select
                scope.*,
                growth.base,
                growth.now,
                first_received_at > as_of - interval 7 day as is_new,
                last_received_at > as_of - interval 7 day as is_recent
            from scope
            cross join build_info
            left join membership_growth as growth using (society_id, period)
        )
        select
            count(*) as expected,
            count(*) filter (where is_reported) as reported,
            count(*) filter (where is_reported and is_new) as reported_recent,
            count(*) filter (where overall = 'met') as overall,
            count(*) filter (where overall = 'met' and is_recent) as overall_recent,
            count(*) filter (where basic = 'met') as basic,
            count(*) filter (where basic = 'met' and is_recent) as basic_recent,
            count(*) filter (where renewal = 'met') as renewal,
            count(*) filter (where renewal = 'met' and is_recent) as renewal_recent,
            count(*) filter (where renewal <> 'not_applicable') as renewal_total,
            count(*) filter (where optional = 'met') as optional,
            count(*) filter (where optional = 'met' and is_recent) as optional_recent,
            count(*) filter (where base > 0 and now is not null) as stating,
            coalesce(sum(base) filter (where base > 0 and now is not null), 0)::bigint as members_base,
            coalesce(sum(now) filter (where base > 0 and now is not null), 0)::bigint as members_now,
            (
                select value from parameter join period on period.rubric = parameter.rubric
                where name = 'base_year' and period = $period
            ) as base_year
        from dated
        """,
    ).iloc[0]
    count = {name: int(value) for name, value in row.items()}
    expected = count["expected"]
    return HeadlineFigures(
        Share(count["overall"], expected, count["overall_recent"]),
        Share(count["reported"], expected, count["reported_recent"]),
        Share(count["basic"], expected, count["basic_recent"]),
        Share(count["renewal"], count["renewal_total"], count["renewal_recent"]),
        Share(count["optional"], expected, count["optional_recent"]),
        expected,
        count["stating"],
        count["base_year"],
        count["members_base"],
        count["members_now"],
    )


def last_year(build: str, filters: Filters) -> HeadlineFigures | None:
    """Return the headline figures of the year before; None where nobody reported for it."""
    if filters.period - 1 not in choices(build).periods:
        return None
    earlier = figures(build, replace(filters, period=filters.period - 1))
    return earlier if earlier.reported.count else None


@lru_cache(maxsize=256)
def tasks(build: str, filters: Filters) -> pd.DataFrame:
    """Return the tasks in order with the number of societies by verdict; of a choice with `minimum`: of how many."""
    return in_scope(
        build,
        filters,
        """
        select
            task.task_id,
            task.number,
            task.short_title,
            task.title,
            task.task_group,
            task_group.minimum,
            count(*) filter (where verdict = 'met') as met_count,
            count(*) filter (where verdict = 'unmet') as unmet_count,
            count(*) filter (where verdict = 'unknown') as unknown_count,
            count(*) filter (where verdict in ('met', 'unmet', 'unknown')) as due_count,
            count(*) filter (where verdict = 'not_applicable') as not_applicable_count
        from scope
        join task_result using (society_id, period)
        join task on task.rubric = scope.rubric and task.task_id = task_result.task_id
        join task_group on task_group.rubric = task.rubric and task_group.group_id = task.group_id
        group by all
        order by task.number
        """,
    )


@lru_cache(maxsize=256)
def task(build: str, filters: Filters, task_id: str) -> dict[str, Any]:
    """Return the row of one task among these."""
    found: dict[str, Any] = tasks(build, filters).set_index("task_id").loc[task_id].to_dict()
    return found


@lru_cache(maxsize=8)
def cells(build: str, filters: Filters) -> pd.DataFrame:
    """Return the cells of the ledger, society × task: verdict, reason, and the society's line (0 at the top).

    At the top the societies that meet all, then those with the fewest tasks open, at the end those without a report.
    """
    return in_scope(
        build,
        filters,
        """
        , line as (
            select
                *,
                row_number() over (
                    order by
                        is_reported desc,
                        list_position(['met', 'unknown', 'unmet'], overall),
                        unmet_count,
                        unknown_count,
                        met_count desc,
                        name collate zh_cn,
                        society_id
                ) - 1 as line
            from scope
        )
        select
            line.line,
            line.society_id,
            line.name,
            line.category,
            line.overall,
            line.is_reported,
            task.task_id,
            task.number,
            task.short_title,
            task_result.task_group,
            task_result.verdict,
            task_result.reason
        from line
        join task_result using (society_id, period)
        join task on task.rubric = line.rubric and task.task_id = task_result.task_id
        order by line.line, task.number
        """,
    )


@lru_cache(maxsize=256)
def progress(build: str, filters: Filters) -> DailyProgress:
    """Return the course of the period as the files in force tell it."""
    days = in_scope(
        build,
        filters,
        """
        , event as (
            select first_received_at::date as date, 1 as reported, 0 as overall, 0 as basic, 0 as renewal, 0 as optional
            from scope
            where is_reported
            union all
            select
                last_received_at::date,
                0,
                (overall = 'met')::int,
                (basic = 'met')::int,
                (renewal = 'met')::int,
                (optional = 'met')::int
            from scope
            where 'met' in (overall, basic, renewal, optional)
        )
        select
            date,
            sum(sum(reported)) over (order by date)::bigint as reported_count,
            sum(sum(overall)) over (order by date)::bigint as overall_count,
            sum(sum(basic)) over (order by date)::bigint as basic_count,
            sum(sum(renewal)) over (order by date)::bigint as renewal_count,
            sum(sum(optional)) over (order by date)::bigint as optional_count
        from event
        group by date
        order by date
        """,
    )
    basis_now = basis(build, filters)
    return DailyProgress(days, basis_now.expected, basis_now.deadline)


@lru_cache(maxsize=256)
def missing(build: str, filters: Filters) -> pd.DataFrame:
    """Return the societies of which nothing counts yet: nothing came, or what came was returned."""
    return in_scope(
        build,
        filters,
        """
        select society_id, name, category, supporting_unit, state
        from scope
        where not is_reported
        order by state, category collate zh_cn, name collate zh_cn
        """,
    )


@lru_cache(maxsize=256)
def boundary_cases(build: str, filters: Filters) -> pd.DataFrame:
    """Return what the rubric leaves open on purpose (待认定): society × criterion, with the rule and its numbers."""
    return in_scope(
        build,
        filters,
        """
        select
            society_id,
            name,
            task.number || ' ' || task.short_title as task,
            criterion_result.explanation,
            criterion_result.sheet || '!' || criterion_result.cell as place
        from scope
        join criterion_result using (society_id, period)
        join task on task.rubric = scope.rubric and task.task_id = criterion_result.task_id
        where criterion_result.verdict = 'unknown' and criterion_result.reason = '待认定'
        order by task.number, name collate zh_cn
        """,
    )
