-- society × period × measure: integers read from the submissions in force or counted in them, each with its address
with reported as (
    select society_id, period, rubric from reporting where is_reported
),
form as (
    select
        reported.society_id,
        reported.period,
        field,
        -- 0 delegates, councillors or standing councillors: nobody filled it in
        case
            when field in ('delegates', 'councillors_declared', 'standing_declared') then nullif(value, 0)
            else value
        end as value,
        is_unreadable,
        submission_id,
        sheet,
        cell
    from reported
    join current_form using (society_id, period)
),
roster as (
    select roster_count.*
    from reported
    join roster_count using (society_id, period)
),
counted as (
    unpivot (
        select
            society_id, period, submission_id, sheet, post_cells, frontline_cells,
            leaders, leaders_party, frontline, frontline_blank,
            frontline_standing, frontline_standing_blank, young, age_blank
        from roster
        where roster_rows > 0
    )
    on leaders, leaders_party, frontline, frontline_blank, frontline_standing, frontline_standing_blank, young, age_blank
    into name measure value value
),
standing_council as (
    select
        reported.society_id,
        reported.period,
        case
            when form.value is not null then form.value
            when roster.listed_standing > 0 then 1
        end as value,
        case when form.value is null and roster.listed_standing > 0 then roster.submission_id else form.submission_id end
            as submission_id,
        case when form.value is null and roster.listed_standing > 0 then roster.sheet else form.sheet end as sheet,
        case when form.value is null and roster.listed_standing > 0 then roster.post_cells else form.cell end as cell,
        form.is_unreadable
    from reported
    left join form on form.society_id = reported.society_id and form.period = reported.period
        and form.field = 'has_standing_declared'
    left join roster on roster.society_id = reported.society_id and roster.period = reported.period
),
member as (
    select
        reported.society_id, reported.period, reported.rubric, member_count.* exclude (submission_id),
        current_table.submission_id
    from reported
    join current_table using (society_id, period)
    join member_count on member_count.submission_id = current_table.submission_id
    where current_table.table_name = 'membership' and member_count.series = 'individual'
),
base as (
    select
        reported.society_id,
        reported.period,
        coalesce(society.base_registered, member.value) as value,
        case when society.base_registered is null then member.submission_id end as submission_id,
        case when society.base_registered is null then member.sheet else '名录' end as sheet,
        case when society.base_registered is null then member.cell else society.base_cell end as cell,
        society.base_registered is null and coalesce(member.is_unreadable, false) as is_unreadable
    from reported
    join society using (society_id)
    join parameter on parameter.rubric = reported.rubric and parameter.name = 'base_year'
    left join member on member.society_id = reported.society_id and member.period = reported.period
        and member.year = parameter.value
),
all_measures as (
    select society_id, period, 'delegates' as measure, value, submission_id, sheet, cell, is_unreadable
    from form where field = 'delegates'
    union all
    select society_id, period, field, value, submission_id, sheet, cell, is_unreadable
    from form where field = 'staff_before'
    union all
    select
        society_id, period, 'staff',
        case when count(value) = 2 then sum(value)::bigint end,
        any_value(submission_id), any_value(sheet), string_agg(cell, '、' order by field), bool_or(is_unreadable)
    from form where field in ('staff_fulltime', 'staff_parttime')
    group by society_id, period
    union all
    select society_id, period, 'councillors', nullif(councillors, 0), submission_id, sheet, post_cells, false
    from roster where roster_rows > 0
    union all
    select society_id, period, 'councillors', value, submission_id, sheet, cell, is_unreadable
    from form
    where field = 'councillors_declared'
        and (society_id, period) not in (select (society_id, period) from roster where roster_rows > 0)
    union all
    select roster.society_id, roster.period, 'standing', nullif(roster.standing, 0), roster.submission_id, roster.sheet, roster.post_cells, false
    from roster
    join standing_council using (society_id, period)
    where roster_rows > 0 and standing_council.value = 1
    union all
    select form.society_id, form.period, 'standing', form.value, form.submission_id, form.sheet, form.cell, form.is_unreadable
    from form
    join standing_council using (society_id, period)
    where field = 'standing_declared' and standing_council.value = 1
        and (form.society_id, form.period) not in (select (society_id, period) from roster where roster_rows > 0)
    union all
    select society_id, period, 'has_standing_council', value, submission_id, sheet, cell, is_unreadable
    from standing_council
    union all
    select
        society_id, period, measure, value, submission_id, sheet,
        case when measure like 'frontline%' then frontline_cells else post_cells end, false
    from counted
    union all
    select society_id, period, 'roster_rows', roster_rows, submission_id, sheet, post_cells, false from roster
    union all
    select society_id, period, 'roster_gaps', roster_gaps, submission_id, sheet, post_cells, false from roster
    union all
    select society_id, period, 'base', value, submission_id, sheet, cell, is_unreadable from base
    union all
    select society_id, period, 'now', value, submission_id, sheet, cell, is_unreadable
    from member where year = period
    union all
    select
        current_answer.society_id, current_answer.period, criterion.count_measure, quantity, submission_id, sheet,
        quantity_cell, is_quantity_unreadable
    from reported
    join current_answer using (society_id, period)
    join criterion on criterion.rubric = reported.rubric and criterion.criterion_id = current_answer.criterion_id
    where criterion.count_measure is not null
    union all
    select society_id, period, 'chosen', count(*) filter (where chosen), any_value(submission_id), any_value(sheet), null, false
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
