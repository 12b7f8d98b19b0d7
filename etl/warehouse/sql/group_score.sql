-- society × period × group of tasks with points: the sums of its criteria, within what the whole group may give
with scored as (
    select rubric, criterion.criterion_id, task_id, group_id, points.least, points.most
    from criterion_points as points
    join criterion using (rubric, criterion_id)
    join task using (rubric, task_id)
),
given as (
    select society_id, period, criterion_id, self_low, self_high, low, high, maximum
    from criterion_score
    union all
    -- nothing was accepted: what may apply may come to anything
    select society_id, period, criterion_id, least, most, least, most, most
    from reporting
    join scored using (rubric)
    join applicability using (society_id, period, task_id)
    where not is_reported and applicability <> 'not_due'
),
summed as (
    select
        reporting.society_id,
        reporting.period,
        reporting.rubric,
        scored.group_id,
        coalesce(sum(given.self_low), 0) as self_low,
        coalesce(sum(given.self_high), 0) as self_high,
        coalesce(sum(given.low), 0) as low,
        coalesce(sum(given.high), 0) as high,
        coalesce(sum(given.maximum), 0) as maximum
    from reporting
    join scored using (rubric)
    left join given on given.society_id = reporting.society_id and given.period = reporting.period
        and given.criterion_id = scored.criterion_id
    group by all
)
select
    society_id,
    period,
    group_id,
    task_group.title,
    is_bonus,
    -- without a cap `least` and `greatest` pass over the null
    greatest(least(self_low, cap), -cap)::bigint as self_low,
    greatest(least(self_high, cap), -cap)::bigint as self_high,
    greatest(least(low, cap), -cap)::bigint as low,
    greatest(least(high, cap), -cap)::bigint as high,
    least(maximum, cap)::bigint as maximum
from summed
join task_group using (rubric, group_id)
