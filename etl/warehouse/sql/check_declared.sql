-- finding: a self-assessment that disagrees with its rule
select
    'declared_against_rule' as kind,
    submission_id,
    answer_sheet as sheet,
    answer_cell as cell,
    {
        'declared': case declared when 'done' then '已完成' when 'partial' then '部分完成' else '未完成' end,
        'verdict': if(rule_outcome, '达标', '未达标'),
        'explanation': explanation
    } as details
from criterion_result
where declared in ('done', 'partial', 'not_done')
    and rule_outcome is not null
    and (declared = 'done') <> rule_outcome
order by submission_id, criterion_id
