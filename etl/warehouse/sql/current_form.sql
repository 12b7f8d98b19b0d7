-- society × period × field of the form: the latest submission that states it; where none does, the latest that asks for it
select
    counted.society_id,
    counted.period,
    counted.receipt,
    form_value.*,
    value is not null or text is not null or is_unreadable as is_stated
from counted_submission as counted
join form_value using (submission_id)
qualify row_number() over (
    partition by counted.society_id, counted.period, field order by is_stated desc, counted.receipt desc
) = 1
