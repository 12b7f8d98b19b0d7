-- check that is answered: cleared by the staff for what it judged, or by the society in 备注 of its row
select
    judged_check.submission_id,
    judged_check.kind,
    judged_check.sheet,
    judged_check.cell,
    judged_check.message,
    clearance.why,
    clearance.author,
    clearance.cleared_at,
    remark.cell as remark_cell
from judged_check
left join clearance using (society_id, period, kind, subject, judged)
left join remark on judged_check.is_answered_in_remark
    and remark.submission_id = judged_check.submission_id and remark.sheet = judged_check.sheet
    and remark.row_number = try_cast(regexp_extract(judged_check.cell, '[0-9]+') as integer)
where clearance.cleared_at is not null or remark.cell is not null
