"""学会: one society in one period, whole: everything its page, its printed sheet and its document show."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.database import ask
from dashboard.queries import BY_CELL, Filters, in_scope, scores
from dashboard.wording.labels import SIDES

# Each question is put for one society, which lets the warehouse pass over all others, or for many at once.
_ONE, _MANY = "= $society_id", "in (select unnest($society_ids::varchar[]))"

_HEADER = """
select
    society.society_id, society.name, society.category, society.supporting_unit, society.renewal_years, society.status,
    result.period, result.state, result.is_reported, result.basic, result.renewal, result.optional, result.overall,
    result.chosen_count, result.choice_unknown_count, result.basic_met_count, result.renewal_met_count,
    result.optional_met_count, result.renewal_applicability, result.remaining_count,
    optional_minimum.value as optional_minimum,
    latest.version, latest.received_at, latest.file_name,
    coalesce(judged.reviewed_count, 0) as reviewed_count, coalesce(judged.reviewable_count, 0) as reviewable_count,
    coalesce(complaint.error_count, 0) as error_count
from society_result as result
join society using (society_id)
join reporting using (society_id, period)
join parameter as optional_minimum
    on optional_minimum.rubric = reporting.rubric and optional_minimum.name = 'optional_minimum'
left join submission as latest on latest.society_id = result.society_id and latest.period = result.period
left join (
    select society_id, count(reviewed) as reviewed_count, count(*) filter (where is_reviewable) as reviewable_count
    from criterion_result
    where society_id = $society_id and period = $period
    group by society_id
) as judged on judged.society_id = result.society_id
left join (
    select society_id, count(*) as error_count
    from open_finding
    where society_id = $society_id and period = $period and severity = 'error'
    group by society_id
) as complaint on complaint.society_id = result.society_id
where result.society_id = $society_id and result.period = $period
qualify row_number() over (partition by result.society_id order by latest.version desc) = 1
"""

_TASKS = """
select result.society_id, task.number, task.task_id, task.title, task.short_title, task.task_group,
    result.applicability, result.verdict, result.reason, result.met_count, result.criterion_count
from task_result as result
join reporting using (society_id, period)
join task on task.rubric = reporting.rubric and task.task_id = result.task_id
where result.society_id = $society_id and result.period = $period
order by task.number
"""

_CRITERIA = """
with numbers as (
    select measure.society_id, rule_measure.criterion_id, rule_measure.rubric,
        string_agg(measure_kind.label || ' ' || coalesce(format('{:,}', measure.value), '（空）'), '，'
            order by rule_measure.position) as written
    from measure
    join reporting using (society_id, period)
    join rule_measure on rule_measure.rubric = reporting.rubric and rule_measure.measure = measure.measure
    join measure_kind on measure_kind.measure = measure.measure
    where measure.society_id = $society_id and measure.period = $period
    group by all
)
select
    reporting.society_id, task.number, task.task_id, criterion.criterion_id, criterion.text, criterion.source,
    criterion.is_required, criterion.is_judged, criterion.rule, answer.declared, result.reviewed, result.opinion,
    result.reviewer, result.reviewed_at, result.verdict, result.reason,
    coalesce(result.explanation, format('{} / {}', shown.part, shown.whole)) as explanation,
    concat_ws('，', answer.declared_written, numbers.written) as written,
    concat_ws(' · ', answer.sheet || '!' || answer.cell, coalesce(rule.sources, shown.sources)) as place,
    concat_ws('、', answered.version, nullif(ruled.version, answered.version)) as versions
from reporting
join applicability using (society_id, period)
join criterion on criterion.rubric = reporting.rubric and criterion.task_id = applicability.task_id
join task on task.rubric = reporting.rubric and task.task_id = criterion.task_id
left join criterion_result as result using (society_id, period, criterion_id)
left join rule_result as rule using (society_id, period, criterion_id)
left join ratio_result as shown on shown.society_id = reporting.society_id and shown.period = reporting.period
    and shown.criterion_id = criterion.criterion_id and not criterion.is_judged
left join current_answer as answer on answer.society_id = reporting.society_id and answer.period = reporting.period
    and answer.criterion_id = criterion.criterion_id
left join numbers on numbers.society_id = reporting.society_id and numbers.rubric = reporting.rubric
    and numbers.criterion_id = criterion.criterion_id
left join submission as answered on answered.submission_id = answer.submission_id
left join submission as ruled on ruled.submission_id = coalesce(rule.submission_id, shown.submission_id)
where reporting.society_id = $society_id and reporting.period = $period and reporting.is_reported
    and applicability.applicability in ('always', 'due', 'chosen', 'unknown')
order by task.number, criterion.position
"""

_STEPS = """
select step.society_id, step.position, task.number, task.task_id, task.short_title, step.criterion_id, criterion.text,
    step.is_new_choice, step.needed, step.missing, step.unit, step.sentence
from remaining_step as step
join reporting using (society_id, period)
join task on task.rubric = reporting.rubric and task.task_id = step.task_id
left join criterion on criterion.rubric = reporting.rubric and criterion.criterion_id = step.criterion_id
where step.society_id = $society_id and step.period = $period
order by step.position
"""

_RATIOS = """
select
    ratio.society_id, criterion.criterion_id, criterion.short_text as ratio,
    ratio.applicability as renewal_applicability, ratio.part, ratio.whole, ratio.part / nullif(ratio.whole, 0) as share,
    format('{}/{}', ratio.part, ratio.whole) as measured, ratio.side, ratio.limit_part, ratio.limit_whole,
    case ratio.side when 'at_most' then $at_most else $at_least end || ' ' || ratio.bound as bound,
    ratio.verdict, ratio.reason, ratio.explanation, ratio.sources as place
from ratio_result as ratio
join reporting using (society_id, period)
join criterion on criterion.rubric = reporting.rubric and criterion.criterion_id = ratio.criterion_id
where ratio.society_id = $society_id and ratio.period = $period
order by ratio.side is null, criterion.position
"""

_MEMBERS = """
with based as (
    select membership.society_id, membership.year, membership.individual, base.individual as base
    from membership
    join reporting on reporting.society_id = membership.society_id and reporting.period = $period
    join parameter on parameter.rubric = reporting.rubric and parameter.name = 'base_year'
    join membership as base on base.society_id = membership.society_id and base.year = parameter.value
    where base.individual > 0 and membership.individual is not null
),
city as (
    select year, count(*) as city_count,
        quantile_cont(individual / base, 0.25) as city_low,
        median(individual / base) as city_median,
        quantile_cont(individual / base, 0.75) as city_high
    from based
    group by year
)
select own.society_id, own.year, own.individual, own.unit, own.sheet, own.cell, submission.version,
    submission.period as stated_in, city.city_count, city.city_low, city.city_median, city.city_high
from membership as own
left join city using (year)
left join submission using (submission_id)
where own.society_id = $society_id and own.year <= $period
order by own.year
"""

_GROWTH = """
select growth.* exclude (period), small_base.value as small_base, growth_pct.value as growth_pct,
    base_year.value as base_year
from membership_growth as growth
join reporting using (society_id, period)
join parameter as small_base on small_base.rubric = reporting.rubric and small_base.name = 'small_base'
join parameter as growth_pct on growth_pct.rubric = reporting.rubric and growth_pct.name = 'growth_pct'
join parameter as base_year on base_year.rubric = reporting.rubric and base_year.name = 'base_year'
where growth.society_id = $society_id and growth.period = $period
"""

_FINDINGS = (
    """
select submission.society_id, finding.severity, finding_kind.title, finding.sheet, finding.cell, finding.message,
    finding.value, finding.remedy, finding.suggestion, submission.version, submission.file_name, submission.is_current
from open_finding as finding
join submission using (submission_id)
left join finding_kind using (kind)
where submission.society_id = $society_id and submission.period = $period
order by case finding.severity when 'fatal' then 1 when 'error' then 2 else 3 end, submission.receipt desc,
    finding.sheet,
"""
    + BY_CELL
)

_NUMBERS = """
select measure_kind.label as item, measure.value as count, submission.file_name, submission.sha256, measure.sheet,
    measure.cell, submission.version
from reporting
join ratio on ratio.rubric = reporting.rubric and ratio.criterion_id = $criterion_id
join measure using (society_id, period)
join measure_kind using (measure)
left join submission using (submission_id)
left join rule_measure on rule_measure.rubric = ratio.rubric and rule_measure.criterion_id = ratio.criterion_id
    and rule_measure.measure = measure.measure
where reporting.society_id = $society_id and reporting.period = $period
    and (measure.measure in (ratio.part, ratio.whole) or rule_measure.measure is not null)
order by measure.measure = ratio.part desc, measure.measure = ratio.whole desc, rule_measure.position
"""

_STANDING = """
select society_id, name, category, supporting_unit, renewal_applicability, state, basic, renewal, optional, overall,
    remaining_count
from scope
order by name collate zh_cn, society_id
"""


@dataclass(frozen=True, eq=False)  # one object for each build, period and society: what is made of it can be kept
class SocietyRecord:
    """All about one society in one period: `header` and `growth` are one row, the frames as they are named."""

    header: Mapping[str, Any]
    tasks: pd.DataFrame
    steps: pd.DataFrame
    criteria: pd.DataFrame
    ratios: pd.DataFrame
    members: pd.DataFrame
    growth: Mapping[str, Any]
    findings: pd.DataFrame
    scores: pd.DataFrame
    score_sums: pd.DataFrame


@functools.lru_cache(maxsize=256)
def society(build: str, period: int, society_id: str) -> SocietyRecord | None:
    """The society as the build has it, or None where it is not expected to report in that period."""
    where = {"society_id": society_id, "period": period}
    return next(_found([society_id], lambda sql, more: ask(build, sql, where | more)), None)


def societies(build: str, period: int, society_ids: Sequence[str]) -> Iterator[SocietyRecord]:
    """Those of the societies that are expected to report in that period, asked for all at once, in the order given."""
    where = {"society_ids": list(society_ids), "period": period}
    return _found(society_ids, lambda sql, more: ask(build, sql.replace(_ONE, _MANY), where | more))


def _found(
    society_ids: Sequence[str], answer: Callable[[str, dict[str, str]], pd.DataFrame]
) -> Iterator[SocietyRecord]:
    headers, growths = (_rows(answer(sql, {})) for sql in (_HEADER, _GROWTH))
    tasks, criteria, members, findings = (_parts(answer(sql, {})) for sql in (_TASKS, _CRITERIA, _MEMBERS, _FINDINGS))
    ratios, steps = _parts(answer(_RATIOS, SIDES)), _parts(answer(_STEPS, {}))
    scored, sums = (_parts(answer(sql, {})) for sql in (scores.SOCIETY_CRITERIA, scores.SOCIETY_SUMS))
    for society_id in society_ids:
        if society_id in headers:
            yield SocietyRecord(
                header=headers[society_id],
                tasks=tasks(society_id),
                steps=steps(society_id),
                criteria=criteria(society_id),
                ratios=ratios(society_id),
                members=members(society_id),
                growth=growths[society_id],
                findings=findings(society_id),
                scores=scored(society_id),
                score_sums=sums(society_id),
            )


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The rows of a frame with the grain society, by society."""
    return {row["society_id"]: row for row in frame.to_dict("records")}


def _parts(frame: pd.DataFrame) -> Callable[[str], pd.DataFrame]:
    """What gives the rows of a frame that belong to a society; the frame without rows where it has none."""
    rows_of = {
        society_id: rows.drop(columns="society_id").reset_index(drop=True)
        for society_id, rows in frame.groupby("society_id", sort=False)
    }
    nothing = frame.iloc[:0].drop(columns="society_id")
    return lambda society_id: rows_of.get(society_id, nothing)


@functools.lru_cache(maxsize=256)
def numbers(build: str, period: int, society_id: str, criterion_id: str) -> pd.DataFrame:
    """The numbers a ratio and its rule are made of, each with file, sheet, cell and version: grain measure."""
    where = {"society_id": society_id, "period": period, "criterion_id": criterion_id}
    return ask(build, _NUMBERS, where)


@functools.lru_cache(maxsize=64)
def standing(build: str, filters: Filters) -> pd.DataFrame:
    """How the societies that pass the filters stand: grain society, by name."""
    return in_scope(build, filters, _STANDING)
