-- finding: what the last file with a table leaves blank in it, and an earlier file states, stays in force
with holder as (
    select
        society_id,
        period,
        table_name,
        max(receipt) as receipt,
        arg_max(submission_id, receipt) as submission_id,
        arg_max(sheet, receipt) as sheet
    from counted_submission
    join held_table using (submission_id)
    group by all
),
kept as (
    select
        holder.submission_id,
        holder.sheet,
        holder.table_name,
        value_in_force.item,
        try_cast(regexp_extract(value_in_force.cell, '[0-9]+') as integer) as row_number,
        -- the sheet is named once for the cells that follow, and a merged cell once for its values
        case
            when lag(value_in_force.sheet) over cells is distinct from value_in_force.sheet
                then value_in_force.sheet || '!' || value_in_force.cell
            when lag(value_in_force.cell) over cells is distinct from value_in_force.cell then value_in_force.cell
        end as place,
        row_number() over cells as position,
        submission.version
    from holder
    join value_in_force using (society_id, period, table_name)
    join submission on submission.submission_id = value_in_force.submission_id
    where value_in_force.receipt < holder.receipt
    window cells as (
        partition by holder.submission_id, holder.table_name
        order by value_in_force.sheet, row_number, value_in_force.cell
    )
),
blank as (
    select submission_id, field as item, cell from form_value
    union all
    select submission_id, criterion_id || ' status', cell from answer
    union all
    select submission_id, year || ' ' || series, cell from member_count
)
select
    if(kept.table_name in ('council', 'supervisors'), 'roster_kept', 'values_kept') as kind,
    kept.submission_id,
    kept.sheet,
    first(blank.cell order by position) filter (where blank.cell is not null) as cell,
    {
        'table': any_value(table_kind.title),
        'count': count(*),
        'versions': array_to_string(list_sort(list(distinct kept.version)), '、'),
        'cells': array_to_string(list(place order by position) filter (where place is not null)[:5], '、')
            || if(count(place) > 5, ' 等', '')
    } as details
from kept
join table_kind using (table_name)
left join blank on blank.submission_id = kept.submission_id and blank.item = kept.item
group by kept.submission_id, kept.sheet, kept.table_name
order by kept.submission_id, kept.table_name
