"""一份看板: what of a rubric and of the files stands in it besides the records of the societies."""

from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope

_CRITERIA = """
select criterion.criterion_id, criterion.task_id, criterion.text, criterion.short_text, criterion.source,
    criterion.rule, criterion.is_required, criterion.is_judged, ratio.side, ratio.limit_part, ratio.limit_whole
from criterion
join period using (rubric)
left join ratio using (rubric, criterion_id)
where period.period = $period
order by criterion.position
"""

_FILES = """
select submission.society_id, submission.version, submission.file_name, submission.received_at, submission.state
from scope
join submission using (society_id, period)
qualify submission.is_current
    or submission.version = max(submission.version) over (partition by submission.society_id)
order by submission.society_id, submission.version
"""


@lru_cache(maxsize=8)
def criteria(build: str, period: int) -> pd.DataFrame:
    """Return the criteria of the rubric in force, in order, those that are ratios with their limit."""
    return in_scope(build, Filters(period), _CRITERIA)


@lru_cache(maxsize=8)
def files(build: str, period: int) -> pd.DataFrame:
    """Grain: file of a society that gives a value in force, or that was received last."""
    return in_scope(build, Filters(period), _FILES)


@lru_cache(maxsize=8)
def parameters(build: str, period: int) -> dict[str, int]:
    """Return the numbers of the rubric in force by their names."""
    numbers = in_scope(
        build, Filters(period), "select name, value from parameter join period using (rubric) where period = $period"
    )
    return dict(zip(numbers["name"], numbers["value"].astype(int).tolist(), strict=True))
