-- society × period × year × series: the latest submission that states it; where none does, the latest that has the row
select
    counted.society_id,
    counted.period,
    counted.rubric,
    counted.receipt,
    member_count.*,
    member_count.value is not null or member_count.is_unreadable as is_stated
from counted_submission as counted
join member_count using (submission_id)
qualify row_number() over (
    partition by counted.society_id, counted.period, year, series order by is_stated desc, counted.receipt desc
) = 1
