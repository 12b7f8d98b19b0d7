-- finding that somebody still has before them: one that stands and is not answered
select standing_finding.*
from standing_finding
anti join answered_check on answered_check.submission_id = standing_finding.submission_id
    and answered_check.kind = standing_finding.kind
    and answered_check.sheet is not distinct from standing_finding.sheet
    and answered_check.cell is not distinct from standing_finding.cell
    and answered_check.message = standing_finding.message
