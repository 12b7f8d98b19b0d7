-- submission with persons in its council roster: how many of what (councillors: all but a hired secretary and deputy secretaries)
select
    submission_id,
    count(*) as roster_rows,
    -- blanks are gaps; where there are none, a cell that cannot be read leaves open whether there is one
    case when sum(gap_count) > 0 or sum(unreadable_count) = 0 then sum(gap_count) end::bigint as roster_gaps,
    count(*) filter (where is_councillor) as councillors,
    count(*) filter (where is_standing) as standing,
    count(*) filter (where post = 'standing') as listed_standing,
    count(*) filter (where post = 'unreadable') as post_unreadable,
    count(*) filter (where is_unsure) as post_unsure,
    count(*) filter (where is_unsure and is_frontline is distinct from false) as post_unsure_frontline,
    count(*) filter (where is_unsure and is_frontline is distinct from true) as post_unsure_other,
    count(*) filter (where is_party) as party,
    count(*) filter (where is_leader) as leaders,
    count(*) filter (where is_leader and is_party) as leaders_party,
    count(*) filter (where is_councillor and is_frontline) as frontline,
    count(*) filter (where is_councillor and is_frontline is null) as frontline_blank,
    count(*) filter (where is_councillor and is_frontline_unreadable) as frontline_unreadable,
    count(*) filter (where is_standing and is_frontline_unreadable) as frontline_standing_unreadable,
    count(*) filter (where is_standing and is_frontline) as frontline_standing,
    count(*) filter (where is_standing and is_frontline is null) as frontline_standing_blank,
    count(*) filter (where is_councillor and age <= young_age) as young,
    count(*) filter (where is_councillor and age is null) as age_blank,
    any_value(sheet) as sheet,
    first(post_cell order by position) || ':' || last(post_cell order by position) as post_cells,
    first(frontline_cell order by position) || ':' || last(frontline_cell order by position) as frontline_cells
from roster_person
group by all
