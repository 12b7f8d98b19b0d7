"""最近一步: how many societies lack how many standards, and the steps of those that lack so many."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope

MOST = 10
"""Societies that lack so many or more stand together."""


@dataclass(frozen=True, eq=False)
class RemainingCounts:
    """`counts`: how many societies that have reported and are not 达标 lack how many standards, grain remaining_count.

    From the fewest that somebody lacks up to `MOST` every number has a row; without anybody there is none. `reported`
    societies have sent something that counts, `met` of them are 达标.
    """

    counts: pd.DataFrame
    reported: int
    met: int


@lru_cache(maxsize=256)
def counts(build: str, filters: Filters) -> RemainingCounts:
    """Return how many societies lack how many standards."""
    frame = in_scope(
        build,
        filters,
        """
        , lacking as (
            select least(remaining_count, $most) as remaining_count, count(*) as society_count
            from scope
            where is_reported and overall <> 'met'
            group by all
        )
        select remaining_count, coalesce(society_count, 0) as society_count
        from (select unnest(range(min(remaining_count), max(remaining_count) + 1)) as remaining_count from lacking)
        left join lacking using (remaining_count)
        order by remaining_count
        """,
        most=MOST,
    )
    whole = "select count(*) filter (where is_reported), count(*) filter (where overall = 'met') from scope"
    reported, met = in_scope(build, filters, whole).iloc[0]
    return RemainingCounts(frame, int(reported), int(met))


@lru_cache(maxsize=64)
def steps(build: str, filters: Filters, remaining_count: int | None = None) -> pd.DataFrame:
    """Return the steps of the societies that lack so many standards (`MOST`: so many or more; None: of all): grain
    society × step.

    Those who lack the fewest come first, then by name; a society's steps stand in their order.
    """
    return in_scope(
        build,
        filters,
        """
        select
            society_id,
            name,
            category,
            scope.remaining_count,
            step.position,
            step.task_id,
            step.criterion_id,
            task.number,
            task.short_title,
            criterion.text,
            criterion.short_text,
            step.sentence
        from scope
        join remaining_step as step using (society_id, period)
        join task on task.rubric = scope.rubric and task.task_id = step.task_id
        left join criterion on criterion.rubric = scope.rubric and criterion.criterion_id = step.criterion_id
        where $remaining_count is null or least(scope.remaining_count, $most) = $remaining_count
        order by scope.remaining_count, name collate zh_cn, society_id, step.position
        """,
        most=MOST,
        remaining_count=remaining_count,
    )
