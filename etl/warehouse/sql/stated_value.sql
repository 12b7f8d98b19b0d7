-- submission × value it states, of societies that sent several for the period; written null: it cannot be read
with one_of_several as (
    select submission_id, society_id, period, receipt from counted_submission where has_others
)
select
    one_of_several.*,
    'form ' || field as item,
    case
        when is_unreadable then null
        when field_kind.type = 'yes_no' then case value when 1 then '是' else '否' end
        else coalesce(value::varchar, text)
    end as written,
    sheet,
    cell
from form_value
join one_of_several using (submission_id)
join field_kind using (field)
where value is not null or text is not null or is_unreadable
union all
select
    one_of_several.*, 'status ' || criterion_id, case when declared is not null then declared_written end, sheet, cell
from answer
join one_of_several using (submission_id)
where declared is not null and not is_declared_unreadable or declared is null and is_declared_unreadable
union all
select one_of_several.*, 'quantity ' || criterion_id, quantity::varchar, sheet, quantity_cell
from answer
join one_of_several using (submission_id)
where quantity is not null or is_quantity_unreadable
union all
select
    one_of_several.*, 'chosen ' || criterion_id, case when chosen then '是' when not chosen then '否' end, sheet,
    chosen_cell
from answer
join one_of_several using (submission_id)
where chosen is not null or is_chosen_unreadable
union all
select one_of_several.*, series || ' ' || year, value::varchar, sheet, cell
from member_count
join one_of_several using (submission_id)
where value is not null or is_unreadable
