"""Rules in three-valued logic: what they yield, and how they are printed with their numbers."""

import duckdb
import pytest

from etl.knowledge import expression

MEASURES = {"a": object(), "b": object(), "c": object()}
LABELS = {"a": "甲", "b": "乙", "c": "丙{组}"}

RULES = [
    # rule, a, b, c, outcome, printed with numbers
    ("3 * a <= b", 31, 93, None, True, "3 × 31 = 93 ≤ 93"),
    ("3 * a <= b", 32, 95, None, False, "3 × 32 = 96 > 95"),
    ("3 * a <= b", None, 95, None, None, None),
    ("100 * a >= (100 + p) * b", 115, 100, None, True, "100 × 115 = 11,500 ≥ 115 × 100 = 11,500"),
    ("100 * a >= (100 + p) * b", 114, 100, None, False, "100 × 114 = 11,400 < 115 × 100 = 11,500"),
    ("a >= 2", 1, None, None, False, "甲 1 < 2"),
    ("a > b", 5, 4, None, True, "甲 5 > 乙 4"),
    ("4 * (a + c) >= 3 * b", 44, 60, 1, True, "4 × (44 + 1) = 180 ≥ 3 × 60 = 180"),
    ("c >= 2", None, None, 1, False, "丙{组} 1 < 2"),
    ("a > 0 and b = 0", 0, None, None, False, None),
    ("a > 0 and b = 0", 3, None, None, None, None),
    ("a > 0 and b = 0", 3, 2, None, False, "甲 3 > 0，乙 2 ≠ 0"),
    ("a is null or b is not null", None, None, None, True, "甲 未填，乙 已填"),
    ("not (a > b)", 1, 2, None, True, "甲 1 ≤ 乙 2"),
    ("100 * a > b", 10_000_000, 999_999_999, None, True, "100 × 10,000,000 = 1,000,000,000 > 999,999,999"),
]


@pytest.mark.parametrize(("rule", "a", "b", "c", "outcome", "printed"), RULES)
def test_a_rule_over_numbers(
    rule: str, a: int | None, b: int | None, c: int | None, outcome: bool | None, printed: str | None
) -> None:
    node = expression.parse(rule, MEASURES, {"p": 15})
    with duckdb.connect() as connection:
        row = connection.execute(
            f"select {expression.to_sql(node)}, {expression.explanation_sql(node, LABELS)} "
            "from (select ?::bigint as a, ?::bigint as b, ?::bigint as c)",
            [a, b, c],
        ).fetchone()
    assert row == (outcome, printed)


def test_the_measures_of_a_rule_are_named_once_in_order() -> None:
    assert expression.names(expression.parse("b > a and a > c", MEASURES, {})) == ("b", "a", "c")
