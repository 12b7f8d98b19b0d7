"""请核对: what the checks of the warehouse asked, what became of it, and which kinds of them are worth having."""

from functools import lru_cache

import pandas as pd

from dashboard.queries import BY_CELL, Filters, in_scope

_ASKED = """
select
    finding.society_id,
    scope.name,
    finding.period,
    finding.kind,
    finding_kind.title,
    finding_kind.remedy,
    finding.subject,
    finding.judged,
    finding.outcome,
    submission.file_name,
    submission.sha256,
    finding.sheet,
    finding.cell,
    concat_ws('!', finding.sheet, finding.cell) as place,
    finding.message,
    finding.why as answer,
    finding.author,
    finding.cleared_at,
    finding.remark_cell
from scope
join asked_check as finding using (society_id, period)
join finding_kind using (kind)
join submission using (submission_id)
"""

_IN_ORDER = f"order by scope.name collate zh_cn, finding.sheet, {BY_CELL}, finding.kind"
_OPEN = f"{_ASKED} where finding.outcome = 'open' and finding.kind = $kind {_IN_ORDER}"
_ANSWERED = f"{_ASKED} where finding.outcome in ('cleared', 'remarked') {_IN_ORDER}"
_OF_SOCIETY = f"{_ASKED} where finding.outcome = 'open' and finding.society_id = $society_id {_IN_ORDER}"
_ANSWERED_BY = (
    f"{_ASKED} where finding.outcome in ('cleared', 'remarked') and finding.society_id = $society_id {_IN_ORDER}"
)

_WORTH = """
select
    kind,
    title,
    count(*) as found_count,
    count(*) filter (where outcome = 'corrected') as corrected_count,
    count(*) filter (where outcome = 'cleared') as cleared_count,
    count(*) filter (where outcome = 'remarked') as remarked_count,
    count(*) filter (where outcome = 'open') as open_count
from scope
join asked_check using (society_id, period)
join finding_kind using (kind)
group by all
order by found_count desc, kind
"""


@lru_cache(maxsize=64)
def open_of_kind(build: str, filters: Filters, kind: str) -> pd.DataFrame:
    """Grain: check of that kind that nobody has answered; `society_id` to `judged` name it for a decision."""
    return in_scope(build, filters, _OPEN, kind=kind)


@lru_cache(maxsize=64)
def answered(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: check that the staff has cleared or the society has answered in 备注."""
    return in_scope(build, filters, _ANSWERED)


@lru_cache(maxsize=256)
def of_society(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: check of one society that nobody has answered."""
    return in_scope(build, Filters(period), _OF_SOCIETY, society_id=society_id)


@lru_cache(maxsize=256)
def answered_by_society(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: check of one society that is answered."""
    return in_scope(build, Filters(period), _ANSWERED_BY, society_id=society_id)


@lru_cache(maxsize=64)
def worth(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: kind of check: how often it was found, and what became of it; the most frequent first."""
    return in_scope(build, filters, _WORTH)
