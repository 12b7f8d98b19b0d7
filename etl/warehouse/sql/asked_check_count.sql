-- period × kind of check: how often it was found, and what became of it
select
    period,
    kind,
    title,
    count(*) as found_count,
    count(*) filter (where outcome = 'corrected') as corrected_count,
    count(*) filter (where outcome = 'cleared') as cleared_count,
    count(*) filter (where outcome = 'remarked') as remarked_count,
    count(*) filter (where outcome = 'open') as open_count
from asked_check
join finding_kind using (kind)
group by all
