"""台账: one society a row with its twenty tasks, as the ledger is printed."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope, scores
from dashboard.wording.labels import RENEWAL, STATES, VERDICT_COLUMNS, VERDICTS

_VERDICTS = """
select
    scope.society_id,
    result.task_id,
    if(result.verdict = 'not_applicable', result.reason, result.verdict) as word
from scope
join task_result as result using (society_id, period)
"""

_SOCIETIES = """
select society_id, name, category, supporting_unit, renewal_applicability, state, basic, renewal, optional, overall,
    chosen_count
from scope
order by category collate zh_cn, name collate zh_cn
"""

_TASKS = """
select distinct task.task_id, task.number, task.short_title, task.title, task.task_group
from task
join period using (rubric)
where period.period = $period
order by task.number
"""

_OF_KINDS = {
    "basic": "basic",
    "renewal": "renewal",
    "renewal_applicability": "renewal",
    "optional": "optional",
    "chosen_count": "optional",
}
"""What is said of the tasks of a kind."""


@dataclass(frozen=True)
class Ledger:
    """`societies`: grain society, in words, a column for each task under its task_id, those of a kind of tasks where
    the rubric has such, and `score` and `grade` where it gives points. `tasks`: grain task, in order.
    """

    societies: pd.DataFrame
    tasks: pd.DataFrame


@lru_cache(maxsize=16)
def ledger(build: str, filters: Filters) -> Ledger:
    """Return the ledger of the societies that pass the filters."""
    tasks = in_scope(build, filters, _TASKS)
    words = in_scope(build, filters, _VERDICTS).pivot(index="society_id", columns="task_id", values="word")
    words = words.reindex(columns=tasks["task_id"])
    societies = in_scope(build, filters, _SOCIETIES).join(words.replace(VERDICTS), on="society_id")
    for column in VERDICT_COLUMNS:
        if column in societies:
            societies[column] = societies[column].map(VERDICTS)
    societies["state"] = societies["state"].map(STATES)
    societies["renewal_applicability"] = societies["renewal_applicability"].map(RENEWAL)
    kinds = set(tasks["task_group"])
    societies = societies.drop(columns=[name for name, kind in _OF_KINDS.items() if kind not in kinds])
    if scored := scores.scores(build, filters):
        own = scored.societies[["society_id", "score", "grade"]].fillna({"score": ""})
        societies = societies.merge(own, on="society_id", how="left")
    return Ledger(societies, tasks)
