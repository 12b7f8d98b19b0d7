-- finding that somebody still has before them: on tables and files in force, and why a last file went back
select
    finding.*,
    submission.society_id,
    submission.period,
    submission.version
from finding
join submission using (submission_id)
left join (select distinct submission_id, sheet, true as is_held from held_table) as held
    on held.submission_id = finding.submission_id and held.sheet = finding.sheet
left join (select distinct submission_id, sheet, true as is_in_force from current_table) as in_force
    on in_force.submission_id = finding.submission_id and in_force.sheet = finding.sheet
where submission.version = (
        select max(latest.version)
        from submission as latest
        where latest.society_id = submission.society_id and latest.period = submission.period
    )
    -- a table that a later version has replaced is nobody's concern any more
    or submission.is_current and (in_force.is_in_force or held.is_held is null)
