"""The rubric's rules as SQL: one wide row of measures per society and period, one outcome per rule,
and how far it is missed (docs/judging.md, Rules with numbers, The shortest way to 达标).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from etl.knowledge import expression
from etl.knowledge.criteria import Case, Criterion
from etl.knowledge.expression import Comparison, Node, text_sql
from etl.knowledge.measures import PERSON
from etl.knowledge.rubric import BLANK, Rubric
from etl.warehouse.distances import distance


def measure_wide_sql(rubrics: Sequence[Rubric]) -> str:
    """`measure_wide`: grain society × period, a BIGINT column per measure (null: missing) and the list of
    unreadable ones.
    """
    names = dict.fromkeys(name for rubric in rubrics for name in rubric.measures)
    columns = ",\n    ".join(f'max(value) filter (where measure = {text_sql(name)}) as "{name}"' for name in names)
    return f"""select
    reporting.society_id,
    reporting.period,
    reporting.rubric,
    coalesce(list(measure) filter (where is_unreadable), []) as unreadable,
    {columns}
from reporting
left join measure using (society_id, period)
where reporting.is_reported
group by reporting.society_id, reporting.period, reporting.rubric"""


def rule_outcome_sql(rubrics: Sequence[Rubric]) -> str:
    """`rule_outcome`: grain society × period × criterion with a rule: applies, outcome, reason, explanation;
    where it does not hold: the number needed, how many are missing, their unit, the distance in words.
    """
    selects = [
        _criterion_sql(rubric, criterion) for rubric in rubrics for criterion in rubric.criteria if criterion.cases
    ]
    return _OUTCOME.replace("{of_each_rule}", "\nunion all\n".join(selects))


_OUTCOME = """with of_rule as (
{of_each_rule}
)
select
    society_id,
    period,
    criterion_id,
    applies,
    if(applies, holds, null) as outcome,
    case
        when is_unreadable then '数值无法识别'
        when reason is not null then reason
        when is_missing then '未填'
        else reason_of_case
    end as reason,
    case
        when not applies then null
        when is_missing then '缺' || absent
        else printed
    end as explanation,
    if(outcome, null, needed) as needed,
    if(outcome, null, missing) as missing,
    if(outcome, null, unit) as unit,
    if(outcome, null, concat_ws('；',
        nullif(unclear, '') || '有看不懂的内容，须改正',
        case
            when unclear <> '' and (is_condition_missing or is_missing) then null
            when to_verify is not null then to_verify
            when absent <> '' or absent_in_condition <> '' then concat(
                '缺',
                concat_ws('、', nullif(absent_in_condition, ''), nullif(absent, '')),
                '，须补填',
                '（' || demand || '）'
            )
            else nullif(sentence, '')
        end
    )) as distance,
    if(outcome, null, demand) as demand
from of_rule"""
"""What follows for each rule from its numbers in the same way."""


def roster_measure_sql(rubrics: Sequence[Rubric]) -> str:
    """`roster_measure`: grain society × period × measure: how many persons of the roster meet the rubric's condition.

    Null where for a person a blank or an unreadable cell leaves it open; `least` and `most` count them either way.
    """
    selects = [
        _roster_sql(rubric, name, measure.roster)
        for rubric in rubrics
        for name, measure in rubric.measures.items()
        if measure.roster is not None
    ]
    nobody = """select null::varchar as society_id, null::integer as period, null::varchar as measure,
    null::bigint as least, null::bigint as most, null::bigint as value, null::varchar as submission_id,
    null::varchar as sheet, null::varchar as cell
where false"""
    return "\nunion all\n".join(selects) or nobody


def _roster_sql(rubric: Rubric, measure: str, condition: Node) -> str:
    columns = ", ".join(f"{name}::bigint as {name}" for name in PERSON)
    test = expression.to_sql(condition)
    return f"""select
    society_id,
    period,
    {text_sql(measure)} as measure,
    count(*) filter (where {test}) as least,
    count(*) - count(*) filter (where not {test}) as most,
    case when least = most then least end as value,
    any_value(submission_id) as submission_id,
    any_value(sheet) as sheet,
    first(post_cell order by position) || ':' || last(post_cell order by position) as cell
from (
    select current_roster.society_id, current_roster.period, submission_id, sheet, post_cell, position, {columns}
    from roster_person
    join current_roster using (submission_id)
    join reporting on reporting.society_id = current_roster.society_id and reporting.period = current_roster.period
    where reporting.rubric = {rubric.first_period}
)
group by society_id, period"""


@dataclass(frozen=True, slots=True)
class MeasureSource:
    """A row of `measure_source`: a measure that is a field of the form, or a year-end of 会员情况."""

    rubric: int
    measure: str
    field: str | None
    series: str | None
    year_end: int | None


def measure_sources(rubric: Rubric) -> list[MeasureSource]:
    """Where the measures come from that are neither counted nor asked for beside a standard."""
    version = rubric.first_period
    return [
        MeasureSource(version, "delegates", "delegates", None, None),
        MeasureSource(version, "staff_before", "staff_before", None, None),
        MeasureSource(version, "base", None, "individual", rubric.parameters["base_year"]),
        MeasureSource(version, "now", None, "individual", None),
        *(
            MeasureSource(version, name, measure.field, measure.series, measure.year_end)
            for name, measure in rubric.measures.items()
            if measure.field or measure.series
        ),
    ]


@dataclass(frozen=True, slots=True)
class RuleMeasure:
    """A row of `rule_measure`: one of the numbers a rule is about."""

    rubric: int
    criterion_id: str
    position: int
    measure: str


def rule_measures(rubric: Rubric) -> list[RuleMeasure]:
    """The numbers of every rule of the rubric, in the order in which the rule names them."""
    return [
        RuleMeasure(rubric.first_period, criterion.criterion_id, position, name)
        for criterion in rubric.criteria
        for position, name in enumerate(_names(criterion))
    ]


def _names(criterion: Criterion) -> tuple[str, ...]:
    return _names_of([node for case in criterion.cases for node in case.readings])


def _names_of_first(criterion: Criterion) -> tuple[str, ...]:
    """The measures of each case's first reading; the other readings add only what may be counted differently."""
    return _names_of([case.readings[0] for case in criterion.cases])


def _names_of(nodes: Sequence[Node]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for node in nodes for name in expression.names(node)))


def _criterion_sql(rubric: Rubric, criterion: Criterion) -> str:
    """What is particular to a rule, from the wide row of measures: `of_rule` of `_OUTCOME`."""
    applies = expression.to_sql(criterion.applies_when) if criterion.applies_when else "true"
    condition = expression.names(criterion.applies_when) if criterion.applies_when else ()
    names = _names(criterion)
    read = (*condition, *names)
    of_case = {case: distance(case, rubric) for case in criterion.cases}
    reasons = [(expression.to_sql(one.when), one.reason, expression.names(one.when)) for one in criterion.reasons]
    to_verify = [
        (when, f"{reason}：须核实{'、'.join(rubric.labels[name] for name in of_reason)}")
        for when, reason, of_reason in reasons
    ]

    def by_case(to_sql: Callable[[Case], str]) -> str:
        return _by_case(criterion.cases, to_sql)

    return f"""select
    society_id,
    period,
    {text_sql(criterion.criterion_id)} as criterion_id,
    {applies} as applies,
    {by_case(lambda case: _agreed(case.readings))} as holds,
    list_has_any(unreadable, [{", ".join(map(text_sql, names))}]) as is_unreadable,
    {_first_true([(when, reason) for when, reason, _ in reasons])} as reason,
    {by_case(lambda case: text_sql(case.reason))} as reason_of_case,
    {_any_missing(condition)} as is_condition_missing,
    {_any_missing(names)} as is_missing,
    {_absent(rubric, condition)} as absent_in_condition,
    {_absent(rubric, _names_of_first(criterion))} as absent,
    {_unclear(rubric, read)} as unclear,
    {_first_true(to_verify)} as to_verify,
    {by_case(lambda case: _printed(case.readings, rubric))} as printed,
    {by_case(lambda case: of_case[case].needed)} as needed,
    {by_case(lambda case: of_case[case].missing)} as missing,
    {by_case(lambda case: of_case[case].unit)} as unit,
    {by_case(lambda case: _reason_first(case, of_case[case].sentence))} as sentence,
    {by_case(lambda case: of_case[case].demand)} as demand
from {_with_case(criterion.cases)}
where rubric = {rubric.first_period}"""


def _first_true(cases: Sequence[tuple[str, str]]) -> str:
    """SQL of the text of the first condition that is true; null where none is."""
    whens = " ".join(f"when {when} then {text_sql(text)}" for when, text in cases)
    return f"case {whens} end" if whens else "null::varchar"


def _any_missing(names: Sequence[str]) -> str:
    return " or ".join(f'"{name}" is null' for name in names) or "false"


def _absent(rubric: Rubric, names: Sequence[str]) -> str:
    """SQL of the labels of those measures that are missing; an empty text where none is."""
    return _listed([(f'"{name}" is null', rubric.labels[name]) for name in names])


def _unclear(rubric: Rubric, names: Sequence[str]) -> str:
    """SQL of the labels of those measures that cannot be read; an empty text where none is."""
    return _listed([(f"list_contains(unreadable, {text_sql(name)})", f"“{rubric.labels[name]}”") for name in names])


def _listed(texts: Sequence[tuple[str, str]]) -> str:
    cases = ", ".join(f"case when {when} then {text_sql(text)} end" for when, text in texts)
    return f"concat_ws('、', {cases})" if cases else "''"


def _reason_first(case: Case, sentence: str) -> str:
    """The sentence; where the readings differ for a reason of their own, behind it."""
    if case.reason == BLANK:
        return sentence
    return f"if({_agreed(case.readings)} is null, {text_sql(case.reason + '：')}, '') || {sentence}"


def _with_case(cases: Sequence[Case]) -> str:
    """SQL of the wide rows; where a rule has several cases, with the number of the one that holds."""
    if len(cases) == 1 and cases[0].when is None:
        return "measure_wide"
    whens = " ".join(
        f"when {expression.to_sql(case.when) if case.when else 'true'} then {number}"
        for number, case in enumerate(cases)
    )
    return f"(select *, case {whens} end as case_number from measure_wide)"


def _by_case(cases: Sequence[Case], to_sql: Callable[[Case], str]) -> str:
    """What `to_sql` makes of the case that holds."""
    if len(cases) == 1 and cases[0].when is None:
        return to_sql(cases[0])
    return f"case case_number {' '.join(f'when {number} then {to_sql(case)}' for number, case in enumerate(cases))} end"


def _agreed(readings: Sequence[Node]) -> str:
    """True or false where all readings agree, else null."""
    texts = [expression.to_sql(reading) for reading in readings]
    if len(texts) == 1:
        return texts[0]
    return f"case when {' and '.join(texts)} then true when not ({' or '.join(texts)}) then false end"


def _printed(readings: Sequence[Node], rubric: Rubric) -> str:
    """The readings with their numbers; one that comes to the same numbers as the first is not repeated."""
    first, *others = readings
    texts = [expression.explanation_sql(first, rubric.labels)]
    if not others:
        return texts[0]
    for other in others:
        text = expression.explanation_sql(other, rubric.labels)
        match first, other:
            case Comparison(sign, left, right), Comparison(same, other_left, other_right) if sign == same:
                pairs = ((left, other_left), (right, other_right))
                differs = " or ".join(f"{expression.to_sql(one)} <> {expression.to_sql(two)}" for one, two in pairs)
                text = f"case when {differs} then {text} end"
        texts.append(text)
    return f"concat_ws('；', {', '.join(texts)})"
