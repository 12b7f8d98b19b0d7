-- society × year: year-end figures, from the current submission of the latest period that states them
select
    current_table.society_id,
    member_count.year,
    max(member_count.value) filter (where member_count.series = 'individual') as individual,
    max(member_count.value) filter (where member_count.series = 'unit') as unit,
    current_table.period,
    member_count.submission_id,
    any_value(member_count.sheet) as sheet,
    max(member_count.cell) filter (where member_count.series = 'individual') as cell
from current_table
join member_count using (submission_id)
where current_table.table_name = 'membership'
group by current_table.society_id, member_count.year, current_table.period, member_count.submission_id
having count(member_count.value) filter (where member_count.series in ('individual', 'unit')) > 0
qualify row_number() over (
    partition by current_table.society_id, member_count.year order by current_table.period desc
) = 1
