-- society × period × field of the form in force
select
    current_table.society_id,
    current_table.period,
    form_value.*
from current_table
join form_value using (submission_id)
where current_table.table_name = 'form'
