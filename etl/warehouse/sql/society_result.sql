-- society × period: groups and overall, every expected society, every period
with counted as (
    select
        society_id,
        period,
        count(*) filter (where task_group = 'basic' and verdict = 'met') as basic_met_count,
        count(*) filter (where task_group = 'renewal' and verdict = 'met') as renewal_met_count,
        count(*) filter (where task_group = 'optional' and verdict = 'met') as optional_met_count,
        count(*) filter (where applicability = 'chosen') as chosen_count,
        count(*) filter (where task_group = 'optional' and applicability = 'unknown') as choice_unknown_count,
        count(*) filter (where verdict = 'met') as met_count,
        count(*) filter (where verdict = 'unmet') as unmet_count,
        count(*) filter (where verdict = 'unknown') as unknown_count,
        any_value(applicability) filter (where task_group = 'renewal') as renewal_applicability
    from task_result
    group by all
),
-- several groups of one kind: the worst of them
of_kind as (
    select
        society_id,
        period,
        kind,
        case
            when bool_or(verdict = 'unmet') then 'unmet'
            when bool_or(verdict = 'unknown') then 'unknown'
            when bool_or(verdict = 'met') then 'met'
            else 'not_applicable'
        end as verdict
    from group_result
    group by all
),
of_society as (
    select
        society_id,
        period,
        coalesce(any_value(verdict) filter (where kind = 'basic'), 'not_applicable') as basic,
        coalesce(any_value(verdict) filter (where kind = 'renewal'), 'not_applicable') as renewal,
        coalesce(any_value(verdict) filter (where kind = 'optional'), 'not_applicable') as optional
    from of_kind
    group by all
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
from counted
join reporting using (society_id, period)
join of_society using (society_id, period)
left join (select society_id, period, count(criterion_id) as step_count from remaining_step group by all) as remaining
    using (society_id, period)
