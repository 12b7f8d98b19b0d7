-- finding: the registry says renewal is due, the society says it is not
select
    'renewal_contradiction' as kind,
    said.submission_id,
    said.sheet,
    said.cell,
    {'period': said.period} as details
from current_form as said
join society using (society_id)
where said.field = 'is_renewal' and said.value = 0 and list_contains(society.renewal_years, said.period)
order by said.submission_id
