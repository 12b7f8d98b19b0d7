"""理事会: how each council is composed, ratio by ratio, against the limit the rubric sets."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import pandas as pd

from dashboard.queries import Filters, in_scope
from dashboard.wording.labels import SIDES

_SOCIETIES = """
select
    scope.society_id, scope.name, scope.category, scope.supporting_unit,
    criterion.criterion_id, criterion.short_text as ratio,
    result.applicability as renewal_applicability,
    result.part, result.whole, result.part / nullif(result.whole, 0) as share,
    format('{}/{}', result.part, result.whole) as measured,
    result.side, result.limit_part, result.limit_whole,
    case result.side when 'at_most' then $at_most else $at_least end || ' ' || result.bound as bound,
    result.verdict,
    case
        when result.side is null then 'shown'
        when result.verdict = 'not_applicable' or result.applicability = 'due' then result.verdict
        when result.applicability = 'not_due' then 'not_due'
        else 'unclear'
    end as kind,
    -- where nothing is judged nothing is open
    if(result.applicability = 'not_due', null, result.reason) as reason, result.explanation,
    concat_ws('；', if(result.applicability = 'not_due', null, result.reason), result.explanation) as ground,
    result.sources as place
from scope
join ratio_result as result using (society_id, period)
join criterion on criterion.rubric = scope.rubric and criterion.criterion_id = result.criterion_id
order by result.side is null, criterion.position, scope.society_id
"""

# A verdict counts only where renewal is due; 不适用 (no standing council) is no part of the denominator.
_RATIOS = """
select
    criterion.criterion_id, criterion.short_text as ratio, criterion.text, criterion.task_id,
    result.side, result.limit_part, result.limit_whole,
    count(*) filter (where result.applicability = 'due') as due_count,
    count(*) filter (where result.applicability = 'due' and result.verdict = 'met') as met_count,
    count(*) filter (where result.applicability = 'due' and result.verdict = 'unmet') as unmet_count,
    count(*) filter (where result.applicability = 'due' and result.verdict = 'unknown') as unknown_count,
    count(*) filter (where result.applicability = 'due' and result.verdict = 'not_applicable') as not_applicable_count,
    count(result.part / nullif(result.whole, 0)) filter (where result.applicability = 'due') as known_count,
    median(result.part / nullif(result.whole, 0)) filter (where result.applicability = 'due') as median_share
from scope
join ratio_result as result using (society_id, period)
join criterion on criterion.rubric = scope.rubric and criterion.criterion_id = result.criterion_id
group by criterion.position, criterion.criterion_id, criterion.short_text, criterion.text, criterion.task_id,
    result.side, result.limit_part, result.limit_whole
order by result.side is null, criterion.position
"""


@dataclass(frozen=True)
class Composition:
    """`societies`: grain society × ratio; `ratios`: grain ratio, counting the societies due. Those judged come first.

    `measured` and `bound` are written for people: 32/95, 上限 31.
    """

    societies: pd.DataFrame
    ratios: pd.DataFrame

    @cached_property
    def judged(self) -> pd.DataFrame:
        """Of `societies` the ratios that have a limit, of those due for renewal."""
        due = self.societies[self.societies["renewal_applicability"] == "due"]
        return due[due["side"].notna()]


@lru_cache(maxsize=64)
def composition(build: str, filters: Filters) -> Composition:
    """Return every ratio of every society that passes the filters, and how many of those due pass each."""
    return Composition(in_scope(build, filters, _SOCIETIES, **SIDES), in_scope(build, filters, _RATIOS))
