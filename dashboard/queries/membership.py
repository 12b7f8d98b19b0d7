"""会员: how many individual members there are, who grew by as much as is asked, and who lost members."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from dashboard.frame_cache import rows
from dashboard.queries import Filters, in_scope

BOUNDARY = "待认定"  # the reason the rubric gives where both readings of 300 人 hold

_SOCIETIES = """
, yearly as (
    select society_id, year, individual,
        lag(individual) over (partition by society_id order by year) as before,
        lag(year) over (partition by society_id order by year) as year_before
    from membership
    where individual is not null and year <= $period
),
fallen as (
    select society_id, list(year order by year) as fallen_years
    from yearly
    where individual < before and year_before = year - 1
    group by society_id
)
select
    scope.society_id, scope.name, scope.category, scope.supporting_unit,
    growth.applicability as renewal_applicability,
    growth.base, growth.now, growth.now - growth.base as gain,
    (growth.now - growth.base) / nullif(growth.base, 0) as growth,
    growth.verdict,
    case growth.applicability when 'due' then growth.verdict when 'not_due' then 'not_due' else 'unclear' end as kind,
    -- where nothing is judged nothing is open
    if(growth.applicability = 'not_due', null, growth.reason) as reason, growth.explanation,
    concat_ws('；', if(growth.applicability = 'not_due', null, growth.reason), growth.explanation) as ground,
    array_to_string(fallen.fallen_years, '、') as fallen_years,
    coalesce(growth.sources, growth.sheet || '!' || growth.cell) as place
from scope
join membership_growth as growth using (society_id, period)
left join fallen using (society_id)
order by renewal_applicability, growth desc nulls last, scope.society_id
"""

# The base is the registry's figure where it has one, as it is for the verdict; 0 there means nobody stated it.
# Totals of different years compare only over societies that have both ends; theirs stand beside the totals of all.
_YEARS = """
, ends as (
    select scope.society_id, base_year.value as base_year, nullif(growth.base, 0) as base, growth.now
    from scope
    join membership_growth as growth using (society_id, period)
    join parameter as base_year on base_year.rubric = scope.rubric and base_year.name = 'base_year'
),
stated as (
    select society_id, base_year as year, base as individual from ends
    union all
    select society_id, $period, now from ends
    union all
    select society_id, year, individual
    from ends
    join membership using (society_id)
    where year > base_year and year < $period
)
select
    stated.year,
    sum(stated.individual)::bigint as individual,
    count(stated.individual) as society_count,
    sum(stated.individual) filter (where ends.base is not null and ends.now is not null)::bigint as same_individual,
    count(stated.individual) filter (where ends.base is not null and ends.now is not null) as same_count,
    sum(membership.unit)::bigint as unit,
    count(membership.unit) as unit_count
from stated
join ends using (society_id)
left join membership using (society_id, year)
group by stated.year
having count(stated.individual) > 0
order by stated.year
"""

_FIGURES = """
select
    count(*) as expected,
    count(*) filter (where growth.base > 0 and growth.now is not null) as compared_count,
    sum(growth.base) filter (where growth.base > 0 and growth.now is not null)::bigint as base,
    sum(growth.now) filter (where growth.base > 0 and growth.now is not null)::bigint as now,
    count(*) filter (where growth.applicability = 'due') as due_count,
    count(*) filter (where growth.applicability = 'due' and growth.verdict = 'met') as met_count,
    count(*) filter (where growth.applicability = 'due' and growth.verdict = 'unmet') as unmet_count,
    count(*) filter (where growth.applicability = 'due' and growth.verdict = 'unknown') as unknown_count,
    count(*) filter (where growth.base > 0 and growth.now < growth.base) as fallen_count,
    count(growth.criterion_id) as asked_count,
    any_value(base_year.value) as base_year,
    any_value(small_base.value) as small_base,
    any_value(growth_pct.value) as growth_pct
from scope
join membership_growth as growth using (society_id, period)
join parameter as base_year on base_year.rubric = scope.rubric and base_year.name = 'base_year'
join parameter as small_base on small_base.rubric = scope.rubric and small_base.name = 'small_base'
join parameter as growth_pct on growth_pct.rubric = scope.rubric and growth_pct.name = 'growth_pct'
"""


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """Counts of societies that pass the filters, sums of their individual members, and the limits of the rubric.

    `asked_count` is 0 where the rubric asks for no growth. `base` and `now` are sums over
    the `compared_count` societies that have both; `growth` is None without any.
    """

    expected: int
    compared_count: int
    base: int
    now: int
    due_count: int
    met_count: int
    unmet_count: int
    unknown_count: int
    fallen_count: int
    asked_count: int
    base_year: int
    small_base: int
    growth_pct: int

    @property
    def growth(self) -> float | None:
        return self.now / self.base - 1 if self.base else None


@dataclass(frozen=True, eq=False)  # one is itself alone, so that what is made of it can be kept
class Membership:
    """`societies`: grain society; `years`: grain year-end from the base year to the period."""

    figures: MemberFigures
    societies: pd.DataFrame
    years: pd.DataFrame
    period: int

    def judged(self, verdict: str) -> pd.DataFrame:
        """The societies due for renewal with that verdict."""
        return rows(rows(self.societies, "renewal_applicability", "due"), "verdict", verdict)

    @property
    def boundary(self) -> pd.DataFrame:
        """The societies whose case the rubric leaves open (待认定)."""
        return rows(self.societies, "reason", BOUNDARY)

    @cached_property
    def fallen(self) -> pd.DataFrame:
        """The societies with fewer members than at the base, the greatest loss first."""
        lost = self.societies[(self.societies["base"] > 0) & (self.societies["gain"] < 0)]
        return lost.sort_values(["gain", "society_id"])


@lru_cache(maxsize=64)
def membership(build: str, filters: Filters) -> Membership:
    """Return figures, societies and year-ends of the individual members of all societies that pass the filters."""
    found = in_scope(build, filters, _FIGURES).iloc[0]
    figures = MemberFigures(**{name: 0 if pd.isna(value) else int(value) for name, value in found.items()})
    return Membership(figures, in_scope(build, filters, _SOCIETIES), in_scope(build, filters, _YEARS), filters.period)
