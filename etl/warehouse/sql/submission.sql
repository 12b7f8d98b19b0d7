-- received file × society × period; nulls for a file that could not be attributed
select
    received.submission_id,
    received.society_id,
    received.period,
    received.file_name,
    received.format,
    received.sha256,
    received.size,
    received.way,
    received.receipt,
    received.received_at,
    -- what was accepted is to be corrected once last year's values are others
    if(
        received.state = 'accepted' and received.submission_id in (select submission_id from outdated_confirmation),
        'to_correct', received.state
    ) as state,
    case
        when received.society_id is not null and received.period is not null
            then row_number() over (
                partition by received.society_id, received.period order by received.receipt
            )
    end as version,
    received.submission_id in (select submission_id from value_in_force) as is_current
from received
