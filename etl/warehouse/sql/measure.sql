-- society × period × measure: integers stated in the values in force or counted in them, each with its address
with reported as (
    select society_id, period, rubric from reporting where is_reported
),
form as (
    select
        society_id,
        period,
        field,
        -- 0 delegates, councillors or standing councillors: nobody filled it in
        case
            when field in ('delegates', 'councillors_declared', 'standing_declared') then nullif(value, 0)
            else value
        end as value,
        is_unreadable,
        receipt,
        submission_id,
        sheet,
        cell
    from current_form
),
staff as (
    select *, receipt = max(receipt) over (partition by society_id, period) as is_of_last
    from form
    where field in ('staff_fulltime', 'staff_parttime')
),
counted as (
    unpivot (
        select
            society_id, period, submission_id, sheet, post_cells, frontline_cells,
            leaders, leaders_party, frontline, frontline_blank, frontline_standing, frontline_standing_blank,
            post_unsure, post_unsure_frontline, post_unsure_other, young, age_blank, roster_rows,
            post_unreadable > 0 as has_post_unreadable,
            frontline_unreadable > 0 as has_frontline_unreadable,
            frontline_standing_unreadable > 0 as has_frontline_standing_unreadable
        from roster_count
    )
    on leaders, leaders_party, frontline, frontline_blank, frontline_standing, frontline_standing_blank,
        post_unsure, post_unsure_frontline, post_unsure_other, young, age_blank, roster_rows
    into name measure value value
),
standing_council as (
    select
        reported.society_id,
        reported.period,
        form.value is null and form.is_unreadable is distinct from true and roster.listed_standing > 0 as is_listed,
        if(is_listed, 1, form.value) as value,
        if(is_listed, roster.submission_id, form.submission_id) as submission_id,
        if(is_listed, roster.sheet, form.sheet) as sheet,
        if(is_listed, roster.post_cells, form.cell) as cell,
        form.is_unreadable or form.value is null and roster.listed_standing = 0 and roster.post_unreadable > 0
            as is_unreadable
    from reported
    left join form on form.society_id = reported.society_id and form.period = reported.period
        and form.field = 'has_standing_declared'
    left join roster_count as roster on roster.society_id = reported.society_id and roster.period = reported.period
),
-- 名录 goes before what the society says of the same year-end
year_end as (
    select
        reported.society_id,
        reported.period,
        source.measure,
        coalesce(registered.value, member.value) as value,
        case when registered.value is null then member.submission_id end as submission_id,
        case when registered.value is null then member.sheet else '名录' end as sheet,
        if(registered.value is null, member.cell, registered.cell) as cell,
        registered.value is null and member.is_unreadable as is_unreadable
    from reported
    join measure_source as source on source.rubric = reported.rubric and source.series is not null
    left join registered_base as registered on registered.society_id = reported.society_id
        and registered.year = source.year_end and source.series = 'individual'
    left join current_member as member on member.society_id = reported.society_id and member.period = reported.period
        and member.series = source.series and member.year = coalesce(source.year_end, reported.period)
    where registered.value is not null or member.society_id is not null
),
all_measures as (
    select society_id, period, source.measure, value, submission_id, sheet, cell, is_unreadable
    from form
    join reported using (society_id, period)
    join measure_source as source using (rubric, field)
    union all
    select
        society_id,
        period,
        'staff',
        case when count(value) = 2 then sum(value)::bigint end,
        any_value(submission_id) filter (where is_of_last),
        any_value(sheet) filter (where is_of_last),
        string_agg(cell, '、' order by field) filter (where is_of_last),
        bool_or(is_unreadable)
    from staff
    group by society_id, period
    union all
    select society_id, period, 'councillors', nullif(councillors, 0), submission_id, sheet, post_cells, false
    from roster_count
    union all
    select society_id, period, 'councillors', value, submission_id, sheet, cell, is_unreadable
    from form
    anti join roster_count using (society_id, period)
    where field = 'councillors_declared'
    union all
    select
        society_id, period, 'standing', nullif(roster.standing, 0), roster.submission_id, roster.sheet,
        roster.post_cells, roster.standing = 0 and roster.post_unreadable > 0
    from roster_count as roster
    join standing_council using (society_id, period)
    where standing_council.value = 1
    union all
    select
        society_id, period, unnest(['standing', 'post_unsure']), unnest([form.value, 0]), form.submission_id,
        form.sheet, form.cell, form.is_unreadable
    from form
    join standing_council using (society_id, period)
    anti join roster_count using (society_id, period)
    where field = 'standing_declared' and standing_council.value = 1
    union all
    select society_id, period, 'has_standing_council', value, submission_id, sheet, cell, is_unreadable
    from standing_council
    union all
    select
        society_id, period, measure, value, submission_id, sheet,
        case when measure like 'frontline%' then frontline_cells else post_cells end,
        case measure
            when 'frontline_blank' then has_frontline_unreadable
            when 'frontline_standing_blank' then has_frontline_standing_unreadable
            else measure like 'post_unsure%' and has_post_unreadable
        end
    from counted
    union all
    select society_id, period, 'roster_gaps', roster_gaps, submission_id, sheet, post_cells, roster_gaps is null
    from roster_count
    union all
    select society_id, period, measure, value, submission_id, sheet, cell, is_unreadable from year_end
    union all
    select society_id, period, measure, value, submission_id, sheet, cell, false from roster_measure
    union all
    select society_id, period, count_measure, quantity, submission_id, sheet, cell, is_unreadable
    from current_quantity where count_measure is not null
    union all
    select
        society_id, period, 'chosen', count(*) filter (where chosen), arg_max(submission_id, submission_id),
        arg_max(sheet, submission_id), null, false
    from selection
    group by society_id, period
)
select
    society_id,
    period,
    measure,
    value::bigint as value,
    submission_id,
    sheet,
    cell,
    coalesce(is_unreadable, false) as is_unreadable
from all_measures
