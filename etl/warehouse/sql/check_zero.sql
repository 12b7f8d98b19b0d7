-- finding: nobody of the council's roster is a councillor; a standing council with 0 members declared
select
    'roster_without_councillor' as kind,
    submission_id,
    sheet,
    split_part(post_cells, ':', 1) as cell,
    {'label': ''} as details
from roster_count
where councillors = 0
union all
select
    'zero_as_blank',
    form.submission_id,
    form.sheet,
    form.cell,
    {'label': field_kind.label}
from current_form as form
join field_kind using (field)
join measure using (society_id, period)
where form.field = 'standing_declared' and form.value = 0
    and measure.measure = 'has_standing_council' and measure.value = 1
order by kind, submission_id
