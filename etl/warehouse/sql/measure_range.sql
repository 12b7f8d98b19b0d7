-- society × period × measure that gives points: the least and the most it may be (no most: any number), with its address
with asked as (
    select distinct reporting.society_id, reporting.period, criterion_points.measure
    from reporting
    join criterion_points using (rubric)
    where reporting.is_reported and criterion_points.measure is not null
),
-- persons whose cell is blank or cannot be read, counted as if all were what is asked
possible as (
    unpivot (
        select
            current_roster.society_id,
            current_roster.period,
            count(*) filter (where is_leader or is_unsure) as leaders,
            count(*) filter (where (is_leader or is_unsure) and is_party is distinct from false) as leaders_party,
            count(*) filter (where is_standing or is_unsure) as standing,
            count(*) filter (where is_councillor and is_frontline is distinct from false) as frontline,
            count(*) filter (where (is_standing or is_unsure) and is_frontline is distinct from false)
                as frontline_standing,
            count(*) filter (where is_councillor and (age <= young_age or age is null)) as young,
            sum(gap_count + unreadable_count)::bigint as roster_gaps
        from current_roster
        join roster_person using (submission_id)
        group by all
    )
    on leaders, leaders_party, standing, frontline, frontline_standing, young, roster_gaps
    into name measure value most
),
stated as (
    select
        society_id,
        period,
        measure,
        max(value) as value,
        any_value(submission_id) as submission_id,
        any_value(sheet) as sheet,
        any_value(cell) as cell,
        bool_or(is_unreadable) as is_unreadable
    from measure
    group by all
),
-- what is known of a number that is open: 专职 without 兼职, a choice that cannot be read, no standing council
part as (
    select society_id, period, 'staff' as measure, sum(value)::bigint as least, null::bigint as most
    from current_form
    where field in ('staff_fulltime', 'staff_parttime')
    group by society_id, period
    union all
    select
        society_id, period, 'chosen', count(*) filter (where chosen),
        count(*) filter (where chosen is distinct from false)
    from selection
    group by society_id, period
    union all
    select society_id, period, unnest(['standing', 'frontline_standing']), 0, 0
    from measure
    where measure = 'has_standing_council' and value = 0
    union all
    select society_id, period, measure, least, most from roster_measure
    union all
    select society_id, period, measure, 0, most from possible where measure = 'roster_gaps'
    union all
    select society_id, period, measure, 0, 1
    from asked
    where measure = 'has_standing_council'
        or measure in (select measure from measure_source join field_kind using (field) where type = 'yes_no')
)
select
    society_id,
    period,
    measure,
    coalesce(stated.value, part.least, 0) as least,
    case
        when stated.value is null or measure = 'chosen' then part.most
        else greatest(stated.value, possible.most)
    end as most,
    stated.submission_id,
    stated.sheet,
    stated.cell,
    coalesce(stated.is_unreadable, false) as is_unreadable
from asked
left join stated using (society_id, period, measure)
left join part using (society_id, period, measure)
left join possible using (society_id, period, measure)
