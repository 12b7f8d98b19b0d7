-- society × period × table of the workbook: the latest submission that holds it with something filled in
select
    counted.society_id,
    counted.period,
    counted.receipt,
    held_table.*
from counted_submission as counted
join held_table using (submission_id)
qualify row_number() over (
    partition by counted.society_id, counted.period, held_table.table_name
    order by held_table.is_empty, counted.receipt desc
) = 1
