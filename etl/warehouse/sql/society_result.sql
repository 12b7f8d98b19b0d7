-- society × period: groups and overall, every expected society, every period
with counted as (
    select
        society_id,
        period,
        count(*) filter (where task_group = 'basic' and verdict = 'met') as basic_met_count,
        count(*) filter (where task_group = 'basic' and verdict = 'unmet') as basic_unmet_count,
        count(*) filter (where task_group = 'basic' and verdict = 'unknown') as basic_unknown_count,
        count(*) filter (where task_group = 'renewal' and verdict = 'met') as renewal_met_count,
        count(*) filter (where task_group = 'renewal' and verdict = 'unmet') as renewal_unmet_count,
        count(*) filter (where task_group = 'renewal' and verdict = 'unknown') as renewal_unknown_count,
        count(*) filter (where task_group = 'optional' and verdict = 'met') as optional_met_count,
        count(*) filter (where task_group = 'optional' and verdict = 'unknown') as optional_unknown_count,
        count(*) filter (where applicability = 'chosen') as chosen_count,
        count(*) filter (where task_group = 'optional' and applicability = 'unknown') as choice_unknown_count,
        count(*) filter (where verdict = 'met') as met_count,
        count(*) filter (where verdict = 'unmet') as unmet_count,
        count(*) filter (where verdict = 'unknown') as unknown_count,
        any_value(applicability) filter (where task_group = 'renewal') as renewal_applicability
    from task_result
    group by all
),
grouped as (
    select
        counted.*,
        reporting.state,
        reporting.is_reported,
        reporting.rubric,
        case
            when basic_unmet_count > 0 then 'unmet'
            when basic_unknown_count > 0 then 'unknown'
            when basic_met_count > 0 then 'met'
            else 'not_applicable'
        end as basic,
        case
            when renewal_applicability = 'not_due' then 'not_applicable'
            when renewal_applicability = 'unknown' then 'unknown'
            when renewal_unmet_count > 0 then 'unmet'
            when renewal_unknown_count > 0 then 'unknown'
            when renewal_met_count > 0 then 'met'
            else 'not_applicable'
        end as renewal,
        case
            when answers.society_id is null then 'unknown'
            when optional_met_count >= parameter.value then 'met'
            when chosen_count + choice_unknown_count < parameter.value then 'unmet'
            when optional_met_count + optional_unknown_count < parameter.value then 'unmet'
            else 'unknown'
        end as optional
    from counted
    join reporting using (society_id, period)
    join parameter on parameter.rubric = reporting.rubric and parameter.name = 'optional_minimum'
    left join (select distinct society_id, period from value_in_force where table_name = 'answers') as answers
        on answers.society_id = counted.society_id and answers.period = counted.period
)
select
    society_id,
    period,
    state,
    is_reported,
    basic,
    renewal,
    optional,
    case
        when 'unmet' in (basic, renewal, optional) then 'unmet'
        when 'unknown' in (basic, renewal, optional) then 'unknown'
        else 'met'
    end as overall,
    chosen_count,
    choice_unknown_count,
    met_count,
    unmet_count,
    unknown_count,
    basic_met_count,
    renewal_met_count,
    optional_met_count,
    renewal_applicability,
    if(is_reported, coalesce(remaining.step_count, 0), null) as remaining_count
from grouped
left join (select society_id, period, count(criterion_id) as step_count from remaining_step group by all) as remaining
    using (society_id, period)
