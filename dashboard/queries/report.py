"""通报: everything the report, its paragraph and its slides tell, asked once; figures of the pages are taken from them."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, council, in_scope, ledger, membership, overview, submissions, surroundings

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
    met_count,
    unmet_count,
    unknown_count,
    met_count + unmet_count + unknown_count as due_count
from scope
order by name collate zh_cn, society_id
"""

_CHOICE = """
select
    count(*) filter (where chosen_count >= value) as enough_count,
    count(*) filter (where renewal_applicability = 'due') as due_count,
    count(*) filter (where renewal_applicability = 'unknown') as unclear_count,
    any_value(value) as minimum
from scope
join parameter on parameter.rubric = scope.rubric and parameter.name = 'optional_minimum'
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Societies that chose the `minimum` of optional tasks or more, that are due for renewal, or may be due."""

    enough_count: int
    due_count: int
    unclear_count: int
    minimum: int


@dataclass(frozen=True)
class Report:
    """The frames have the grain of their names; `groups` ends with `overall`, `boundary` is society × criterion."""

    filters: Filters
    basis: surroundings.Basis
    counts: submissions.Counts
    choice: Choice
    groups: pd.DataFrame
    categories: pd.DataFrame
    tasks: pd.DataFrame
    societies: pd.DataFrame
    membership: membership.Membership
    ratios: pd.DataFrame
    boundary: pd.DataFrame
    missing: pd.DataFrame
    ledger: ledger.Ledger


@lru_cache(maxsize=16)
def report(build: str, filters: Filters) -> Report:
    """Return what there is to report about the societies that pass the filters."""
    choice = in_scope(build, filters, _CHOICE).iloc[0]
    return Report(
        filters,
        surroundings.basis(build, filters),
        submissions.counts(build, filters),
        Choice(**{name: int(value) for name, value in choice.items()}),
        in_scope(build, filters, _GROUPS),
        in_scope(build, filters, _CATEGORIES),
        overview.tasks(build, filters),
        in_scope(build, filters, _SOCIETIES),
        membership.membership(build, filters),
        council.composition(build, filters).ratios,
        overview.boundary_cases(build, filters),
        overview.missing(build, filters),
        ledger.ledger(build, filters),
    )
