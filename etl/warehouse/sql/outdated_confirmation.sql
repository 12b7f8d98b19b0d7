-- submission × cell whose value of last year was confirmed, and is not what is in force for that year now
with counted as (
    select received.submission_id, received.society_id, received.period, received.receipt
    from received
    join society using (society_id)
    join period using (period)
    where received.state <> 'returned'
),
confirmed as (
    select confirmation.*, received.society_id, received.period
    from confirmation
    join received using (submission_id)
    where received.period is not null
),
-- what the files state, value by value
stated as (
    select counted.*, field as item, sheet, cell, value::varchar as value, text
    from counted
    join form_value using (submission_id)
    where value is not null or text is not null or is_unreadable
    union all
    select counted.*, criterion_id || ' status', sheet, cell, declared, null
    from counted
    join answer using (submission_id)
    -- 不适用 where it is not accepted counts as a blank
    where if(declared = 'not_applicable', not is_declared_unreadable, declared is not null or is_declared_unreadable)
    union all
    select counted.*, criterion_id || ' quantity', sheet, quantity_cell, quantity::varchar, null
    from counted
    join answer using (submission_id)
    where quantity is not null or is_quantity_unreadable
    union all
    select distinct counted.*, split_part(criterion_id, '-', 1) || ' chosen', sheet, chosen_cell, chosen::varchar, null
    from counted
    join answer using (submission_id)
    where chosen is not null or is_chosen_unreadable
),
in_force as (
    select *
    from stated
    qualify row_number() over (partition by society_id, period, item order by receipt desc, value desc) = 1
),
roster_in_force as (
    select counted.society_id, counted.period, held_table.table_name, received.sha256
    from counted
    join held_table using (submission_id)
    join received using (submission_id)
    where held_table.table_name in ('council', 'supervisors') and not held_table.is_empty
    qualify row_number() over (
        partition by counted.society_id, counted.period, held_table.table_name order by counted.receipt desc
    ) = 1
)
select distinct confirmed.submission_id, confirmed.table_name, confirmed.sheet, confirmed.cell, confirmed.source_period
from confirmed
join stated using (submission_id, sheet, cell)
left join in_force on in_force.society_id = confirmed.society_id and in_force.period = confirmed.source_period
    and in_force.item = stated.item
where confirmed.source_period <> confirmed.period - 1
    or in_force.value is distinct from stated.value
    or in_force.text is distinct from stated.text
union all
select confirmed.submission_id, confirmed.table_name, confirmed.sheet, confirmed.cell, confirmed.source_period
from confirmed
left join roster_in_force as roster on roster.society_id = confirmed.society_id
    and roster.period = confirmed.source_period and roster.table_name = confirmed.table_name
where confirmed.table_name in ('council', 'supervisors')
    and (
        confirmed.source_period <> confirmed.period - 1
        or roster.sha256 is distinct from confirmed.source_sha256
    )
