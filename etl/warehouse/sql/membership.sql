-- society × year: year-end figures, each from the submission in force of the latest period that states it
with stated as (
    select *
    from current_member
    where is_stated and series in ('individual', 'unit')
    qualify row_number() over (partition by society_id, year, series order by period desc) = 1
)
select
    society_id,
    year,
    max(value) filter (where series = 'individual') as individual,
    max(value) filter (where series = 'unit') as unit,
    first(period order by series) as period,
    first(submission_id order by series) as submission_id,
    first(sheet order by series) as sheet,
    first(cell order by series) as cell
from stated
group by society_id, year
having count(value) > 0
