-- society × period × optional task: whether it is chosen (null: 是否选做 cannot be read); only where an answer is in force
with answered as (
    select
        answer.society_id,
        answer.period,
        criterion.task_id,
        bool_or(
            answer.declared in ('done', 'partial', 'not_done')
            or answer.is_declared_unreadable and answer.declared is null
            or quantity.is_stated
        ) as is_answered,
        max(answer.receipt) as receipt,
        arg_max(answer.submission_id, answer.receipt) as submission_id,
        arg_max(answer.sheet, answer.receipt) as sheet
    from current_answer as answer
    join criterion on criterion.rubric = answer.rubric and criterion.criterion_id = answer.criterion_id
    join task on task.rubric = criterion.rubric and task.task_id = criterion.task_id
    left join current_quantity as quantity on quantity.society_id = answer.society_id
        and quantity.period = answer.period and quantity.criterion_id = answer.criterion_id
    where task.task_group = 'optional'
    group by all
)
select
    answered.society_id,
    answered.period,
    answered.task_id,
    if(choice.task_id is null, coalesce(answered.is_answered, false), choice.is_chosen) as chosen,
    coalesce(choice.submission_id, answered.submission_id) as submission_id,
    coalesce(choice.sheet, answered.sheet) as sheet,
    choice.cell
from answered
left join current_choice as choice using (society_id, period, task_id)
