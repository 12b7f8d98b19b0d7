-- society × period: the latest submission with a person in its council roster; a roster is replaced whole
select
    counted.society_id,
    counted.period,
    counted.rubric,
    counted.receipt,
    counted.submission_id
from counted_submission as counted
where counted.submission_id in (select submission_id from council_member)
qualify row_number() over (partition by counted.society_id, counted.period order by counted.receipt desc) = 1
