"""退回修改: the files that somebody must correct, and what a new version has set right."""

from functools import lru_cache

import pandas as pd

from dashboard.database import ask
from dashboard.queries import BY_CELL, Filters, in_scope

_TO_RETURN = """
select
    open_finding.submission_id,
    open_finding.society_id,
    scope.name,
    submission.receipt,
    submission.file_name,
    count(*) filter (where open_finding.severity <> 'warning') as error_count,
    count(*) filter (where open_finding.severity = 'warning') as warning_count
from scope
join open_finding using (society_id, period)
join submission using (submission_id)
group by all
having error_count > 0
order by any_value(scope.name) collate zh_cn, open_finding.submission_id
"""

# The same finding may stand in another cell now: a row was added above it. A table sent alone may have set right what
# was found in another one, which is in force as before.
_RESOLVED = (
    """
with before as (
    select submission_id, version
    from submission
    where society_id = $society_id and period = $period
    order by version desc
    limit 1 offset 1
),
open as (from open_finding where society_id = $society_id and period = $period),
earlier as (
    select finding.*, version from before join finding using (submission_id)
    union all
    select resolved_finding.*, version
    from resolved_finding
    join submission using (submission_id)
    where society_id = $society_id and period = $period
)
select finding.severity, finding_kind.title, finding.sheet, finding.cell, finding.message, finding.value, version
from earlier as finding
left join finding_kind using (kind)
where not exists (
    from open
    where open.kind = finding.kind and (
        (open.sheet, open.cell) is not distinct from (finding.sheet, finding.cell)
        or (open.message, open.value) is not distinct from (finding.message, finding.value)
    )
)
order by list_position(['fatal', 'error', 'warning'], finding.severity), finding.sheet,
"""
    + BY_CELL
)


@lru_cache(maxsize=64)
def to_return(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: submission in which something must be corrected, of the societies that pass the filters."""
    return in_scope(build, filters, _TO_RETURN)


@lru_cache(maxsize=256)
def resolved(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: finding that stood before the last version came and stands no more, neither in its cell nor in another."""
    return ask(build, _RESOLVED, {"society_id": society_id, "period": period})
