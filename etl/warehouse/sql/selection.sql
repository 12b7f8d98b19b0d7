-- society × period × optional task: whether it is chosen; only where an answers table is in force
select
    current_answer.society_id,
    current_answer.period,
    task.task_id,
    case
        when bool_or(chosen) then true
        when bool_or(not chosen) then false
        else bool_or(coalesce(declared in ('done', 'partial', 'not_done'), false) or quantity is not null)
    end as chosen,
    any_value(submission_id) as submission_id,
    any_value(sheet) as sheet,
    coalesce(
        first(chosen_cell order by criterion.position) filter (where chosen),
        first(chosen_cell order by criterion.position)
    ) as cell
from current_answer
join period using (period)
join criterion on criterion.rubric = period.rubric and criterion.criterion_id = current_answer.criterion_id
join task on task.rubric = period.rubric and task.task_id = criterion.task_id
where task.task_group = 'optional'
group by all
