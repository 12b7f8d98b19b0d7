-- check that was found (finding of severity warning), also one found no more: what it is about, and what it judged
with found as (
    select * from finding where severity = 'warning'
    union all
    select * from resolved_finding where severity = 'warning'
),
stated as (
    select submission_id, sheet, cell, field as item from form_value
    union all
    select submission_id, sheet, cell, criterion_id || ' status' from answer
    union all
    select submission_id, sheet, quantity_cell, criterion_id || ' quantity' from answer
    union all
    select submission_id, sheet, chosen_cell, criterion_id || ' chosen' from answer
    union all
    select submission_id, sheet, cell, year || ' ' || series from member_count
),
-- a merged cell states several
item_of_cell as (
    select submission_id, sheet, cell, min(item) as item
    from stated
    semi join found using (submission_id, sheet, cell)
    group by all
),
-- who is in a roster stays in the file: another roster is one that counts other people
roster as (
    select
        submission_id,
        md5(string_agg(concat_ws(
            ' ', position, coalesce(post, '-'), coalesce(is_party::varchar, '-'),
            coalesce(is_frontline::varchar, '-'), coalesce(age, 0), gap_count
        ), ',' order by position)) as judged
    from council_member
    semi join found using (submission_id)
    group by submission_id
)
select
    found.submission_id,
    found.kind,
    found.sheet,
    found.cell,
    found.message,
    received.society_id,
    received.period,
    received.receipt,
    coalesce(item_of_cell.item, concat_ws('!', found.sheet, found.cell)) as subject,
    concat_ws(' ', found.message, case finding_kind.judges
        when 'roster' then roster.judged
        when 'file' then received.sha256
    end) as judged,
    finding_kind.is_answered_in_remark
from found
join finding_kind using (kind)
join received using (submission_id)
left join item_of_cell on item_of_cell.submission_id = found.submission_id
    and item_of_cell.sheet = found.sheet and item_of_cell.cell = found.cell
left join roster on roster.submission_id = found.submission_id
where found.kind <> 'more_warnings'  -- nobody has seen what it counts
    and received.society_id is not null and received.period is not null
