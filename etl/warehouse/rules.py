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
    return "\nunion all\n".join(selects)


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
    applies = expression.to_sql(criterion.applies_when) if criterion.applies_when else None
    names = _names(criterion)
    missing = " or ".join(f'"{name}" is null' for name in names)
    absent = _absent(rubric, _names_of_first(criterion))
    unreadable = "[" + ", ".join(map(text_sql, names)) + "]"
    reasons = " ".join(
        f"when {expression.to_sql(reason.when)} then {text_sql(reason.reason)}" for reason in criterion.reasons
    )
    open_case = _of_cases(criterion, lambda case: text_sql(case.reason))
    outcome = _of_cases(criterion, lambda case: _agreed(case.readings))
    printed = _of_cases(criterion, lambda case: _printed(case.readings, rubric))
    needed, number_missing, unit, sentence, demand = _distance(rubric, criterion)
    return f"""select
    society_id,
    period,
    {text_sql(criterion.criterion_id)} as criterion_id,
    {applies or "true"} as applies,
    {f"case when {applies} then {outcome} end" if applies else outcome} as outcome,
    case
        when len(list_intersect(unreadable, {unreadable})) > 0 then '数值无法识别'
        {reasons}
        when {missing} then '未填'
        else {open_case}
    end as reason,
    case
        {f"when not {applies} then null" if applies else ""}
        when {missing} then '缺' || {absent}
        else {printed}
    end as explanation,
    case when outcome then null else {needed} end as needed,
    case when outcome then null else {number_missing} end as missing,
    case when outcome then null else {unit} end as unit,
    case when outcome then null else {sentence} end as distance,
    case when outcome then null else {demand} end as demand
from measure_wide
where rubric = {rubric.first_period}"""


def _distance(rubric: Rubric, criterion: Criterion) -> tuple[str, ...]:
    """SQL of what is needed, how much of it is missing, its unit, the sentence that says so, and the demand alone."""
    names = _names(criterion)
    of_case = {case: distance(case, rubric) for case in criterion.cases}
    needed = _of_cases(criterion, lambda case: of_case[case].needed)
    missing = _of_cases(criterion, lambda case: of_case[case].missing)
    unit = _of_cases(criterion, lambda case: of_case[case].unit)
    demand = _of_cases(criterion, lambda case: of_case[case].demand)
    short = _of_cases(criterion, lambda case: _reason_first(case, of_case[case].sentence))
    condition = expression.names(criterion.applies_when) if criterion.applies_when else ()
    unclear = ", ".join(
        f"case when list_contains(unreadable, {text_sql(name)}) then {text_sql(f'“{rubric.labels[name]}”')} end"
        for name in (*condition, *names)
    )
    reasons = " ".join(
        f"when {expression.to_sql(reason.when)} then "
        + text_sql(f"{reason.reason}：须核实{'、'.join(rubric.labels[name] for name in expression.names(reason.when))}")
        for reason in criterion.reasons
    )
    absent = _absent(rubric, (*condition, *_names_of_first(criterion)))
    unknown = " or ".join(f'"{name}" is null' for name in (*condition, *names))
    return (
        needed,
        missing,
        unit,
        f"""concat_ws('；',
        nullif(concat_ws('、', {unclear}), '') || '有看不懂的内容，须改正',
        case
            when concat_ws('、', {unclear}) <> '' and ({unknown}) then null
            {reasons}
            when {absent} <> '' then '缺' || {absent} || '，须补填' || coalesce('（' || {demand} || '）', '')
            else nullif({short}, '')
        end)""",
        demand,
    )


def _absent(rubric: Rubric, names: Sequence[str]) -> str:
    """SQL of the labels of those measures that are missing."""
    labels = (f'case when "{name}" is null then {text_sql(rubric.labels[name])} end' for name in names)
    return f"concat_ws('、', {', '.join(labels)})"


def _reason_first(case: Case, sentence: str) -> str:
    """The sentence; where the readings differ for a reason of their own, behind it."""
    if case.reason == BLANK:
        return sentence
    return f"if({_agreed(case.readings)} is null, {text_sql(case.reason + '：')}, '') || {sentence}"


def _of_cases(criterion: Criterion, to_sql: Callable[[Case], str]) -> str:
    """What `to_sql` makes of the case that holds."""
    first, *others = criterion.cases
    if first.when is None and not others:
        return to_sql(first)
    whens = (
        f"when {expression.to_sql(case.when) if case.when else 'true'} then {to_sql(case)}" for case in criterion.cases
    )
    return f"case {' '.join(whens)} end"


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
