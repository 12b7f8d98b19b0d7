-- society × period × criterion: judged criteria of the tasks that apply, where something was accepted
with answered as (
    select
        reporting.society_id,
        reporting.period,
        reporting.rubric,
        applicability.task_id,
        applicability.applicability,
        criterion.* exclude (rubric, task_id),
        current_answer.declared,
        current_answer.declared_written,
        coalesce(current_answer.is_declared_unreadable, false) as is_declared_unreadable,
        coalesce(current_answer.submission_id, reporting.last_submission_id) as answer_submission_id,
        current_answer.sheet as answer_sheet,
        current_answer.cell as answer_cell,
        -- a review judges the answer; where numbers alone decide, what the last file in force has made of them
        if(decided_by = 'rule', reporting.last_submission_id, answer_submission_id) as judged_submission_id
    from reporting
    join applicability using (society_id, period)
    join criterion on criterion.rubric = reporting.rubric and criterion.task_id = applicability.task_id
    left join current_answer on current_answer.society_id = reporting.society_id
        and current_answer.period = reporting.period and current_answer.criterion_id = criterion.criterion_id
    where reporting.is_reported
        and criterion.is_judged
        and applicability.applicability in ('always', 'due', 'chosen', 'unknown')
),
reviewed as (
    select
        answered.*,
        review.decision as reviewed,
        review.opinion,
        review.reviewer,
        review.reviewed_at
    from answered
    left join review on review.society_id = answered.society_id and review.period = answered.period
        and review.criterion_id = answered.criterion_id and review.submission_id = answered.judged_submission_id
),
truth as (
    select
        *,
        declared = 'not_applicable' and may_be_not_applicable and coalesce(reviewed, 'approved') = 'approved'
            as is_set_aside,
        case
            when reviewed = 'approved' then true
            when reviewed = 'rejected' then false
            when reviewed = 'more_material' then null
            when declared = 'done' then true
            when declared in ('partial', 'not_done') then false
        end as answer
    from reviewed
),
judged as (
    select
        truth.*,
        rule_result.applies,
        rule_result.outcome,
        rule_result.reason as rule_reason,
        rule_result.explanation,
        rule_result.sheet as rule_sheet,
        rule_result.cell as rule_cell,
        rule_result.submission_id as rule_submission_id,
        -- 此年度以前的“否”只算未到期限
        case when answer = false and truth.period < no_counts_from then null else answer end as timely_answer,
        case decided_by
            when 'declared' then timely_answer
            when 'both' then timely_answer and outcome
            -- numbers only: a review settles an open outcome and nothing else
            else coalesce(outcome, case reviewed when 'approved' then true when 'rejected' then false end)
        end as result
    from truth
    left join rule_result using (society_id, period, criterion_id)
)
select
    society_id,
    period,
    task_id,
    criterion_id,
    is_required,
    declared,
    declared_written,
    reviewed,
    opinion,
    reviewer,
    reviewed_at,
    -- the staff judges what the society has answered; where numbers alone decide, only what they leave open
    reviewed is not null or if(
        decided_by = 'rule', outcome is null and applies is distinct from false, declared_written is not null
    ) as is_reviewable,
    case
        when is_set_aside or applies = false then 'not_applicable'
        when applies is null and decided_by = 'rule' and result is null then 'unknown'
        when result then 'met'
        when not result then 'unmet'
        else 'unknown'
    end as verdict,
    case
        when verdict <> 'unknown' then null
        when reviewed = 'more_material' then '待补材料'
        when answer = false and period < no_counts_from then '未到期限'
        when decided_by <> 'rule' and timely_answer is null then
            case when is_declared_unreadable then '数值无法识别' else '未填' end
        else coalesce(rule_reason, '未填')
    end as reason,
    case when is_set_aside then null else explanation end as explanation,
    answer_submission_id as submission_id,
    judged_submission_id,
    case when decided_by = 'rule' then rule_sheet else answer_sheet end as sheet,
    case when decided_by = 'rule' then rule_cell else answer_cell end as cell,
    answer_sheet,
    answer_cell,
    rule_sheet,
    rule_cell,
    rule_submission_id,
    outcome as rule_outcome
from judged
