"""What the societies chose of tasks 11 to 20: how many tasks each, which ones where, and which ones together."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope


@dataclass(frozen=True, slots=True)
class Choice:
    """How the societies chose. `answered` of the `expected` societies have said what they choose.

    `minimum` is how many the rubric demands; `enough` chose so many, `met` also meet so many;
    of `unsure` a choice cannot be read.
    """

    expected: int
    answered: int
    minimum: int
    enough: int
    met: int
    unsure: int
    median: float | None


@dataclass(frozen=True, slots=True)
class ChoiceCounts:
    """`by_number`: for every number of chosen tasks (0 to 10) the societies, by verdict of the group."""

    by_number: pd.DataFrame
    choice: Choice


@lru_cache(maxsize=256)
def choice(build: str, filters: Filters) -> Choice:
    """Return the headline of the optional tasks."""
    row = in_scope(
        build,
        filters,
        """
        , minimum as (
            select value from parameter join period using (rubric)
            where name = 'optional_minimum' and period.period = $period
        )
        select
            count(*) as expected,
            count(*) filter (where is_reported) as answered,
            (select value from minimum) as minimum,
            count(*) filter (where is_reported and chosen_count >= (select value from minimum)) as enough,
            count(*) filter (where optional = 'met') as met,
            count(*) filter (where is_reported and choice_unknown_count > 0) as unsure,
            median(chosen_count) filter (where is_reported) as median
        from scope
        """,
    ).iloc[0]
    return Choice(
        int(row["expected"]),
        int(row["answered"]),
        int(row["minimum"]),
        int(row["enough"]),
        int(row["met"]),
        int(row["unsure"]),
        None if pd.isna(row["median"]) else float(row["median"]),
    )


@lru_cache(maxsize=256)
def tasks(build: str, filters: Filters) -> pd.DataFrame:
    """Return the optional tasks with the societies that chose them by verdict, those most often chosen first."""
    return in_scope(
        build,
        filters,
        """
        select
            task.task_id,
            task.number,
            task.short_title,
            count(*) filter (where applicability = 'chosen' and verdict = 'met') as met_count,
            count(*) filter (where applicability = 'chosen' and verdict = 'unmet') as unmet_count,
            count(*) filter (where applicability = 'chosen' and verdict = 'unknown') as unknown_count,
            count(*) filter (where applicability = 'chosen') as chosen_society_count
        from scope
        join task_result using (society_id, period)
        join task on task.rubric = scope.rubric and task.task_id = task_result.task_id
        where task.task_group = 'optional'
        group by all
        order by chosen_society_count desc, task.number
        """,
    )


@lru_cache(maxsize=256)
def counts(build: str, filters: Filters) -> ChoiceCounts:
    """Return how many of the societies that reported chose how many tasks."""
    by_number = in_scope(
        build,
        filters,
        """
        select
            number.chosen_count::integer as chosen_count,
            count(society_id) filter (where optional = 'met') as met_count,
            count(society_id) filter (where optional = 'unmet') as unmet_count,
            count(society_id) filter (where optional = 'unknown') as unknown_count,
            count(society_id) as society_count
        from (
            select unnest(range(count(*) + 1)) as chosen_count
            from task
            join period using (rubric)
            where period.period = $period and task.task_group = 'optional'
        ) as number
        left join (select * from scope where is_reported) as scope on scope.chosen_count = number.chosen_count
        group by number.chosen_count
        order by number.chosen_count
        """,
    )
    return ChoiceCounts(by_number, choice(build, filters))


@lru_cache(maxsize=256)
def by_category(build: str, filters: Filters) -> pd.DataFrame:
    """Return category × optional task: the societies that chose it, of all expected ones of the category."""
    return in_scope(
        build,
        filters,
        """
        select
            scope.category,
            task.task_id,
            task.number,
            task.short_title,
            count(*) filter (where applicability = 'chosen') as chosen_society_count,
            count(*) as society_count
        from scope
        join task_result using (society_id, period)
        join task on task.rubric = scope.rubric and task.task_id = task_result.task_id
        where task.task_group = 'optional'
        group by all
        order by society_count desc, category collate zh_cn, task.number
        """,
    )


@lru_cache(maxsize=256)
def pairs(build: str, filters: Filters, most: int) -> pd.DataFrame:
    """Return the pairs of tasks that most societies chose together, at most so many, the commonest first."""
    return in_scope(
        build,
        filters,
        """
        , chosen as (
            select scope.society_id, task.task_id, task.number, task.short_title
            from scope
            join task_result using (society_id, period)
            join task on task.rubric = scope.rubric and task.task_id = task_result.task_id
            where applicability = 'chosen'
        )
        select
            one.task_id as task_id,
            other.task_id as other_task_id,
            one.number || ' ' || one.short_title || ' + ' || other.number || ' ' || other.short_title as pair,
            count(*) as society_count
        from chosen as one
        join chosen as other on other.society_id = one.society_id and other.number > one.number
        group by all
        order by society_count desc, one.task_id, other.task_id
        limit $most
        """,
        most=most,
    )


@dataclass(frozen=True, slots=True)
class ChoiceNarrowing:
    """Which societies are asked for: those that chose all these tasks, of a category, with so many tasks chosen, with
    that verdict of the whole group. An empty choice means all.
    """

    task_ids: tuple[str, ...] = ()
    category: str = ""
    chosen_count: int | None = None
    verdict: str = ""


@lru_cache(maxsize=32)
def societies(build: str, filters: Filters, narrowing: ChoiceNarrowing) -> pd.DataFrame:
    """Return societies that reported, with the numbers of the tasks they chose and of those nobody can be sure of."""
    return in_scope(
        build,
        filters,
        """
        , chosen as (
            select society_id, list(task_id) as task_ids, string_agg(number::varchar, '、' order by number) as numbers
            from task_result
            where period = $period and applicability = 'chosen'
            group by society_id
        ),
        unsure as (
            select society_id, string_agg(number::varchar, '、' order by number) as numbers
            from task_result
            where period = $period and task_group = 'optional' and applicability = 'unknown'
            group by society_id
        )
        select
            scope.society_id,
            scope.name,
            scope.category,
            scope.supporting_unit,
            scope.chosen_count,
            coalesce(chosen.numbers, '') as chosen_tasks,
            coalesce(unsure.numbers, '') as unsure_tasks,
            scope.optional_met_count,
            scope.optional
        from scope
        left join chosen using (society_id)
        left join unsure using (society_id)
        where scope.is_reported
            and list_has_all(coalesce(chosen.task_ids, []), $tasks::varchar[])
            and ($category = '' or scope.category = $category)
            and ($count is null or scope.chosen_count = $count)
            and ($verdict = '' or scope.optional = $verdict)
        order by scope.chosen_count, scope.optional_met_count, scope.name collate zh_cn
        """,
        tasks=list(narrowing.task_ids),
        category=narrowing.category,
        count=narrowing.chosen_count,
        verdict=narrowing.verdict,
    )
