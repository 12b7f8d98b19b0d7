"""学会: the versions of a society's submission, and what changed from one to another, cell by cell."""

import functools

import pandas as pd

from dashboard.database import ask

_VERSIONS = """
select
    submission.version, submission.submission_id, submission.file_name, submission.received_at, submission.way,
    submission.state, submission.is_current,
    (select string_agg(sheet, '、' order by sheet) from held_table where submission_id = submission.submission_id)
        as sheets,
    (select string_agg(table_name, ' ' order by table_name) from current_table
        where current_table.submission_id = submission.submission_id) as tables_in_force,
    count(finding.kind) filter (where finding.severity in ('fatal', 'error')) as error_count,
    count(finding.kind) filter (where finding.severity = 'warning') as warning_count
from submission
left join finding using (submission_id)
where submission.society_id = $society_id and submission.period = $period
group by all
order by submission.version desc
"""

# Only what both versions hold is compared: a corrected roster sent alone has not emptied the other tables.
_CHANGES = """
with held as (
    select table_name from held_table where submission_id = $before
    intersect
    select table_name from held_table where submission_id = $after
),
answered as (
    unpivot (
        select answer.submission_id, answer.criterion_id as item, answer.sheet,
            declared_written as status, quantity::varchar as quantity,
            case when chosen then '是' when not chosen then '否' end as chosen,
            cell as status_cell, quantity_cell, chosen_cell
        from answer
        where submission_id in ($before, $after)
    )
    on status, quantity, chosen into name part value value
),
value as (
    select 'answers' as table_name, submission_id, item, part, value, sheet,
        case part when 'status' then status_cell when 'quantity' then quantity_cell else chosen_cell end as cell
    from answered
    union all
    select 'form', submission_id, form_value.field, null,
        case when field_kind.type = 'yes_no' then if(value = 1, '是', '否') else coalesce(value::varchar, text) end,
        sheet, cell
    from form_value
    left join field_kind using (field)
    where submission_id in ($before, $after) and coalesce(value::varchar, text) is not null
    union all
    select 'membership', submission_id, year::varchar, series, value::varchar, sheet, cell
    from member_count
    where submission_id in ($before, $after) and value is not null
    union all
    select 'council', submission_id, item, null, value::varchar, sheet, null
    from (
        unpivot (
            select submission_id, any_value(sheet) as sheet,
                count(*) as rows,
                count(*) filter (where coalesce(post, 'member') not in ('hired_secretary', 'staff')) as councillors,
                count(*) filter (where post = 'standing') as listed_standing,
                count(*) filter (where post in ('chair', 'vice_chair', 'secretary', 'hired_secretary')) as leaders,
                count(*) filter (where is_party) as party,
                count(*) filter (where is_frontline) as frontline,
                count(*) filter (where is_frontline is null) as frontline_blank,
                sum(gap_count) as gaps
            from council_member
            where submission_id in ($before, $after)
            group by submission_id
        )
        on columns(* exclude (submission_id, sheet)) into name item value value
    )
),
earlier as (from value where submission_id = $before),
later as (from value where submission_id = $after)
select
    table_name, item, part, field_kind.label,
    earlier.value as before, earlier.sheet || '!' || earlier.cell as before_place,
    later.value as after, later.sheet || '!' || later.cell as after_place
from earlier
full join later using (table_name, item, part)
join held using (table_name)
left join field_kind on field_kind.field = item and table_name = 'form'
where earlier.value is distinct from later.value
order by list_position(['form', 'answers', 'membership', 'council'], table_name), item, part
"""


@functools.lru_cache(maxsize=256)
def versions(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: submission of the society for the period, the latest first, those sent back included."""
    return ask(build, _VERSIONS, {"society_id": society_id, "period": period})


@functools.lru_cache(maxsize=256)
def changes(build: str, before: str, after: str) -> pd.DataFrame:
    """Grain: cell that differs between two submissions; of the council's roster only what is counted in it."""
    return ask(build, _CHANGES, {"before": before, "after": after})
