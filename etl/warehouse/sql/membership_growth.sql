-- society × period: base and year-end figure of individual members, with the verdict on their growth, due or not
with growth_criterion as (
    select
        criterion.rubric,
        arg_min(criterion_id, criterion.position) as criterion_id,
        arg_min(task_id, criterion.position) as task_id
    from criterion
    join rule_measure using (rubric, criterion_id)
    where rule_measure.measure = 'base'
    group by criterion.rubric
)
select
    reporting.society_id,
    reporting.period,
    wide.base,
    wide.now,
    growth_criterion.criterion_id,
    case
        when growth_criterion.criterion_id is null then 'not_applicable'
        when not reporting.is_reported then 'unknown'
        when judged.verdict is not null then judged.verdict
        when rule_result.outcome then 'met'
        when not rule_result.outcome then 'unmet'
        else 'unknown'
    end as verdict,
    case
        when growth_criterion.criterion_id is null then '细则没有会员增长的要求'
        when not reporting.is_reported then if(reporting.state = 'returned', '已退回', '未报送')
        when judged.verdict is not null then judged.reason
        when rule_result.outcome is null then coalesce(rule_result.reason, '未填')
    end as reason,
    rule_result.explanation,
    renewal.applicability,
    rule_result.submission_id,
    rule_result.sheet,
    rule_result.cell,
    rule_result.sources
from reporting
left join measure_wide as wide using (society_id, period)
left join growth_criterion on growth_criterion.rubric = reporting.rubric
left join rule_result on rule_result.society_id = reporting.society_id and rule_result.period = reporting.period
    and rule_result.criterion_id = growth_criterion.criterion_id
left join criterion_result as judged on judged.society_id = reporting.society_id and judged.period = reporting.period
    and judged.criterion_id = growth_criterion.criterion_id
left join applicability as renewal on renewal.society_id = reporting.society_id and renewal.period = reporting.period
    and renewal.task_id = growth_criterion.task_id
