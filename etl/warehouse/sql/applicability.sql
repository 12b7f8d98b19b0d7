-- society × period × task: whether the task applies, and how that is known
with renewal as (
    select
        reporting.society_id,
        reporting.period,
        case
            when list_contains(society.renewal_years, reporting.period) or said.value = 1 then 'due'
            when said.is_unreadable then 'unknown'
            when len(society.renewal_years) > 0 or said.value = 0 then 'not_due'
            else 'unknown'
        end as applicability
    from reporting
    join society using (society_id)
    left join current_form as said on said.society_id = reporting.society_id and said.period = reporting.period
        and said.field = 'is_renewal'
)
select
    reporting.society_id,
    reporting.period,
    task.task_id,
    task.number,
    task.task_group,
    case task.task_group
        when 'basic' then 'always'
        when 'renewal' then renewal.applicability
        else case
            when selection.chosen then 'chosen'
            when selection.task_id is not null and selection.chosen is null then 'unknown'
            else 'not_chosen'
        end
    end as applicability
from reporting
join task using (rubric)
join renewal on renewal.society_id = reporting.society_id and renewal.period = reporting.period
left join selection on selection.society_id = reporting.society_id and selection.period = reporting.period
    and selection.task_id = task.task_id
