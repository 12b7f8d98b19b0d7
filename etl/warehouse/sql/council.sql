-- society × period: composition of the council; nulls where nothing was reported
select
    reporting.society_id,
    reporting.period,
    wide.delegates,
    wide.councillors,
    wide.standing,
    wide.has_standing_council = 1 as has_standing_council,
    wide.leaders,
    wide.leaders_party,
    wide.frontline,
    wide.frontline_blank,
    wide.frontline_standing,
    wide.frontline_standing_blank,
    wide.young,
    wide.age_blank,
    wide.roster_rows,
    wide.roster_gaps,
    wide.staff,
    wide.staff_before,
    renewal.applicability
from reporting
left join measure_wide as wide using (society_id, period)
left join applicability as renewal on renewal.society_id = reporting.society_id and renewal.period = reporting.period
    and renewal.task_id = 'T08'
