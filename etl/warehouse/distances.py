"""How far a society is from a rule, as SQL: the number that is needed, and by how much it is missed
(docs/judging.md, The shortest way to 达标).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from etl.knowledge import expression
from etl.knowledge.bounds import Bound, bounds, conjunction
from etl.knowledge.criteria import Case
from etl.knowledge.expression import NUMBER, Comparison, in_pattern, text_sql, written_sql
from etl.knowledge.measures import Measure
from etl.knowledge.rubric import Rubric


@dataclass(frozen=True, slots=True)
class Distance:
    """SQL of the columns; `needed` and what follows from it are null where the rule holds, and `missing` and
    `sentence` where a number is missing. `demand` is what a single number must reach: 需 2 次.
    """

    needed: str
    missing: str
    unit: str
    sentence: str
    demand: str = "null::varchar"


@dataclass(frozen=True, slots=True)
class _Change:
    """One measure that may change, so that a comparison holds in every reading."""

    measure: Measure
    direction: str
    needed: str

    @property
    def missing(self) -> str:
        return f'abs({self.needed} - "{self.measure.name}")'

    @property
    def unit(self) -> str:
        return f" {self.measure.unit}".rstrip()

    def alone(self) -> str:
        """The sentence where nothing else may change: 还差 12 人（需 230，现 218）."""
        unit = in_pattern(self.unit)
        if self.measure.remaining is not None:
            return written_sql(f"{in_pattern(self.measure.remaining)} {NUMBER}{unit}", [self.missing])
        verb, limit = {"up": ("还差", "需"), "down": ("须减少", "至多"), "to": ("须改变", "须为")}[self.direction]
        return written_sql(
            f"{verb} {NUMBER}{unit}（{limit} {NUMBER}，现 {NUMBER}）",
            [self.missing, self.needed, f'"{self.measure.name}"'],
        )

    def beside_others(self, is_first: bool) -> str:
        """The sentence where one of several may change: 理事须减少 3 人, 会员代表增加 9 人."""
        verb = {"up": "增加", "down": "减少", "to": "改变"}[self.direction]
        start = f"{_short(self.measure)}{'须' if is_first else ''}{verb} "
        sentence = written_sql(f"{in_pattern(start)}{NUMBER}{in_pattern(self.unit)}", [self.missing])
        return f"case when {self.needed} >= 0 then {sentence} end"


def distance(case: Case, rubric: Rubric) -> Distance:
    """The distance from the rule of a case, all of whose readings must hold."""
    demands = _demands(case)
    changes = [_changes(demand, rubric) for demand in demands]
    if not changes or not all(changes):
        demanded = expression.printed(case.readings[0], rubric.labels)
        return Distance("null::bigint", "null::bigint", "null::varchar", text_sql(f"须满足：{demanded}"))
    fails = [f"({' and '.join(map(expression.to_sql, demand))}) is distinct from true" for demand in demands]
    firsts = [of_demand[0] for of_demand in changes]
    parts = ", ".join(
        f"case when {fail} then {_sentence(of_demand)} end" for fail, of_demand in zip(fails, changes, strict=True)
    )
    is_single = len(changes) == 1 and len(changes[0]) == 1 and firsts[0].direction == "up"
    return Distance(
        _first_failing(fails, [change.needed for change in firsts]),
        _first_failing(fails, [change.missing for change in firsts]),
        _first_failing(fails, [text_sql(change.measure.unit) for change in firsts]),
        f"concat_ws('；', {_uncertain(case, rubric)}concat_ws('，且', {parts}))",
        written_sql(f"需 {NUMBER}{in_pattern(firsts[0].unit)}", [firsts[0].needed]) if is_single else "null::varchar",
    )


def _demands(case: Case) -> list[tuple[Comparison, ...]]:
    """The comparisons that must hold, each with what it is in the other readings; empty for a rule of another form."""
    readings = [conjunction(reading) for reading in case.readings]
    if any(reading is None or len(reading) != len(readings[0] or ()) for reading in readings):
        return []
    return list(zip(*(reading for reading in readings if reading is not None), strict=True))


def _changes(demand: Sequence[Comparison], rubric: Rubric) -> list[_Change]:
    """What may change so that the comparison holds in all its readings; what is past stays."""
    by_measure: dict[str, list[Bound]] = {bound.measure: [bound] for bound in bounds(demand[0])}
    for reading in demand[1:]:
        for bound in bounds(reading):
            if bound.measure in by_measure and by_measure[bound.measure][0].direction == bound.direction:
                by_measure[bound.measure].append(bound)
    return [
        _Change(rubric.measures[name], same[0].direction, _tightest(same))
        for name, same in by_measure.items()
        if not rubric.measures[name].is_past
    ]


def _tightest(same: Sequence[Bound]) -> str:
    if len(same) == 1:
        return same[0].sql
    return f"{'least' if same[0].direction == 'down' else 'greatest'}({', '.join(bound.sql for bound in same)})"


def _sentence(changes: Sequence[_Change]) -> str:
    if len(changes) == 1:
        return changes[0].alone()
    return f"concat_ws('或', {', '.join(one.beside_others(place == 0) for place, one in enumerate(changes))})"


def _uncertain(case: Case, rubric: Rubric) -> str:
    """SQL of sentences, a comma behind each: how many nobody can be sure of, whom only the later readings count."""
    sure = set(expression.names(case.readings[0]))
    others = dict.fromkeys(name for reading in case.readings[1:] for name in expression.names(reading))
    return "".join(
        f'case when "{name}" > 0 then {_to_be_filled_in(rubric.measures[name])} end, '
        for name in others
        if name not in sure
    )


def _to_be_filled_in(measure: Measure) -> str:
    pattern = f"{in_pattern(_short(measure))} {NUMBER} {in_pattern(measure.unit)}，须补填"
    return written_sql(pattern, [f'"{measure.name}"'])


def _first_failing(fails: Sequence[str], values: Sequence[str]) -> str:
    return f"case {' '.join(f'when {fail} then {value}' for fail, value in zip(fails, values, strict=True))} end"


def _short(measure: Measure) -> str:
    """The measure's name without what its number counts: 理事人数 → 理事."""
    return measure.label.removesuffix("数").removesuffix(measure.unit)
