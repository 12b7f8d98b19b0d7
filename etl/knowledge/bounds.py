"""What one measure must come to so that a comparison holds, all others as they are (docs/judging.md, The shortest way
to 达标): `100 * now >= 115 * base` holds from `now = (115 * base + 99) // 100`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from etl.knowledge.expression import Arithmetic, Comparison, Logic, Name, Node, Number

_MIRRORED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "=": "=", "<>": "<>"}
_DIRECTIONS = {">=": "up", ">": "up", "<=": "down", "<": "down", "=": "to"}


@dataclass(frozen=True, slots=True)
class Bound:
    """`sql` is the integer that `measure` must reach (`up`), may reach (`down`) or must be (`to`); where it is below
    zero or null, nothing that the measure comes to is enough.
    """

    measure: str
    direction: str
    sql: str


def bounds(comparison: Comparison) -> list[Bound]:
    """A bound for each measure of the comparison, in the order of the text; none where it is not linear."""
    left, right = _factors(comparison.left), _factors(comparison.right)
    if left is None or right is None:
        return []
    difference = {name: left.get(name, 0) - right.get(name, 0) for name in [*left, *right]}
    limits = []
    for name, factor in difference.items():
        direction = _DIRECTIONS.get(comparison.operator if factor > 0 else _MIRRORED[comparison.operator])
        if name and factor and direction:
            limits.append(Bound(name, direction, _solved(comparison, difference, name)))
    return limits


def _solved(comparison: Comparison, factors: Mapping[str, int], name: str) -> str:
    """SQL of the bound: factor × measure (sign) rest, the factor made positive."""
    factor = factors[name]
    sign = comparison.operator if factor > 0 else _MIRRORED[comparison.operator]
    turn = -1 if factor > 0 else 1
    parts = [
        f"{turn * other}::bigint" + (f' * "{measure}"' if measure else "")
        for measure, other in factors.items()
        if measure != name and other
    ]
    rest, step = f"({' + '.join(parts) or '0::bigint'})", abs(factor)
    match sign:
        case ">=":
            return f"(if({rest} < 0, 0, ({rest} + {step - 1}) // {step}))"
        case ">":
            return f"(if({rest} < 0, 0, {rest} // {step} + 1))"
        case "<=":
            return f"(if({rest} < 0, -1, {rest} // {step}))"
        case "<":
            return f"(if({rest} <= 0, -1, ({rest} - 1) // {step}))"
        case _:
            return f"(if({rest} % {step} = 0, {rest} // {step}, -1))"


def _factors(node: Node) -> dict[str, int] | None:
    """The factor of each measure, and of the number alone under the empty name; None where it is not linear."""
    match node:
        case Number(value):
            return {"": value}
        case Name(name):
            return {name: 1}
        case Arithmetic("*", left, right):
            first, second = _factors(left), _factors(right)
            for number, other in ((first, second), (second, first)):
                if number is not None and other is not None and set(number) <= {""}:
                    return {name: factor * number.get("", 0) for name, factor in other.items()}
            return None
        case Arithmetic(sign, left, right):
            first, second = _factors(left), _factors(right)
            if first is None or second is None:
                return None
            turn = 1 if sign == "+" else -1
            return {name: first.get(name, 0) + turn * second.get(name, 0) for name in [*first, *second]}
        case _:
            return None


def conjunction(node: Node) -> tuple[Comparison, ...] | None:
    """The comparisons that must all hold for the rule to hold; None for a rule of another form."""
    match node:
        case Comparison():
            return (node,)
        case Logic("and", children):
            parts = [conjunction(child) for child in children]
            if any(part is None for part in parts):
                return None
            return tuple(one for part in parts if part is not None for one in part)
        case _:
            return None
