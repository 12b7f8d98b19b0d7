-- society × period × criterion with points by a number: the least and the most of them, and the number in words
with ranged as (
    select
        range.*,
        coalesce(range.most, 9223372036854775807) as greatest_number,
        criterion_points.criterion_id,
        criterion_points.each,
        criterion_points.cap,
        measure_kind.label,
        measure_kind.unit,
        reporting.rubric
    from measure_range as range
    join reporting using (society_id, period)
    join criterion_points using (rubric, measure)
    join measure_kind using (measure)
),
stepped as (
    select
        ranged.*,
        first(band order by position)
            filter (where ranged.least between coalesce(at_least, 0) and coalesce(at_most, ranged.least)) as reached,
        first(band order by position)
            filter (where greatest_number between coalesce(at_least, 0) and coalesce(at_most, greatest_number))
            as reached_most,
        last(band order by position) as easiest
    from ranged
    left join point_band as band using (rubric, criterion_id)
    group by all
),
given as (
    select
        *,
        if(
            each is null, coalesce(reached.points, 0),
            sign(each) * least(abs(each)::hugeint * stepped.least, cap)
        )::bigint as at_least_number,
        if(
            each is null, coalesce(reached_most.points, 0),
            sign(each) * least(abs(each)::hugeint * greatest_number, cap)
        )::bigint as at_greatest_number
    from stepped
)
select
    society_id,
    period,
    criterion_id,
    least(at_least_number, at_greatest_number) as low,
    greatest(at_least_number, at_greatest_number) as high,
    submission_id,
    sheet,
    cell,
    is_unreadable,
    label || case
        when most = least and each is not null
            then format(' {:,} {} × ', least, unit) || regexp_replace((each * 0.01)::varchar, '\.?0+$', '') || ' 分'
                || if(abs(each)::hugeint * least > cap, '，已到上限', '')
        when most = least and reached.at_least is not null
            then format(' {:,} {} ≥ {:,} {}', least, unit, reached.at_least, unit)
        when most = least and reached.at_most is not null
            then format(' {:,} {} ≤ {:,} {}', least, unit, reached.at_most, unit)
        when most = least and easiest.at_least is not null
            then format(' {:,} {} < {:,} {}', least, unit, easiest.at_least, unit)
        when most = least then format(' {:,} {} > {:,} {}', least, unit, easiest.at_most, unit)
        when most is not null then format(' {:,}–{:,} {}', least, most, unit)
        when least > 0 then format(' 至少 {:,} {}', least, unit)
        else if(is_unreadable, ' 看不懂', ' 未填')
    end as explanation
from given
