-- society × period: base and year-end figure of individual members, with the verdict of T07-3 whether or not renewal is due
select
    reporting.society_id,
    reporting.period,
    wide.base,
    wide.now,
    case
        when not reporting.is_reported then 'unknown'
        when judged.verdict is not null then judged.verdict
        when rule_result.outcome then 'met'
        when not rule_result.outcome then 'unmet'
        else 'unknown'
    end as verdict,
    case
        when not reporting.is_reported then if(reporting.state = 'returned', '已退回', '未报送')
        when judged.verdict is not null then judged.reason
        when rule_result.outcome is null then coalesce(rule_result.reason, '未填')
    end as reason,
    rule_result.explanation,
    renewal.applicability,
    rule_result.submission_id,
    rule_result.sheet,
    rule_result.cell
from reporting
left join measure_wide as wide using (society_id, period)
left join rule_result on rule_result.society_id = reporting.society_id and rule_result.period = reporting.period
    and rule_result.criterion_id = 'T07-3'
left join criterion_result as judged on judged.society_id = reporting.society_id and judged.period = reporting.period
    and judged.criterion_id = 'T07-3'
left join applicability as renewal on renewal.society_id = reporting.society_id and renewal.period = reporting.period
    and renewal.task_id = 'T07'
