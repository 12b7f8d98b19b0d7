-- society × period × optional task: 是否选做 of the latest submission that states it in any row; is_chosen null: in none that can be read
select
    counted.society_id,
    counted.period,
    counted.receipt,
    answer.submission_id,
    criterion.task_id,
    case when bool_or(answer.chosen) then true when bool_or(not answer.chosen) then false end as is_chosen,
    any_value(answer.sheet) as sheet,
    coalesce(
        first(answer.chosen_cell order by criterion.position) filter (where answer.chosen),
        first(answer.chosen_cell order by criterion.position)
    ) as cell,
    -- rows of the task that differ: the first that says no
    if(is_chosen, first(answer.chosen_cell order by criterion.position) filter (where not answer.chosen), null)
        as denied_cell
from counted_submission as counted
join answer using (submission_id)
join criterion on criterion.rubric = counted.rubric and criterion.criterion_id = answer.criterion_id
join task on task.rubric = counted.rubric and task.task_id = criterion.task_id
where task.task_group = 'optional' and (answer.chosen is not null or answer.is_chosen_unreadable)
group by counted.society_id, counted.period, counted.receipt, answer.submission_id, criterion.task_id
qualify row_number() over (
    partition by counted.society_id, counted.period, criterion.task_id order by counted.receipt desc
) = 1
