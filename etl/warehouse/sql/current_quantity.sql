-- society × period × work standard: 数量 of the latest submission that states it; where none does and it is asked for, the latest row
select
    counted.society_id,
    counted.period,
    counted.rubric,
    counted.receipt,
    answer.submission_id,
    answer.criterion_id,
    criterion.count_measure,
    answer.quantity,
    answer.is_quantity_unreadable as is_unreadable,
    answer.sheet,
    answer.quantity_cell as cell,
    answer.quantity is not null or answer.is_quantity_unreadable as is_stated
from counted_submission as counted
join answer using (submission_id)
join criterion on criterion.rubric = counted.rubric and criterion.criterion_id = answer.criterion_id
where is_stated or criterion.count_measure is not null
qualify row_number() over (
    partition by counted.society_id, counted.period, answer.criterion_id
    order by is_stated desc, counted.receipt desc
) = 1
