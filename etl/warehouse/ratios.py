"""The rubric's ratios as data: a rule `a × part ≤ b × whole` is the limit b/a, so that pages draw what it judges."""

from dataclasses import dataclass

from etl.knowledge.criteria import Criterion
from etl.knowledge.expression import Arithmetic, Comparison, Name, Node, Number
from etl.knowledge.rubric import Rubric

_SIDES = {"<=": "at_most", ">=": "at_least"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """Part over whole, both measures; the limit is a fraction of integers, all three None where it is only shown."""

    rubric: int
    criterion_id: str
    part: str
    whole: str
    side: str | None
    limit_part: int | None
    limit_whole: int | None


def ratios(rubric: Rubric) -> list[Ratio]:
    """Every criterion of the rubric that compares two measures by a fraction, or shows two without judging."""
    found = (_ratio(rubric.first_period, criterion) for criterion in rubric.criteria)
    return [ratio for ratio in found if ratio is not None]


def _ratio(version: int, criterion: Criterion) -> Ratio | None:
    if len(criterion.shown) == 2:
        return Ratio(version, criterion.criterion_id, *criterion.shown, None, None, None)
    if len(criterion.cases) != 1 or criterion.cases[0].when is not None:
        return None
    match criterion.cases[0].readings[0]:
        case Comparison(sign, left, right) if sign in _SIDES:
            part, whole = _scaled(left), _scaled(right)
            if part and whole:
                return Ratio(version, criterion.criterion_id, part[1], whole[1], _SIDES[sign], whole[0], part[0])
    return None


def _scaled(node: Node) -> tuple[int, str] | None:
    match node:
        case Name(name):
            return 1, name
        case Arithmetic("*", Number(factor), Name(name)):
            return factor, name
    return None
