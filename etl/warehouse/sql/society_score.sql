-- society × period under a rubric with points: points in all and grade, as the society answers and after reviews
with summed as (
    select
        society_id,
        period,
        sum(self_low)::bigint as self_low,
        sum(self_high)::bigint as self_high,
        sum(low)::bigint as low,
        sum(high)::bigint as high,
        coalesce(sum(maximum) filter (where not is_bonus), 0)::bigint as maximum
    from group_score
    group by all
),
graded as (
    select
        summed.*,
        reporting.state,
        reporting.is_reported,
        list(name order by position) filter (where name is not null) as names,
        min(position) filter (where at_least is null or self_low >= at_least) + 1 as self_lowest,
        min(position) filter (where at_least is null or self_high >= at_least) + 1 as self_highest,
        min(position) filter (where at_least is null or low >= at_least) + 1 as lowest,
        min(position) filter (where at_least is null or high >= at_least) + 1 as highest,
        list_reverse(names[self_highest:self_lowest]) as self_names,
        list_reverse(names[highest:lowest]) as own_names
    from summed
    join reporting using (society_id, period)
    left join grade using (rubric)
    group by all
)
select
    society_id,
    period,
    state,
    is_reported,
    self_low,
    self_high,
    low,
    high,
    maximum,
    names[self_lowest] as self_grade_low,
    names[self_highest] as self_grade_high,
    names[lowest] as grade_low,
    names[highest] as grade_high,
    concat_ws(' 或 ', nullif(array_to_string(self_names[:-2], '、'), ''), self_names[-1]) as self_grade,
    concat_ws(' 或 ', nullif(array_to_string(own_names[:-2], '、'), ''), own_names[-1]) as grade,
    coalesce(scored.open_count, 0) as open_count
from graded
left join (
    select society_id, period, count(*) filter (where low < high) as open_count from criterion_score group by all
) as scored using (society_id, period)
