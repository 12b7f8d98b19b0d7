-- society × period × work standard: 完成情况 of the latest submission that states it; where none does, of the latest that has the row
select
    counted.society_id,
    counted.period,
    counted.rubric,
    counted.receipt,
    answer.submission_id,
    answer.criterion_id,
    answer.declared,
    answer.declared_written,
    answer.is_declared_unreadable,
    answer.sheet,
    answer.cell,
    answer.chosen_cell,
    -- 不适用 where it is not accepted counts as a blank
    if(answer.declared = 'not_applicable', not answer.is_declared_unreadable,
        answer.declared is not null or answer.is_declared_unreadable) as is_stated
from counted_submission as counted
join answer using (submission_id)
qualify row_number() over (
    partition by counted.society_id, counted.period, criterion_id order by is_stated desc, counted.receipt desc
) = 1
