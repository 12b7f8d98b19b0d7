-- society × period × ratio: part and whole, the limit, the integer the part may reach or must reach, and the verdict
select
    reporting.society_id,
    reporting.period,
    ratio.criterion_id,
    applicability.applicability,
    part.value as part,
    whole.value as whole,
    ratio.side,
    ratio.limit_part,
    ratio.limit_whole,
    case ratio.side
        when 'at_most' then whole.value * ratio.limit_part // ratio.limit_whole
        when 'at_least' then (whole.value * ratio.limit_part + ratio.limit_whole - 1) // ratio.limit_whole
    end as bound,
    case
        when ratio.side is null then null
        when judged.verdict is not null then judged.verdict
        when rule.applies = false then 'not_applicable'
        when rule.outcome then 'met'
        when not rule.outcome then 'unmet'
        else 'unknown'
    end as verdict,
    case
        when ratio.side is null or judged.verdict <> 'unknown' then null
        when judged.verdict is null and (rule.applies = false or rule.outcome is not null) then null
        when not reporting.is_reported then if(reporting.state = 'returned', '已退回', '未报送')
        else coalesce(judged.reason, rule.reason, '未填')
    end as reason,
    rule.explanation,
    part.sheet || '!' || part.cell as part_source,
    whole.sheet || '!' || whole.cell as whole_source,
    coalesce(rule.sources, concat_ws(' · ', part_source, nullif(whole_source, part_source))) as sources,
    coalesce(part.submission_id, whole.submission_id) as submission_id
from reporting
join ratio using (rubric)
join criterion on criterion.rubric = ratio.rubric and criterion.criterion_id = ratio.criterion_id
join applicability on applicability.society_id = reporting.society_id and applicability.period = reporting.period
    and applicability.task_id = criterion.task_id
left join rule_result as rule on rule.society_id = reporting.society_id and rule.period = reporting.period
    and rule.criterion_id = ratio.criterion_id
left join criterion_result as judged on judged.society_id = reporting.society_id and judged.period = reporting.period
    and judged.criterion_id = ratio.criterion_id
left join measure as part on part.society_id = reporting.society_id and part.period = reporting.period
    and part.measure = ratio.part
left join measure as whole on whole.society_id = reporting.society_id and whole.period = reporting.period
    and whole.measure = ratio.whole
