-- finding: the base year's figure differs from the registry or from the last submission
with base as (
    select current_member.*
    from current_member
    join parameter on parameter.rubric = current_member.rubric and parameter.name = 'base_year'
        and parameter.value = current_member.year
    where current_member.series = 'individual' and current_member.value is not null
)
select
    'base_against_registry' as kind,
    submission_id,
    sheet,
    cell,
    {'year': year, 'value': value, 'registered': registered, 'period': period, 'previous': null::bigint} as details
from base
join (select society_id, year, value as registered from registered_base) using (society_id, year)
where registered <> value
union all
select
    'base_changed',
    base.submission_id,
    base.sheet,
    base.cell,
    {'year': base.year, 'value': base.value, 'registered': null, 'period': previous.period, 'previous': previous.value}
from base
asof join (select society_id, period + 1 as since, period, value from base) as previous
    on base.society_id = previous.society_id and base.period >= previous.since
where previous.value <> base.value
order by kind, submission_id
