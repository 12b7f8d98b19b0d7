-- value in force that cannot be read: what the last submission before it that can be read states
select
    unsure.submission_id,
    unsure.sheet,
    unsure.cell,
    earlier.written,
    earlier.sheet || '!' || earlier.cell as earlier_place,
    submission.version as earlier_version
from stated_value as unsure
join value_in_force using (submission_id, sheet, cell)
join stated_value as earlier on earlier.society_id = unsure.society_id and earlier.period = unsure.period
    and earlier.item = unsure.item and earlier.receipt < unsure.receipt
join submission on submission.submission_id = earlier.submission_id
where unsure.written is null and earlier.written is not null
qualify row_number() over (partition by unsure.submission_id, unsure.sheet, unsure.cell order by earlier.receipt desc) = 1
