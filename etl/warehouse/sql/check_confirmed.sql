-- finding: a value of last year was confirmed, and is not what is in force for that year now
select
    'confirmation_outdated' as kind,
    submission_id,
    sheet,
    cell,
    {'label': table_kind.title, 'year': source_period} as details
from outdated_confirmation
join table_kind using (table_name)
order by submission_id, sheet, cell
