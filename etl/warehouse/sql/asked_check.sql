-- society × period × kind of check × what it is about: what became of it
with standing as (
    select distinct submission_id, kind, coalesce(sheet, '') as sheet, coalesce(cell, '') as cell, message
    from standing_finding
    where severity = 'warning'
),
answered as (
    select distinct * replace (coalesce(sheet, '') as sheet, coalesce(cell, '') as cell)
    from answered_check
),
known as (
    select
        judged_check.*,
        standing.submission_id is not null as is_standing,
        answered.* exclude (submission_id, kind, sheet, cell, message)
    from judged_check
    left join standing on standing.submission_id = judged_check.submission_id and standing.kind = judged_check.kind
        and standing.sheet = coalesce(judged_check.sheet, '') and standing.cell = coalesce(judged_check.cell, '')
        and standing.message = judged_check.message
    left join answered on answered.submission_id = judged_check.submission_id and answered.kind = judged_check.kind
        and answered.sheet = coalesce(judged_check.sheet, '') and answered.cell = coalesce(judged_check.cell, '')
        and answered.message = judged_check.message
    -- of those about one thing, one that is open before one that is answered before one that stands no more
    qualify row_number() over (
        partition by society_id, period, judged_check.kind, subject
        order by is_standing desc, coalesce(cleared_at is null and remark_cell is null, false) desc, receipt desc,
            judged_check.sheet, judged_check.cell, judged_check.message
    ) = 1
)
select
    society_id,
    period,
    kind,
    subject,
    case
        when not is_standing then 'corrected'
        when cleared_at is not null then 'cleared'
        when remark_cell is not null then 'remarked'
        else 'open'
    end as outcome,
    submission_id,
    sheet,
    cell,
    message,
    judged,
    if(is_standing, why, null) as why,
    if(is_standing, author, null) as author,
    if(is_standing, cleared_at, null) as cleared_at,
    if(is_standing, remark_cell, null) as remark_cell
from known
