-- society × period × table of the workbook: the latest accepted submission that holds it (an empty table never hides a filled one)
select
    received.society_id,
    received.period,
    held_table.table_name,
    received.submission_id,
    held_table.sheet,
    held_table.row_count
from received
join held_table using (submission_id)
join society using (society_id)
join period using (period)
where received.state <> 'returned' and society.is_expected
qualify row_number() over (
    partition by received.society_id, received.period, held_table.table_name
    order by held_table.is_empty, received.receipt desc
) = 1
