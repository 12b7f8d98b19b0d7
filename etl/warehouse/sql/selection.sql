-- society × period × optional task: whether it is chosen (null: 是否选做 cannot be read); only where its rows were sent in
with row_in_force as (
    select
        answer.*,
        criterion.task_id,
        criterion.position,
        coalesce(answer.declared in ('done', 'partial', 'not_done'), answer.is_declared_unreadable)
            or coalesce(quantity.is_stated, false) as is_answered
    from current_answer as answer
    join criterion on criterion.rubric = answer.rubric and criterion.criterion_id = answer.criterion_id
    join task on task.rubric = criterion.rubric and task.task_id = criterion.task_id
    left join current_quantity as quantity on quantity.society_id = answer.society_id
        and quantity.period = answer.period and quantity.criterion_id = answer.criterion_id
    where task.task_group = 'optional'
),
answered as (
    select
        society_id,
        period,
        task_id,
        bool_or(is_answered) as is_answered,
        -- the answer of the latest file, or else a row that is blank
        first(
            {'submission_id': submission_id, 'receipt': receipt, 'sheet': sheet, 'cell': cell, 'chosen_cell': chosen_cell}
            order by is_answered desc, receipt desc, position
        ) as answer
    from row_in_force
    group by all
)
select
    answered.society_id,
    answered.period,
    answered.task_id,
    if(choice.task_id is null, is_answered, choice.is_chosen) as chosen,
    coalesce(choice.submission_id, answer.submission_id) as submission_id,
    coalesce(choice.sheet, answer.sheet) as sheet,
    choice.cell,
    case
        when choice.denied_cell is not null then 'chosen_rows_differ'
        when is_answered and choice.task_id is null then 'chosen_blank'
        -- a file that says no and leaves blank what an earlier one answers does not contradict itself
        when is_answered and not choice.is_chosen and answer.receipt >= choice.receipt then 'chosen_no_answered'
    end as contradiction,
    answer,
    choice.denied_cell
from answered
left join current_choice as choice using (society_id, period, task_id)
