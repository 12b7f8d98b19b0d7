"""Rules as readable lines of integer arithmetic: parsed by DuckDB, let through only where they are harmless,
and printed with their numbers.

The rubric is the one text that becomes SQL. `parse` accepts `+ - *`, comparisons, `and or not`, `is [not] null`,
integers and known names; everything else is refused.
"""

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class ExpressionError(ValueError):
    """The text is not a rule: the message says what was not let through."""


@dataclass(frozen=True, slots=True)
class Number:
    value: int


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Logic:
    operator: str  # and, or, not, is null, is not null
    children: tuple["Node", ...]


Node = Number | Name | Arithmetic | Comparison | Logic

_COMPARISONS = {
    "COMPARE_EQUAL": "=",
    "COMPARE_NOTEQUAL": "<>",
    "COMPARE_LESSTHAN": "<",
    "COMPARE_LESSTHANOREQUALTO": "<=",
    "COMPARE_GREATERTHAN": ">",
    "COMPARE_GREATERTHANOREQUALTO": ">=",
}
_LOGIC = {
    "CONJUNCTION_AND": "and",
    "CONJUNCTION_OR": "or",
    "OPERATOR_NOT": "not",
    "OPERATOR_IS_NULL": "is null",
    "OPERATOR_IS_NOT_NULL": "is not null",
}
_FOLD = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}
_PRINTED = {"*": "×", "+": "+", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠", "<": "<", ">": ">", "=": "="}
_OPPOSITE = {"<=": ">", ">=": "<", "<": ">=", ">": "<=", "=": "<>", "<>": "="}


@functools.cache
def parser() -> "DuckDBPyConnection":
    """A connection without data, for parsing."""
    import duckdb  # here: the workers, who are handed parsed rules, would take twice as long to start

    # By default there are threads for every processor, and each takes address space, which workers have little of.
    return duckdb.connect(config={"threads": 1, "async_threads": 0})


def parse(text: str, measures: Mapping[str, object], parameters: Mapping[str, int]) -> Node:
    """The rule in `text` as a tree; parameters stand in it as their numbers. Raises ExpressionError."""
    row = parser().execute("select json_serialize_sql(?::varchar)", ["select " + text]).fetchone()
    document = json.loads(row[0] if row else "{}")
    if document.get("error"):
        raise ExpressionError(f"读不懂“{text}”：{document.get('error_message', '')}")
    statements = document["statements"]
    node = statements[0]["node"] if len(statements) == 1 else {}
    plain = (
        len(node.get("select_list", ())) == 1
        and node.get("from_table", {}).get("type") == "EMPTY"
        and not node["modifiers"]
        and not node["cte_map"]["map"]
        and not any(node[clause] for clause in ("where_clause", "group_expressions", "having", "sample", "qualify"))
    )
    if not plain:
        raise ExpressionError(f"“{text}”只能是一个算式")
    return _node(node["select_list"][0], measures, parameters)


def _node(tree: Mapping[str, object], measures: Mapping[str, object], parameters: Mapping[str, int]) -> Node:
    def inner(child: object) -> Node:
        if not isinstance(child, dict):
            raise ExpressionError("算式不完整")
        return _node(child, measures, parameters)

    match tree:
        case {"alias": str(alias)} if alias:
            raise ExpressionError(f"不允许别名“{alias}”")
        case {"class": "CONSTANT", "literal": {"kind": "INTEGER", "text": str(digits)}}:
            return Number(int(digits))
        case {"class": "COLUMN_REF", "column_names": [str(name)]} if name in parameters:
            return Number(parameters[name])
        case {"class": "COLUMN_REF", "column_names": [str(name)]} if name in measures:
            return Name(name)
        case {"class": "COLUMN_REF", "column_names": list(names)}:
            raise ExpressionError(f"没有名为“{'.'.join(map(str, names))}”的指标或参数")
        case {
            "class": "FUNCTION",
            "is_operator": True,
            "function_name": str(sign),
            "arguments": [{"expression": first}, {"expression": second}],
        } if sign in _FOLD:
            return _folded(Arithmetic(sign, inner(first), inner(second)))
        case {"class": "COMPARISON", "type": str(kind), "left": left, "right": right} if kind in _COMPARISONS:
            return Comparison(_COMPARISONS[kind], inner(left), inner(right))
        case {"class": "CONJUNCTION" | "OPERATOR", "type": str(kind), "children": list(children)} if kind in _LOGIC:
            return Logic(_LOGIC[kind], tuple(inner(child) for child in children))
        case _:
            raise ExpressionError(f"不允许 {tree.get('function_name') or tree.get('type')}")


def _folded(node: Arithmetic) -> Node:
    if isinstance(node.left, Number) and isinstance(node.right, Number):
        return Number(_FOLD[node.operator](node.left.value, node.right.value))
    return node


def names(node: Node) -> tuple[str, ...]:
    """The measures a rule reads, each once, in the order of the text."""
    match node:
        case Number():
            return ()
        case Name(name):
            return (name,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            measures = names(left) + names(right)
        case Logic(_, children):
            measures = tuple(name for child in children for name in names(child))
    return tuple(dict.fromkeys(measures))


def to_sql(node: Node) -> str:
    """The rule as a SQL expression over BIGINT columns named like the measures: true, false or null."""
    match node:
        case Number(value):
            return f"{value}::bigint"
        case Name(name):
            return f'"{name}"'
        case Arithmetic(sign, left, right) | Comparison(sign, left, right):
            return f"({to_sql(left)} {sign} {to_sql(right)})"
        case Logic("is null" | "is not null" as test, (child,)):
            return f"({to_sql(child)} {test})"
        case Logic("not", (child,)):
            return f"(not {to_sql(child)})"
        case Logic(word, children):
            return "(" + f" {word} ".join(map(to_sql, children)) + ")"


def printed(node: Node, labels: Mapping[str, str]) -> str:
    """The rule for people, with the measures' Chinese names: `3 × 理事人数 ≤ 会员代表人数`."""
    match node:
        case Number(value):
            return f"{value:,}"
        case Name(name):
            return labels[name]
        case Arithmetic("*", left, right):
            return " × ".join(
                f"({printed(side, labels)})"
                if isinstance(side, Arithmetic) and side.operator != "*"
                else printed(side, labels)
                for side in (left, right)
            )
        case Arithmetic(sign, left, right) | Comparison(sign, left, right):
            return f"{printed(left, labels)} {_PRINTED[sign]} {printed(right, labels)}"
        case Logic("is null", (child,)):
            return f"{printed(child, labels)} 未填"
        case Logic("is not null", (child,)):
            return f"{printed(child, labels)} 已填"
        case Logic("not", (child,)):
            return f"并非（{printed(child, labels)}）"
        case Logic(word, children):
            return {"and": " 且 ", "or": " 或 "}[word].join(printed(child, labels) for child in children)


def explanation_sql(node: Node, labels: Mapping[str, str]) -> str:
    """SQL text expression that prints the rule with its numbers, e.g. `3 × 32 = 96 > 95`; null where a
    number is missing.
    """
    return written_sql(*_explained(node, labels))


def _explained(node: Node, labels: Mapping[str, str]) -> tuple[str, list[str]]:
    """The same as a pattern with the SQL of what stands in its places."""
    match node:
        case Comparison(sign, left, right):
            is_bare = not any(isinstance(side, Arithmetic) for side in (left, right))
            holds, fails = text_sql(_PRINTED[sign]), text_sql(_PRINTED[_OPPOSITE[sign]])
            (first, of_first), (second, of_second) = (_side(side, labels, is_bare) for side in (left, right))
            signs = f"case when {to_sql(node)} then {holds} else {fails} end"
            return f"{first} {{}} {second}", [*of_first, signs, *of_second]
        case Logic("not", (child,)):
            return _explained(child, labels)
        case Logic("and" | "or", children):
            parts = [_explained(child, labels) for child in children]
            return "，".join(pattern for pattern, _ in parts), [one for _, values in parts for one in values]
        case _:
            return in_pattern(printed(node, labels)), []


def _side(node: Node, labels: Mapping[str, str], is_bare: bool) -> tuple[str, list[str]]:
    match node:
        case Arithmetic():
            pattern, numbers = _with_numbers(node)
            return f"{pattern} = {NUMBER}", [*numbers, to_sql(node)]
        case Name(name) if is_bare:
            return f"{in_pattern(labels[name])} {NUMBER}", [to_sql(node)]
        case _:
            return _with_numbers(node)


def _with_numbers(node: Node) -> tuple[str, list[str]]:
    match node:
        case Arithmetic(sign, left, right):
            patterns, numbers = [], []
            for side in (left, right):
                pattern, of_side = _with_numbers(side)
                is_bracketed = sign == "*" and isinstance(side, Arithmetic) and side.operator != "*"
                patterns.append(f"({pattern})" if is_bracketed else pattern)
                numbers += of_side
            return f" {_PRINTED[sign]} ".join(patterns), numbers
        case Number(value):
            return f"{value:,}", []
        case _:
            return NUMBER, [to_sql(node)]


NUMBER = "{:,}"
"""The place of a number in a pattern of `written_sql`."""


def written_sql(pattern: str, values: Sequence[str]) -> str:
    """SQL of a text with numbers or texts, given in SQL, in its places (`NUMBER`, `{}`); null where one is null. A
    single call of `format` is planned in half the time that its parts and their `||` take.
    """
    return f"format({', '.join([text_sql(pattern), *values])})"


def in_pattern(text: str) -> str:
    """A text that may hold braces as a part of a pattern."""
    return text.replace("{", "{{").replace("}", "}}")


def text_sql(text: str) -> str:
    """The text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"
