-- society × period: composition of the council; nulls where nothing was reported
with council_task as (
    select criterion.rubric, arg_min(task_id, criterion.position) as task_id
    from criterion
    join rule_measure using (rubric, criterion_id)
    where rule_measure.measure = 'councillors'
    group by criterion.rubric
)
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
left join council_task on council_task.rubric = reporting.rubric
left join applicability as renewal on renewal.society_id = reporting.society_id and renewal.period = reporting.period
    and renewal.task_id = council_task.task_id
