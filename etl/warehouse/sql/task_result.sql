-- society × period × task: every expected society, every period, all tasks
with counted as (
    select
        society_id,
        period,
        task_id,
        count(*) filter (where is_required and verdict = 'unmet') as unmet_count,
        count(*) filter (where is_required and verdict = 'unknown') as unknown_count,
        count(*) filter (where is_required and verdict = 'met') as met_count,
        count(*) filter (where is_required and verdict <> 'not_applicable') as criterion_count,
        first(reason order by criterion_id) filter (where is_required and verdict = 'unknown') as first_reason
    from criterion_result
    group by all
)
select
    applicability.society_id,
    applicability.period,
    applicability.task_id,
    applicability.number,
    applicability.task_group,
    applicability.applicability,
    case
        when applicability.applicability in ('not_due', 'not_chosen') then 'not_applicable'
        when applicability.applicability = 'unknown' or not reporting.is_reported then 'unknown'
        when counted.unmet_count > 0 then 'unmet'
        when counted.unknown_count > 0 then 'unknown'
        when counted.met_count > 0 then 'met'
        else 'not_applicable'
    end as verdict,
    case
        when applicability.applicability = 'not_due' then '未到换届'
        when applicability.applicability = 'not_chosen' and reporting.is_reported then '未选'
        when not reporting.is_reported then if(reporting.state = 'returned', '已退回', '未报送')
        when applicability.applicability = 'unknown'
            then if(applicability.task_group = 'renewal', '换届待确认', '选做待确认')
        when verdict = 'unknown' then counted.first_reason
        when verdict = 'not_applicable' then '不适用'
    end as reason,
    coalesce(counted.met_count, 0) as met_count,
    coalesce(counted.unmet_count, 0) as unmet_count,
    coalesce(counted.unknown_count, 0) as unknown_count,
    coalesce(counted.criterion_count, 0) as criterion_count
from applicability
join reporting using (society_id, period)
left join counted on counted.society_id = applicability.society_id and counted.period = applicability.period
    and counted.task_id = applicability.task_id
