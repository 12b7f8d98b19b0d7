-- finding: the form's councillors, standing councillors or standing council against the roster
with form as (
    select society_id, period, field, value, submission_id, sheet, cell
    from current_form
    where value is not null
),
both_tables as (
    select form.*, roster_count.* exclude (society_id, period, submission_id, sheet)
    from form
    join roster_count using (society_id, period)
    where roster_count.roster_rows > 0
)
select
    'councillors_against_roster' as kind,
    submission_id,
    sheet,
    cell,
    {'declared': value::varchar, 'counted': councillors, 'listed': ''} as details
from both_tables
where field = 'councillors_declared' and value > 0 and value <> councillors
union all
select
    'standing_against_roster',
    both_tables.submission_id,
    both_tables.sheet,
    both_tables.cell,
    {'declared': both_tables.value::varchar, 'counted': standing, 'listed': ''}
from both_tables
join measure on measure.society_id = both_tables.society_id and measure.period = both_tables.period
    and measure.measure = 'has_standing_council' and measure.value = 1
where field = 'standing_declared' and both_tables.value > 0
    and both_tables.value not between standing and standing + post_unsure
union all
select
    'standing_contradiction',
    submission_id,
    sheet,
    cell,
    {
        'declared': if(value = 1, '是', '否'),
        'counted': 0,
        'listed': if(listed_standing > 0, '有 ' || listed_standing || ' 名常务理事', '没有常务理事')
    }
from both_tables
where field = 'has_standing_declared' and (value = 1) <> (listed_standing > 0)
    and (value = 0 or post_unsure = 0)  -- one whose post is blank or not understood could be a standing councillor
order by kind, submission_id
