-- society × period × submission that counts: not returned, of an expected society and a listed period
select
    received.submission_id,
    received.society_id,
    received.period,
    received.receipt,
    period.rubric,
    count(*) over (partition by received.society_id, received.period) > 1 as has_others
from received
join society using (society_id)
join period using (period)
where received.state <> 'returned' and society.is_expected
