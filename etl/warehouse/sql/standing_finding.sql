-- finding that stands: of the last file, on values in force, and on tables nobody sent again; answered or not
with latest as (
    select society_id, period, max(version) as version
    from submission
    where version is not null
    group by society_id, period
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
        when (submission_id, sheet, cell) in (select (submission_id, sheet, cell) from stated_value)
            then (submission_id, sheet, cell) in (select (submission_id, sheet, cell) from value_in_force)
        when (submission_id, sheet) in (select (submission_id, sheet) from held_table)
            then (submission_id, sheet) in (select (submission_id, sheet) from latest_table)
        else true
    end
