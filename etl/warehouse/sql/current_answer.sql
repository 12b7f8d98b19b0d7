-- society × period × work standard answered in the answers table in force
select
    current_table.society_id,
    current_table.period,
    answer.*
from current_table
join answer using (submission_id)
where current_table.table_name = 'answers'
