"""Questions to the warehouse, one module per page; here is what all of them share: the filters and whom they leave."""

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from dashboard.database import ask
from dashboard.wording.labels import BLANK


@dataclass(frozen=True, slots=True)
class Filters:
    """What every figure, table and download honours; an empty choice means all."""

    period: int
    categories: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    renewal: str = ""  # due, not_due, unknown
    states: tuple[str, ...] = ()


# The order in which a sheet is read: by row, then by column. E2 stands before E10, and Z2 before AA2.
BY_CELL = "try_cast(regexp_extract(finding.cell, '[0-9]+') as integer), len(finding.cell), finding.cell"

# Grain: expected society that passes the filters, in the chosen period.
_SCOPE = """
with named as (
    select
        society_id,
        name,
        coalesce(nullif(category, ''), $blank) as category,
        coalesce(nullif(supporting_unit, ''), $blank) as supporting_unit
    from society
),
scope as (
    select
        result.society_id,
        society.name,
        society.category,
        society.supporting_unit,
        result.period,
        reporting.deadline,
        reporting.rubric,
        result.state,
        result.is_reported,
        result.choice_unknown_count,
        reporting.first_received_at,
        reporting.last_received_at,
        result.basic,
        result.renewal,
        result.optional,
        result.overall,
        result.renewal_applicability,
        result.chosen_count,
        result.met_count,
        result.unmet_count,
        result.unknown_count,
        result.optional_met_count,
        result.remaining_count
    from society_result as result
    join named as society using (society_id)
    join reporting using (society_id, period)
    where result.period = $period
      and (len($categories::varchar[]) = 0 or list_contains($categories, society.category))
      and (len($units::varchar[]) = 0 or list_contains($units, society.supporting_unit))
      and ($renewal = '' or result.renewal_applicability = $renewal)
      and (len($states::varchar[]) = 0 or list_contains($states, result.state))
)
"""


def in_scope(build: str, filters: Filters, sql: str, **parameters: Any) -> pd.DataFrame:
    """Return the answer to a query over `scope`: the expected societies of the period that pass the filters.

    `sql` goes on after the definition of `scope`: `select …`, or `, more as (…) select …`.
    """
    given = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(filters).items()}
    return ask(build, _SCOPE + sql, given | {"blank": BLANK} | parameters)
