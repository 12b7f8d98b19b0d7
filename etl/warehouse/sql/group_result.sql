-- society × period × group of tasks: its verdict
with counted as (
    select
        task_result.society_id,
        task_result.period,
        task.rubric,
        task.group_id,
        count(*) filter (where verdict = 'met') as met_count,
        count(*) filter (where verdict = 'unmet') as unmet_count,
        count(*) filter (where verdict = 'unknown') as unknown_count,
        count(*) filter (where applicability = 'chosen') as chosen_count,
        count(*) filter (where applicability = 'unknown') as choice_unknown_count,
        any_value(applicability) as applicability
    from task_result
    join reporting using (society_id, period)
    join task on task.rubric = reporting.rubric and task.task_id = task_result.task_id
    group by all
),
answers as (
    select distinct society_id, period from value_in_force where table_name = 'answers'
)
select
    counted.society_id,
    counted.period,
    counted.group_id,
    task_group.kind,
    task_group.minimum,
    chosen_count,
    met_count,
    unmet_count,
    unknown_count,
    case
        when kind = 'optional' then case
            when answers.society_id is null then 'unknown'
            when met_count >= minimum then 'met'
            when chosen_count + choice_unknown_count < minimum then 'unmet'
            when met_count + unknown_count < minimum then 'unmet'
            else 'unknown'
        end
        when kind = 'renewal' and applicability = 'not_due' then 'not_applicable'
        when unmet_count > 0 then 'unmet'
        when unknown_count > 0 then 'unknown'
        when met_count > 0 then 'met'
        else 'not_applicable'
    end as verdict
from counted
join task_group using (rubric, group_id)
left join answers on answers.society_id = counted.society_id and answers.period = counted.period
