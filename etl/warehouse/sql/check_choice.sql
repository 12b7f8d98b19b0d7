-- finding: 是否选做 against itself and against the answers in force
select
    contradiction as kind,
    if(contradiction = 'chosen_rows_differ', submission_id, answer.submission_id) as submission_id,
    if(contradiction = 'chosen_rows_differ', sheet, answer.sheet) as sheet,
    case contradiction
        when 'chosen_rows_differ' then denied_cell
        when 'chosen_blank' then coalesce(answer.chosen_cell, answer.cell)
        else answer.cell
    end as cell,
    {'task': task.number} as details
from selection
join period using (period)
join task using (rubric, task_id)
where contradiction is not null
order by society_id, period, task.number
