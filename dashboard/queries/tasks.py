"""How far each task is: its standards, the societies behind it, and what each of them is missing."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.queries import Filters, in_scope


@lru_cache(maxsize=64)
def wording(build: str, period: int) -> pd.DataFrame:
    """Return the tasks of the rubric in force, in order: number, titles, group, 改革内容 (content), 备注 (note)."""
    return in_scope(
        build,
        Filters(period),
        """
        select task.* exclude (rubric)
        from task
        join period using (rubric)
        where period.period = $period
        order by task.number
        """,
    )


@lru_cache(maxsize=64)
def by_id(build: str, period: int) -> dict[str, dict[str, Any]]:
    """Return the same, a row for each task_id."""
    found: dict[str, dict[str, Any]] = wording(build, period).set_index("task_id").to_dict("index")
    return found


@lru_cache(maxsize=256)
def criteria(build: str, filters: Filters, task_id: str) -> pd.DataFrame:
    """Return the criteria of a task with the number of societies by verdict; those not judged count nobody.

    A society that has not reported counts nowhere here: there is nothing of it to judge.
    """
    return in_scope(
        build,
        filters,
        """
        select
            criterion.criterion_id,
            criterion.position,
            criterion.text,
            criterion.short_text,
            criterion.source,
            criterion.rule,
            criterion.is_required,
            criterion.is_judged,
            count(*) filter (where verdict = 'met') as met_count,
            count(*) filter (where verdict = 'unmet') as unmet_count,
            count(*) filter (where verdict = 'unknown') as unknown_count,
            count(*) filter (where verdict in ('met', 'unmet', 'unknown')) as due_count,
            count(*) filter (where verdict = 'not_applicable') as not_applicable_count
        from criterion
        join period on period.rubric = criterion.rubric and period.period = $period
        left join (select * from scope join criterion_result using (society_id, period)) as judged
            on judged.criterion_id = criterion.criterion_id
        where criterion.task_id = $task
        group by all
        order by criterion.position
        """,
        task=task_id,
    )


@lru_cache(maxsize=256)
def categories(build: str, filters: Filters, task_id: str) -> pd.DataFrame:
    """Return for each category to which the task applies the number of societies by verdict, the least met first."""
    return in_scope(
        build,
        filters,
        """
        select
            category,
            count(*) filter (where verdict = 'met') as met_count,
            count(*) filter (where verdict = 'unmet') as unmet_count,
            count(*) filter (where verdict = 'unknown') as unknown_count,
            count(*) filter (where verdict in ('met', 'unmet', 'unknown')) as due_count
        from scope
        join task_result using (society_id, period)
        where task_id = $task and verdict <> 'not_applicable'
        group by category
        order by count(*) filter (where verdict = 'met') / count(*), count(*) desc, category collate zh_cn
        """,
        task=task_id,
    )


@dataclass(frozen=True, slots=True)
class TaskNarrowing:
    """Which of a task's societies are asked for; an empty choice means all. With `criterion_id` the verdict is that of
    the criterion.
    """

    task_id: str
    verdict: str = ""
    category: str = ""
    criterion_id: str = ""


@lru_cache(maxsize=32)
def societies(build: str, filters: Filters, narrowing: TaskNarrowing) -> pd.DataFrame:
    """Return societies of a task, and for each what is open and where that is written.

    Grain: society × criterion that is not met; one row where a society has none. With a criterion one row for each
    society.
    """
    return in_scope(
        build,
        filters,
        """
        , judged as (
            select
                result.*,
                criterion.short_text as text,
                criterion.position,
                submission.file_name
            from criterion_result as result
            join period using (period)
            join criterion on criterion.rubric = period.rubric and criterion.criterion_id = result.criterion_id
            left join submission
                on submission.submission_id = coalesce(result.rule_submission_id, result.submission_id)
            where result.period = $period and result.task_id = $task
        )
        select
            scope.society_id,
            scope.name,
            scope.category,
            scope.supporting_unit,
            coalesce(judged.verdict, task_result.verdict) as verdict,
            judged.criterion_id,
            judged.text,
            judged.declared,
            judged.reviewed,
            if(judged.criterion_id is null, task_result.reason, judged.reason) as reason,  -- of what the verdict is of
            judged.explanation,
            judged.file_name,
            -- where the answer says done and the number does not, it is the number that must be looked at
            if(
                judged.declared = 'done' and judged.rule_outcome is distinct from true and judged.rule_cell is not null,
                judged.rule_sheet || '!' || judged.rule_cell,
                judged.sheet || '!' || judged.cell
            ) as place
        from scope
        join task_result using (society_id, period)
        left join judged on judged.society_id = scope.society_id and if(
            $criterion = '',
            judged.is_required and judged.verdict in ('unmet', 'unknown') and task_result.verdict <> 'met',
            judged.criterion_id = $criterion
        )
        where task_result.task_id = $task
            and ($criterion = '' or judged.criterion_id is not null)
            and ($verdict = '' or if($criterion = '', task_result.verdict, judged.verdict) = $verdict)
            and ($category = '' or scope.category = $category)
        order by scope.name collate zh_cn, scope.society_id, judged.position
        """,
        task=narrowing.task_id,
        verdict=narrowing.verdict,
        category=narrowing.category,
        criterion=narrowing.criterion_id,
    )
