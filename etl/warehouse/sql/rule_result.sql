-- society × period × criterion with a rule: whether it applies, its outcome, why it is open, and where its numbers stand
with address as (
    select
        measure.society_id,
        measure.period,
        rule_measure.criterion_id,
        first(measure.submission_id order by rule_measure.position) as submission_id,
        first(measure.sheet order by rule_measure.position) as sheet,
        first(measure.cell order by rule_measure.position) as cell,
        string_agg(distinct measure.sheet || '!' || measure.cell, ' · ' order by measure.sheet || '!' || measure.cell)
            as sources
    from measure
    join period using (period)
    join rule_measure on rule_measure.rubric = period.rubric and rule_measure.measure = measure.measure
    where measure.cell is not null
    group by all
)
select
    rule_outcome.*,
    address.submission_id,
    address.sheet,
    address.cell,
    address.sources
from rule_outcome
left join address using (society_id, period, criterion_id)
