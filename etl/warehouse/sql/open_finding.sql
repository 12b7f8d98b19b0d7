-- finding that somebody still has before them: of the last file, on values in force, and on tables nobody sent again
with latest as (
    select society_id, period, max(version) as version
    from submission
    where version is not null
    group by society_id, period
),
stated as (
    select submission_id, sheet, cell from form_value where value is not null or text is not null or is_unreadable
    union all
    select submission_id, sheet, cell from answer where declared is not null or is_declared_unreadable
    union all
    select submission_id, sheet, quantity_cell from answer where quantity is not null or is_quantity_unreadable
    union all
    select submission_id, sheet, chosen_cell from answer where chosen is not null or is_chosen_unreadable
    union all
    select submission_id, sheet, cell from member_count where value is not null or is_unreadable
)
select
    finding.*,
    submission.society_id,
    submission.period,
    submission.version
from finding
join submission using (submission_id)
join latest using (society_id, period)
where submission.version = latest.version
    or submission.is_current and case
        -- a value that a later file states anew is nobody's concern any more, nor is a table sent again
        when (submission_id, sheet, cell) in (select (submission_id, sheet, cell) from stated)
            then (submission_id, sheet, cell) in (select (submission_id, sheet, cell) from value_in_force)
        when (submission_id, sheet) in (select (submission_id, sheet) from held_table)
            then (submission_id, sheet) in (select (submission_id, sheet) from latest_table)
        else true
    end
