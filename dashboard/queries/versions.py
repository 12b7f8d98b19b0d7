"""学会: the versions of a society's submission, and what changed from one to another, cell by cell."""

import functools

import pandas as pd

from dashboard.database import ask
from dashboard.wording.labels import UNREADABLE

_VERSIONS = """
select
    submission.version, submission.submission_id, submission.file_name, submission.received_at, submission.way,
    submission.state, submission.is_current,
    (select string_agg(sheet, '、' order by sheet) from held_table where submission_id = submission.submission_id)
        as sheets,
    (select string_agg(distinct table_name, ' ' order by table_name) from value_in_force
        where value_in_force.submission_id = submission.submission_id) as tables_in_force,
    count(finding.kind) filter (where finding.severity in ('fatal', 'error')) as error_count,
    count(finding.kind) filter (where finding.severity = 'warning') as warning_count
from submission
left join finding using (submission_id)
where submission.society_id = $society_id and submission.period = $period
group by all
order by submission.version desc
"""

# Only what both versions hold is compared, and a blank in the later one is no change: the earlier value stays.
# √ and 已完成 mean the same and are no change. Of the roster's rows only their number is given, never what is in them.
_CHANGES = """
with held as (
    select table_name from held_table where submission_id = $before
    intersect
    select table_name from held_table where submission_id = $after
),
roster_row as (
    select submission_id, position, {'post': post, 'party': is_party, 'frontline': is_frontline, 'age': age,
        'gaps': gap_count, 'unreadable': unreadable_count} as content
    from council_member
),
roster as (
    unpivot (
        select submission_id, roster_rows as row_count, councillors, listed_standing, leaders, party, frontline,
            frontline_blank, roster_gaps as gaps
        from submission_roster
        where submission_id in ($before, $after)
    )
    on columns(* exclude (submission_id)) into name item value value
),
value as (
    select submission_id, 'answers' as table_name, criterion_id as item, 'status' as part, declared_written as value,
        coalesce(declared, declared_written) as meaning, sheet, cell
    from answer
    union all
    select submission_id, 'answers', criterion_id, 'quantity',
        coalesce(quantity::varchar, if(is_quantity_unreadable, $unreadable, null)) as written, written, sheet,
        quantity_cell
    from answer
    union all
    select submission_id, 'answers', criterion_id, 'chosen',
        case when chosen then '是' when not chosen then '否' when is_chosen_unreadable then $unreadable end as written,
        written, sheet, chosen_cell
    from answer
    union all
    select submission_id, 'form', field, '',
        case
            when field_kind.type = 'yes_no' and value = 1 then '是'
            when field_kind.type = 'yes_no' and value = 0 then '否'
            else coalesce(value::varchar, text, if(is_unreadable, $unreadable, null))
        end as written,
        written, sheet, cell
    from form_value left join field_kind using (field)
    union all
    select submission_id, 'membership', year::varchar, series,
        coalesce(value::varchar, if(is_unreadable, $unreadable, null)) as written, written, sheet, cell
    from member_count
    union all
    select submission_id, 'council', item, '', value::varchar, value::varchar, null, null from roster
    union all
    select $after, 'council', 'changed_row_count', '', changed::varchar, changed::varchar, null, null
    from (
        select count(*) as changed
        from (from roster_row where submission_id = $before) as earlier
        full join (from roster_row where submission_id = $after) as later using (position)
        where earlier.content is distinct from later.content
    )
    where changed > 0
),
earlier as (from value where submission_id = $before),
later as (from value where submission_id = $after)
select
    table_name, item, part, coalesce(field_kind.label, criterion.short_text, item) as label, task.number,
    earlier.value as before, earlier.sheet || '!' || earlier.cell as before_place,
    later.value as after, later.sheet || '!' || later.cell as after_place
from earlier
full join later using (table_name, item, part)
join held using (table_name)
join submission on submission.submission_id = $after
join period using (period)
left join field_kind on field_kind.field = item and table_name = 'form'
left join criterion on criterion.rubric = period.rubric and criterion.criterion_id = item and table_name = 'answers'
left join task on task.rubric = criterion.rubric and task.task_id = criterion.task_id
where later.meaning <> coalesce(earlier.meaning, '')
order by list_position(['form', 'answers', 'membership', 'council'], table_name), criterion.position, item, part
"""


@functools.lru_cache(maxsize=256)
def versions(build: str, period: int, society_id: str) -> pd.DataFrame:
    """Grain: submission of the society for the period, the latest first, those sent back included."""
    return ask(build, _VERSIONS, {"society_id": society_id, "period": period})


@functools.lru_cache(maxsize=256)
def changes(build: str, before: str, after: str) -> pd.DataFrame:
    """Grain: cell in which the later of two submissions says something else; of the council's roster only what is
    counted in it.
    """
    return ask(build, _CHANGES, {"before": before, "after": after, "unreadable": UNREADABLE})
