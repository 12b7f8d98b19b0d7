-- person of a council roster: what the post says of a councillor, with the age up to which one is young
select
    council_member.*,
    parameter.value as young_age,
    coalesce(council_member.post, 'member') not in ('hired_secretary', 'staff') as is_councillor,
    council_member.post in ('chair', 'vice_chair', 'secretary', 'standing') as is_standing,
    -- blank or not understood: counts as a councillor, and could be a standing one
    coalesce(council_member.post, 'unreadable') = 'unreadable' as is_unsure,
    council_member.post in ('chair', 'vice_chair', 'secretary', 'hired_secretary') as is_leader
from council_member
join received using (submission_id)
join period using (period)
join parameter on parameter.rubric = period.rubric and parameter.name = 'young_age'
