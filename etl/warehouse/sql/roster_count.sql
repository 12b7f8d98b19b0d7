-- society × period: what is counted in the council roster in force
select
    current_roster.society_id,
    current_roster.period,
    submission_roster.*
from current_roster
join submission_roster using (submission_id)
