-- society × period: what came in, for every expected society and every period of the registry since its first; and for
-- an earlier one where it sent something
select
    society.society_id,
    period.period,
    period.deadline,
    period.rubric,
    coalesce(bool_or(submission.state <> 'returned'), false) as is_reported,
    case
        when bool_or(submission.state <> 'returned' and faulty.submission_id is not null) then 'to_correct'
        when is_reported then 'accepted'
        when count(submission.submission_id) > 0 then 'returned'
        else 'not_reported'
    end as state,
    min(submission.received_at) filter (where submission.state <> 'returned') as first_received_at,
    max(submission.received_at) filter (where submission.state <> 'returned') as last_received_at,
    max(submission.submission_id) filter (where submission.state <> 'returned') as last_submission_id,
    count(submission.submission_id) as submission_count
from society
cross join period
left join submission using (society_id, period)
left join (select distinct submission_id from open_finding where severity = 'error') as faulty using (submission_id)
where society.is_expected
    and (period.period >= coalesce(society.first_period, period.period) or submission.submission_id is not null)
group by all
