"""通报: everything the report tells, asked once; what pages show is taken from their own queries."""

from dataclasses import dataclass, replace
from functools import lru_cache

import pandas as pd

from dashboard.database import ask
from dashboard.queries import (
    Filters,
    basis,
    comparison,
    council,
    in_scope,
    ledger,
    membership,
    notes,
    optional_tasks,
    overview,
    scores,
    steps,
    submissions,
)
from dashboard.queries.basis import Basis, Renewal
from dashboard.queries.comparison import ComparedVerdicts

_GROUPS = """
select
    task_group,
    count(*) filter (where verdict = 'met') as met_count,
    count(*) filter (where verdict = 'unmet') as unmet_count,
    count(*) filter (where verdict = 'unknown') as unknown_count,
    count(*) filter (where verdict <> 'not_applicable') as due_count
from (select basic, renewal, optional, overall from scope)
unpivot (verdict for task_group in (basic, renewal, optional, overall))
group by task_group
order by list_position(['basic', 'renewal', 'optional', 'overall'], task_group)
"""

_CATEGORIES = """
select
    category,
    count(*) as expected,
    count(*) filter (where is_reported) as reported,
    count(*) filter (where basic = 'met') as basic_met,
    count(*) filter (where renewal = 'met') as renewal_met,
    count(*) filter (where renewal <> 'not_applicable') as renewal_due,
    count(*) filter (where optional = 'met') as optional_met,
    count(*) filter (where overall = 'met') as overall_met
from scope
group by category
order by overall_met / expected desc, expected desc, category collate zh_cn
"""

_SOCIETIES = """
select
    society_id,
    name,
    category,
    is_reported,
    overall,
    remaining_count,
    met_count,
    unmet_count,
    unknown_count,
    met_count + unmet_count + unknown_count as due_count
from scope
order by name collate zh_cn, society_id
"""

# The rubric asks for different growth on the two sides of `small_base`; of those due for renewal.
_GROWTH = """
, sized as (
    select
        growth.verdict,
        case
            when coalesce(growth.base, 0) = 0 then 'none'
            when growth.base < small_base.value then 'below'
            when growth.base = small_base.value then 'at'
            else 'above'
        end as size
    from scope
    join membership_growth as growth using (society_id, period)
    join parameter as small_base on small_base.rubric = scope.rubric and small_base.name = 'small_base'
    where growth.applicability = 'due'
)
select
    size,
    count(*) filter (where verdict = 'met') as met_count,
    count(*) filter (where verdict = 'unmet') as unmet_count,
    count(*) filter (where verdict = 'unknown') as unknown_count,
    count(*) as due_count
from sized
group by size
order by list_position(['below', 'at', 'above', 'none'], size)
"""

# The same societies a year before; the filters choose whom by how they stand now, as in `comparison.periods`.
_YEAR_BEFORE = """
, stated as (
    select society_id, period, task_id as what, verdict from task_result
    union all
    select society_id, period, what, verdict
    from (unpivot society_result on basic, renewal, optional, overall into name what value verdict)
    union all
    select society_id, period, 'reported', if(is_reported, 'met', 'unmet') from society_result
)
select
    stated.what,
    count(*) filter (where stated.verdict = 'met') as met_count,
    count(*) filter (where stated.verdict <> 'not_applicable') as due_count
from scope
join stated using (society_id)
where stated.period = $earlier
group by stated.what
"""

_SENDING = "select issuer, addressee from period where period = $period"


@dataclass(frozen=True, slots=True)
class Sending:
    """Who signs the report, and who gets it; empty where the registry says nothing."""

    issuer: str
    addressee: str


@dataclass(frozen=True)
class YearBefore:
    """How the societies of the report stood in the `period` before: `counts` has met_count and due_count of each task,
    of basic, renewal, optional, overall, and of reported; `moved` is what moved since.
    """

    period: int
    rubric: int | None
    counts: pd.DataFrame
    moved: ComparedVerdicts


@dataclass(frozen=True)
class Report:
    """The frames have the grain of their names; `groups` ends with `overall`, `boundary` is society × criterion.

    `year_before` is None where nobody reported then, `scores` where the rubric gives no points.
    `steps` has the steps of everybody, those who lack the fewest first. `optional` has the optional tasks, those most
    often chosen first; `growth` the societies due for renewal by the size of their base: `below`, `at` or `above` the
    limit of the rubric, `none` without a base.
    """

    filters: Filters
    basis: Basis
    counts: submissions.ReportingCounts
    renewal: Renewal
    choice: optional_tasks.Choice
    groups: pd.DataFrame
    categories: pd.DataFrame
    tasks: pd.DataFrame
    optional: pd.DataFrame
    societies: pd.DataFrame
    membership: membership.Membership
    growth: pd.DataFrame
    ratios: pd.DataFrame
    boundary: pd.DataFrame
    missing: pd.DataFrame
    remaining: steps.RemainingCounts
    steps: pd.DataFrame
    year_before: YearBefore | None
    scores: scores.Scores | None
    ledger: ledger.Ledger
    notes: pd.DataFrame

    @property
    def kinds(self) -> list[str]:
        """The kinds of groups (basic, renewal, optional) that the rubric has tasks of."""
        return [kind for kind in self.groups["task_group"] if (self.tasks["task_group"] == kind).any()]

    def has_row(self, kind: str) -> bool:
        """Whether the rubric has such tasks, or `kind` is overall."""
        return kind == "overall" or kind in self.kinds


@lru_cache(maxsize=16)
def sending(build: str, period: int) -> Sending:
    """Return who signs the report of the period, and who gets it."""
    [found] = ask(build, _SENDING, {"period": period}).itertuples(index=False)
    return Sending(found.issuer or "", found.addressee or "")


@lru_cache(maxsize=16)
def report(build: str, filters: Filters) -> Report:
    """Return what there is to report about the societies that pass the filters."""
    return Report(
        filters,
        basis.basis(build, filters),
        submissions.counts(build, filters),
        basis.renewal(build, filters),
        optional_tasks.choice(build, filters),
        in_scope(build, filters, _GROUPS),
        in_scope(build, filters, _CATEGORIES),
        overview.tasks(build, filters),
        optional_tasks.tasks(build, filters),
        in_scope(build, filters, _SOCIETIES),
        membership.membership(build, filters),
        in_scope(build, filters, _GROWTH),
        council.composition(build, filters).ratios,
        overview.boundary_cases(build, filters),
        overview.missing(build, filters),
        steps.counts(build, filters),
        steps.steps(build, filters),
        _year_before(build, filters),
        scores.scores(build, filters),
        ledger.ledger(build, filters),
        notes.notes(build, filters),
    )


def _year_before(build: str, filters: Filters) -> YearBefore | None:
    earlier = filters.period - 1
    counts = in_scope(build, filters, _YEAR_BEFORE, earlier=earlier).set_index("what")
    if counts.empty or not counts.loc["reported", "met_count"]:
        return None
    rubric = basis.basis(build, replace(filters, period=earlier)).rubric
    return YearBefore(earlier, rubric, counts, comparison.periods(build, filters, earlier))
