-- value in force, by the submission that states it: a field, an answer, a quantity, a choice, a year's figure, a roster
select society_id, period, submission_id, receipt, 'form' as table_name, field as item, sheet, cell
from current_form where is_stated
union all
select society_id, period, submission_id, receipt, 'answers', criterion_id || ' status', sheet, cell
from current_answer where is_stated
union all
select society_id, period, submission_id, receipt, 'answers', criterion_id || ' quantity', sheet, cell
from current_quantity where is_stated
union all
select society_id, period, submission_id, receipt, 'answers', task_id || ' chosen', sheet, cell
from current_choice
union all
select society_id, period, submission_id, receipt, 'membership', year || ' ' || series, sheet, cell
from current_member where is_stated
union all
select society_id, period, submission_id, receipt, held_table.table_name, '', held_table.sheet, null
from current_roster
join held_table using (submission_id)
where held_table.table_name = 'council'
union all
-- 监事名册 is not counted in, but it is sent in and read
select society_id, period, submission_id, receipt, table_name, '', sheet, null
from counted_submission
join held_table using (submission_id)
where table_name = 'supervisors' and not is_empty
qualify row_number() over (partition by society_id, period order by receipt desc) = 1
