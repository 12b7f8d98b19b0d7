-- society × period × step: the smallest set of criteria that, were they met, would make the society 达标, each with its distance
with missed_task as (
    select
        task.society_id,
        task.period,
        task.task_id,
        task.number,
        task.task_group,
        task.applicability,
        task.task_group = 'optional' and task.applicability <> 'chosen' as is_new_choice,
        reporting.rubric,
        worded.group_id,
        task_group.minimum - count(*) filter (where task.verdict = 'met')
            over (partition by task.society_id, task.period, worded.group_id) as choices_missing
    from task_result as task
    join reporting using (society_id, period)
    join task as worded on worded.rubric = reporting.rubric and worded.task_id = task.task_id
    join task_group on task_group.rubric = reporting.rubric and task_group.group_id = worded.group_id
    where reporting.is_reported and task.applicability <> 'not_due'
    qualify task.verdict <> 'met'
),
demand as (
    select
        task.*,
        criterion.criterion_id,
        criterion.position,
        criterion.decided_by,
        judged.verdict,
        judged.declared,
        judged.declared_written,
        judged.reviewed,
        rule.outcome,
        rule.needed,
        rule.missing,
        rule.unit,
        rule.distance,
        rule.demand,
        is_new_choice and criterion.may_be_not_applicable and judged.verdict is distinct from 'met' as is_spared,
        case
            when judged.verdict in ('met', 'not_applicable') then judged.verdict
            when is_spared or is_new_choice and rule.applies = false then 'not_applicable'
            else 'open'
        end as standing
    from missed_task as task
    join criterion using (rubric, task_id)
    left join criterion_result as judged on judged.society_id = task.society_id and judged.period = task.period
        and judged.criterion_id = criterion.criterion_id
    left join rule_result as rule on rule.society_id = task.society_id and rule.period = task.period
        and rule.criterion_id = criterion.criterion_id
    where criterion.is_required and criterion.is_judged
),
weighed as (
    select
        *,
        -- a chosen task is met only if one criterion is: where none applies, the first one must
        standing = 'open' or task_group = 'optional' and position = min(position) over of_task
            and bool_and(standing = 'not_applicable') over of_task as is_open
    from demand
    window of_task as (partition by society_id, period, task_id)
),
counted as (
    select *, count(*) filter (where is_open) over (partition by society_id, period, task_id) as open_count
    from weighed
),
ranked as (
    select *
    from counted
    qualify task_group <> 'optional'
        or dense_rank() over (
            partition by society_id, period, group_id order by open_count, is_new_choice, number
        ) <= choices_missing
),
step as (
    select
        society_id,
        period,
        number,
        position,
        task_id,
        criterion_id,
        is_new_choice,
        needed,
        missing,
        unit,
        concat_ws(
            '；',
            case
                when is_new_choice and applicability = 'unknown' then '“是否选做”看不懂，须填“是”'
                when is_new_choice then '选做并完成'
            end,
            -- what is not chosen need not have a number yet
            if(verdict is null and missing is null, coalesce(demand, distance), distance),
            case
                when decided_by = 'rule' and outcome is not null then null
                when reviewed = 'more_material' then '须补交材料'
                when reviewed = 'rejected' then '审核不认可，须整改'
                when decided_by = 'rule' or reviewed = 'approved' or declared = 'done' or verdict is null then null
                when declared = 'partial' then '目前部分完成，须全部完成'
                when declared = 'not_done' then '目前未完成，须完成'
                when declared = 'not_applicable' then '填了“不适用”，须完成'
                when declared_written is not null then '“完成情况”看不懂，须改正'
                else '“完成情况”未填，须完成'
            end
        ) as sentence
    from ranked
    where is_open
    union all
    select
        society_id, period, number, position, task_id, null, true, null, null, null,
        '工作标准' || split_part(criterion_id, '-', 2) || '不涉及的填“不适用”'
    from ranked
    where is_spared and not is_open and verdict is distinct from 'not_applicable'
    union all
    select society_id, period, number, -1, task_id, null, true, null, null, null, '“是否选做”看不懂，须填“是”'
    from ranked
    where is_new_choice and open_count = 0
    group by all
    union all
    select
        task.society_id, task.period, min(task.number), -1, arg_min(task.task_id, task.number), null, false, null, null,
        null, '“本年度是否换届”' || if(bool_or(said.is_unreadable), '看不懂', '未填') || '，须填明；以下按“是”计'
    from missed_task as task
    left join current_form as said on said.society_id = task.society_id and said.period = task.period
        and said.field = 'is_renewal'
    where task.task_group = 'renewal' and task.applicability = 'unknown'
    group by task.society_id, task.period
)
select
    society_id,
    period,
    row_number() over (partition by society_id, period order by number, position)::integer as position,
    task_id,
    criterion_id,
    is_new_choice,
    needed,
    missing,
    unit,
    sentence
from step
