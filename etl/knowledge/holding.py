"""Whether a condition of the rubric can ever hold: a `when` that never does is a slip of the pen, and is refused.

Tried with numbers, not proved: for each measure those beside the limits it is compared with, 0, 1 and a blank.
A condition that compares measures with one another is let through.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from etl.knowledge.expression import Arithmetic, Comparison, Logic, Name, Node, Number, names

_MOST = 20_000
"""Combinations tried at most; a condition with more is let through."""
_SIGNS = {
    "=": int.__eq__,
    "<>": int.__ne__,
    "<": int.__lt__,
    "<=": int.__le__,
    ">": int.__gt__,
    ">=": int.__ge__,
}


def can_hold(when: Node, before: Sequence[Node] = ()) -> bool:
    """Whether some numbers make `when` true while none of the conditions that are asked `before` it is true."""
    conditions = [when, *before]
    if not all(_is_plain(condition) for condition in conditions):
        return True
    limits = {number for condition in conditions for number in _numbers(condition)}
    candidates = [
        None,
        *sorted({0, 1} | {near for limit in limits for near in (limit - 1, limit, limit + 1) if near >= 0}),
    ]
    measures = tuple(dict.fromkeys(name for condition in conditions for name in names(condition)))
    if len(candidates) ** len(measures) > _MOST:
        return True
    for numbers in product(candidates, repeat=len(measures)):
        stated = dict(zip(measures, numbers, strict=True))
        if holds(when, stated) and not any(holds(condition, stated) for condition in before):
            return True
    return False


def holds(node: Node, stated: Mapping[str, int | None]) -> bool | None:
    """Whether a condition over measures, each compared with a number, is true; None where a blank leaves it open."""
    match node:
        case Comparison(sign, Name(name), Number(limit)):
            value = stated[name]
            return None if value is None else _SIGNS[sign](value, limit)
        case Comparison(sign, Number(limit), Name(name)):
            value = stated[name]
            return None if value is None else _SIGNS[sign](limit, value)
        case Comparison(sign, Number(left), Number(right)):
            return _SIGNS[sign](left, right)
        case Logic("is null", (Name(name),)):
            return stated[name] is None
        case Logic("is not null", (Name(name),)):
            return stated[name] is not None
        case Logic("not", (child,)):
            inner = holds(child, stated)
            return None if inner is None else not inner
        case Logic(word, children):
            outcomes = [holds(child, stated) for child in children]
            decisive = word == "or"
            if decisive in outcomes:
                return decisive
            return None if None in outcomes else not decisive
    raise ValueError(node)


def _is_plain(node: Node) -> bool:
    match node:
        case Comparison(_, Name() | Number(), Number()) | Comparison(_, Number(), Name()):
            return True
        case Logic("is null" | "is not null", (child,)):
            return isinstance(child, Name)
        case Logic(_, children):
            return all(map(_is_plain, children))
    return False


def _numbers(node: Node) -> Iterator[int]:
    match node:
        case Number(value):
            yield value
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            yield from _numbers(left)
            yield from _numbers(right)
        case Logic(_, children):
            for child in children:
                yield from _numbers(child)
