"""会员: how many individual members there are, who grew by as much as is asked, and who lost members."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope

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
    scope.society_id, scope.name, scope.category, scope.supporting_unit, growth.applicability,
    growth.base, growth.now, growth.now - growth.base as gain,
    (growth.now - growth.base) / nullif(growth.base, 0) as growth,
    growth.verdict, growth.reason, growth.explanation,
    array_to_string(fallen.fallen_years, '、') as fallen_years,
    coalesce(rule.sources, growth.sheet || '!' || growth.cell) as place
from scope
join membership_growth as growth using (society_id, period)
left join fallen using (society_id)
left join rule_result as rule on rule.society_id = scope.society_id and rule.period = scope.period
    and rule.criterion_id = 'T07-3'
order by growth.applicability, growth desc nulls last, scope.society_id
"""

# Totals of different years compare only over the societies that state every year; both are given.
_YEARS = """
, stated as (
    select scope.society_id, membership.year, membership.individual, membership.unit
    from scope
    join membership using (society_id)
    join parameter on parameter.rubric = scope.rubric and parameter.name = 'base_year'
    where membership.year between parameter.value and $period and membership.individual is not null
),
whole as (
    select society_id
    from stated
    group by society_id
    having count(*) = (
        select any_value($period - parameter.value + 1)
        from scope
        join parameter on parameter.rubric = scope.rubric and parameter.name = 'base_year'
    )
)
select
    year,
    sum(individual)::bigint as individual,
    count(*) as society_count,
    sum(individual) filter (where society_id in (from whole))::bigint as same_individual,
    (select count(*) from whole) as same_count,
    sum(unit)::bigint as unit,
    count(unit) as unit_count
from stated
group by year
order by year
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
    count(*) filter (where growth.reason = '待认定') as boundary_count,
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
class Figures:
    """Counts of societies that pass the filters, sums of their individual members, and the limits of the rubric.

    `base` and `now` are sums over the `compared_count` societies that have both; `growth` is None without any.
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
    boundary_count: int
    base_year: int
    small_base: int
    growth_pct: int

    @property
    def growth(self) -> float | None:
        return self.now / self.base - 1 if self.base else None


@dataclass(frozen=True, slots=True)
class Membership:
    """`societies`: grain society; `years`: grain year-end from the base year to the period."""

    figures: Figures
    societies: pd.DataFrame
    years: pd.DataFrame
    period: int


@lru_cache(maxsize=64)
def membership(build: str, filters: Filters) -> Membership:
    """Return figures, societies and year-ends of the individual members of all societies that pass the filters."""
    found = in_scope(build, filters, _FIGURES).iloc[0]
    figures = Figures(**{name: 0 if pd.isna(value) else int(value) for name, value in found.items()})
    return Membership(
        figures, in_scope(build, filters, _SOCIETIES), in_scope(build, filters, _YEARS), filters.period
    )
