"""报送: what has come in, from whom not, and what in it must be corrected."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.database import ask
from dashboard.queries import BY_CELL, Filters, basis, in_scope
from etl import desk
from etl.paths import data_folder

_COUNTS = """
select
    count(*) as expected,
    count(*) filter (where state <> 'not_reported') as received,
    count(*) filter (where state = 'accepted') as accepted,
    count(*) filter (where state = 'to_correct') as to_correct,
    count(*) filter (where state = 'returned') as returned,
    count(*) filter (where state = 'not_reported') as not_reported
from scope
"""

_BY_DAY = """
select
    first_received_at::date as date,
    count(*) as society_count,
    sum(count(*)) over (order by date)::bigint as reported_count
from scope
where is_reported
group by date
order by date
"""

_ON_DAY = """
select society_id, name, category, supporting_unit, state, first_received_at as received_at
from scope
where is_reported and first_received_at::date = $day
order by received_at, name collate zh_cn
"""

_LATEST = """
select scope.society_id, submission.received_at, scope.name, submission.version, submission.state
from submission
join scope using (society_id, period)
order by submission.receipt desc
limit $most
"""

_TO_REMIND = """
, complaint as (
    select
        society_id,
        count(*) filter (where severity = 'error') as error_count,
        any_value(message) filter (where severity = 'fatal') as message
    from scope
    join open_finding using (society_id, period)
    group by society_id
)
select
    scope.society_id,
    scope.name,
    scope.category,
    scope.supporting_unit,
    scope.state,
    nullif(complaint.error_count, 0) as error_count,
    complaint.message,
    scope.last_received_at as received_at
from scope
left join complaint using (society_id)
where scope.state <> 'accepted'
order by
    list_position(['not_reported', 'returned', 'to_correct'], scope.state),
    scope.category collate zh_cn,
    scope.name collate zh_cn
"""

_KINDS = """
select
    finding.kind,
    finding.severity,
    finding_kind.title,
    finding_kind.remedy,
    count(*) as finding_count,
    count(distinct scope.society_id) as society_count
from scope
join open_finding as finding using (society_id, period)
join finding_kind using (kind)
group by all
order by list_position(['fatal', 'error', 'warning'], any_value(finding.severity)), finding_count desc, finding.kind
"""

_OF_KIND = (
    """
select
    scope.society_id,
    scope.name,
    submission.file_name,
    submission.sha256,
    finding.sheet,
    finding.cell,
    concat_ws('!', finding.sheet, finding.cell) as place,
    finding.message,
    finding.value,
    finding.suggestion
from scope
join open_finding as finding using (society_id, period)
join submission using (submission_id)
where finding.kind = $kind
order by scope.name collate zh_cn, submission.file_name, finding.sheet,
"""
    + BY_CELL
)

_SHEETS = """
, latest as (
    select society_id, period, max(version) as version
    from submission
    group by all
)
select
    scope.society_id,
    scope.name,
    submission.submission_id,
    submission.file_name,
    sheet_account.sheet,
    if(sheet_account.is_hidden, '隐藏', '') as is_hidden,
    sheet_account.filled,
    sheet_account.read,
    sheet_account.furniture,
    sheet_account.set_aside,
    sheet_account.unread,
    sheet_account.why
from scope
join submission using (society_id, period)
join latest using (society_id, period)
join sheet_account using (submission_id)
where submission.is_current or submission.version = latest.version
order by
    sheet_account.unread desc,
    sheet_account.set_aside desc,
    scope.name collate zh_cn,
    submission.submission_id,
    sheet_account.sheet
"""

_WITHOUT_SOCIETY = """
select
    submission_id,
    submission.file_name,
    submission.received_at,
    finding.message,
    concat_ws('。', finding.suggestion, finding.remedy) as remedy
from submission
join finding using (submission_id)
where (submission.society_id is null or submission.period is null) and finding.severity = 'fatal'
    and submission.sha256 not in (select sha256 from handling)
order by received_at desc, file_name
"""


@dataclass(frozen=True, slots=True)
class ReportingCounts:
    """Societies that pass the filters: `expected` = accepted + to_correct + returned + not_reported."""

    expected: int
    received: int
    accepted: int
    to_correct: int
    returned: int
    not_reported: int


@dataclass(frozen=True)
class ReportingProgress:
    """`by_day` has the grain day on which societies reported for the first time: how many did, how many had by then."""

    by_day: pd.DataFrame  # date, society_count, reported_count
    expected: int
    deadline: dt.date | None
    as_of: dt.datetime | None  # receipt of the last file of all


@lru_cache(maxsize=64)
def counts(build: str, filters: Filters) -> ReportingCounts:
    """Return how many societies are in which state."""
    return ReportingCounts(**{name: int(value) for name, value in in_scope(build, filters, _COUNTS).iloc[0].items()})


@lru_cache(maxsize=64)
def progress(build: str, filters: Filters) -> ReportingProgress:
    """Return how the reports came in, day by day."""
    stamp = basis.basis(build, filters)
    return ReportingProgress(in_scope(build, filters, _BY_DAY), stamp.expected, stamp.deadline, stamp.as_of)


@lru_cache(maxsize=64)
def on_day(build: str, filters: Filters, day: dt.date) -> pd.DataFrame:
    """Grain: society that reported for the first time on that day."""
    return in_scope(build, filters, _ON_DAY, day=day)


@lru_cache(maxsize=64)
def latest(build: str, filters: Filters, most: int = 10) -> pd.DataFrame:
    """Grain: version of a submission; those received last, the latest first."""
    return in_scope(build, filters, _LATEST, most=most)


@lru_cache(maxsize=64)
def to_remind(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: society that has not reported, was sent its workbook back, or must correct; with whom to call."""
    frame = in_scope(build, filters, _TO_REMIND)
    contacts = pd.DataFrame(
        desk.contacts(data_folder(), basis.registry_sha256(build)), columns=["society_id", "contact", "phone"]
    )
    return frame.merge(contacts, on="society_id", how="left")


@lru_cache(maxsize=64)
def kinds(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: kind of finding that somebody still has before them; the gravest first, then the most frequent."""
    return in_scope(build, filters, _KINDS)


@lru_cache(maxsize=64)
def of_kind(build: str, filters: Filters, kind: str) -> pd.DataFrame:
    """Grain: finding of that kind, with society, file and cell."""
    return in_scope(build, filters, _OF_KIND, kind=kind)


@lru_cache(maxsize=64)
def sheet_accounts(build: str, filters: Filters) -> pd.DataFrame:
    """Grain: sheet of a file in force or received last; those with the most unread cells first."""
    return in_scope(build, filters, _SHEETS)


@lru_cache(maxsize=8)
def without_society(build: str) -> pd.DataFrame:
    """Grain: reason for which a file could not be given to a society and a period; no filter leaves one out. Those that
    are marked as handled are left out."""
    return ask(build, _WITHOUT_SOCIETY)


def stray_count(build: str) -> int:
    """Return how many files could not be given to a society and a period."""
    return int(without_society(build)["submission_id"].nunique())
