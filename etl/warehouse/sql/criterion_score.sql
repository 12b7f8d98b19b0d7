-- society × period × criterion with points: the least and the most it gives, as the society answers and after reviews
with asked as (
    select
        reporting.society_id,
        reporting.period,
        reporting.rubric,
        applicability.task_id,
        applicability.task_group,
        applicability.applicability,
        criterion.decided_by,
        criterion.is_judged,
        criterion.may_be_not_applicable,
        criterion.no_counts_from,
        points.* exclude (rubric, each, cap, printed)
    from reporting
    join applicability using (society_id, period)
    join criterion on criterion.rubric = reporting.rubric and criterion.task_id = applicability.task_id
    join criterion_points as points on points.rubric = criterion.rubric
        and points.criterion_id = criterion.criterion_id
    where reporting.is_reported and applicability.applicability in ('always', 'due', 'chosen', 'unknown')
),
answered as (
    select
        asked.*,
        judged.declared,
        judged.reviewed,
        judged.reason as verdict_reason,
        rule.outcome,
        rule.reason as rule_reason,
        if(rule.criterion_id is null, true, rule.applies) as applies,
        rule.explanation as rule_explanation,
        number.low as number_low,
        number.high as number_high,
        number.explanation as number_explanation,
        number.is_unreadable as is_number_unreadable,
        if(asked.measure is null, judged.submission_id, number.submission_id) as submission_id,
        if(asked.measure is null, judged.sheet, number.sheet) as sheet,
        if(asked.measure is null, judged.cell, number.cell) as cell
    from asked
    left join criterion_result as judged using (society_id, period, criterion_id)
    left join rule_result as rule using (society_id, period, criterion_id)
    left join points_by_number as number using (society_id, period, criterion_id)
),
-- twice: as the society answers, without a decision, and after reviews
decided as (
    select
        answered.*,
        is_self,
        if(is_self, null, reviewed) as decision,
        case decision
            when 'approved' then 'done'
            when 'rejected' then 'not_done'
            when 'more_material' then null
            else nullif(declared, 'not_applicable')
        end as stated_answer,
        if(stated_answer <> 'done' and period < no_counts_from, null, stated_answer) as answer,
        declared = 'not_applicable' and may_be_not_applicable and coalesce(decision, 'approved') = 'approved'
            as is_set_aside,
        -- where numbers alone decide, a review settles what they leave open and nothing else
        case decided_by
            when 'declared' then true
            when 'both' then outcome
            else coalesce(outcome, case decision when 'approved' then true when 'rejected' then false end)
        end as is_rule_met
    from answered
    cross join (values (true), (false)) as side (is_self)
),
given as (
    select
        *,
        case
            when measure is not null and (decided_by = 'rule' or not is_judged)
                then if(decision = 'rejected' and number_low < number_high, least, number_low)
            when measure is not null then if(decision = 'rejected' or decision = 'more_material', least, number_low)
            when not is_rule_met or is_rule_met is null then not_done
            when decided_by = 'rule' then done
            else case answer when 'done' then done when 'partial' then partial else not_done end
        end as given_low,
        case
            when measure is not null and (decided_by = 'rule' or not is_judged)
                then if(decision = 'rejected' and number_low < number_high, least, number_high)
            when measure is not null then if(decision = 'rejected' and answer is not null, least, number_high)
            when not is_rule_met then not_done
            when decided_by = 'rule' then done
            else case answer when 'partial' then partial when 'not_done' then not_done else done end
        end as given_high,
        coalesce(is_set_aside, false) or applies is not distinct from false as is_nothing,
        -- it may still turn out not to apply
        applicability = 'unknown' or applies is null
            or may_be_not_applicable and measure is null and answer is null and decision is null as may_be_nothing,
        case
            when is_nothing then 0
            when may_be_nothing then least(given_low, 0)
            else given_low
        end as low,
        case
            when is_nothing then 0
            when may_be_nothing then greatest(given_high, 0)
            else given_high
        end as high
    from decided
)
select
    reviewed.society_id,
    reviewed.period,
    reviewed.task_id,
    reviewed.criterion_id,
    own.low as self_low,
    own.high as self_high,
    reviewed.low,
    reviewed.high,
    if(reviewed.is_nothing, 0, reviewed.most) as maximum,
    reviewed.declared,
    reviewed.reviewed,
    case
        when reviewed.low = reviewed.high then null
        when reviewed.given_low = reviewed.given_high and reviewed.applicability = 'unknown'
            then if(reviewed.task_group = 'renewal', '换届待确认', '选做待确认')
        when reviewed.decision = 'more_material' then '待补材料'
        when reviewed.measure is not null then if(reviewed.is_number_unreadable, '数值无法识别', '未填')
        else coalesce(reviewed.verdict_reason, reviewed.rule_reason, '未填')
    end as reason,
    if(
        reviewed.is_nothing,
        '不适用',
        concat_ws(
            '，',
            reviewed.number_explanation,
            if(reviewed.measure is null, reviewed.rule_explanation, null),
            case
                when reviewed.decision = 'approved' then '审核认可'
                when reviewed.decision = 'rejected' then '审核不认可'
                when reviewed.decision = 'more_material' then '需补材料'
                when reviewed.measure is not null or reviewed.decided_by = 'rule' then null
                when reviewed.declared = 'done' then '自评已完成'
                when reviewed.declared = 'partial' then '自评部分完成'
                when reviewed.declared = 'not_done' then '自评未完成'
                else '完成情况未填'
            end
        )
    ) || '：' || regexp_replace((reviewed.low * 0.01)::varchar, '\.?0+$', '')
        || if(reviewed.low < reviewed.high, if(reviewed.low < 0, ' 至 ', '–') || regexp_replace((reviewed.high * 0.01)::varchar, '\.?0+$', ''), '')
        || ' 分' as explanation,
    reviewed.submission_id,
    reviewed.sheet,
    reviewed.cell
from given as reviewed
join given as own using (society_id, period, criterion_id)
where own.is_self and not reviewed.is_self
