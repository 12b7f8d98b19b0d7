-- society × period: heads counted in the council roster in force (councillors: all but a hired secretary and deputy secretaries)
with member as (
    select
        current_table.society_id,
        current_table.period,
        current_table.submission_id,
        council_member.* exclude (submission_id),
        parameter.value as young_age,
        coalesce(council_member.post, 'member') not in ('hired_secretary', 'staff') as is_councillor,
        council_member.post in ('chair', 'vice_chair', 'secretary', 'standing') as is_standing,
        council_member.post in ('chair', 'vice_chair', 'secretary', 'hired_secretary') as is_leader
    from current_table
    join period using (period)
    join parameter on parameter.rubric = period.rubric and parameter.name = 'young_age'
    left join council_member on council_member.submission_id = current_table.submission_id
    where current_table.table_name = 'council'
)
select
    society_id,
    period,
    submission_id,
    count(position) as roster_rows,
    coalesce(sum(gap_count + unreadable_count), 0)::bigint as roster_gaps,
    count(position) filter (where is_councillor) as councillors,
    count(position) filter (where is_standing) as standing,
    count(position) filter (where post = 'standing') as listed_standing,
    count(position) filter (where is_leader) as leaders,
    count(position) filter (where is_leader and is_party) as leaders_party,
    count(position) filter (where is_councillor and is_frontline) as frontline,
    count(position) filter (where is_councillor and is_frontline is null) as frontline_blank,
    count(position) filter (where is_standing and is_frontline) as frontline_standing,
    count(position) filter (where is_standing and is_frontline is null) as frontline_standing_blank,
    count(position) filter (where is_councillor and age <= young_age) as young,
    count(position) filter (where is_councillor and age is null) as age_blank,
    any_value(sheet) as sheet,
    first(post_cell order by position) || ':' || last(post_cell order by position) as post_cells,
    first(frontline_cell order by position) || ':' || last(frontline_cell order by position) as frontline_cells
from member
group by all
