"""How far a rule is: what one measure must come to in every reading of the rule, and what the sentence says
(docs/judging.md, The shortest way to 达标)."""

import duckdb
import pytest

from etl.knowledge import expression
from etl.knowledge import rubric as rubrics
from etl.knowledge.criteria import Case
from etl.paths import RUBRICS
from etl.warehouse.distances import distance

RUBRIC = rubrics.read(RUBRICS / "2017.toml")
NUMBERS = {"now": 250, "base": 220, "councillors": 60, "leaders": 4, "staff": 5, "staff_before": 6, "delegates": 90}


def answers(*readings: str) -> tuple[int | None, int | None, str | None, str, str | None]:
    """`needed`, `missing`, `unit`, `sentence` and `demand` of the rule with `NUMBERS`."""
    nodes = tuple(expression.parse(reading, RUBRIC.measures, RUBRIC.parameters) for reading in readings)
    sql = distance(Case(None, nodes, "待认定"), RUBRIC)
    columns = ", ".join(f'{number} as "{name}"' for name, number in NUMBERS.items())
    asked = f"select {sql.needed}, {sql.missing}, {sql.unit}, {sql.sentence}, {sql.demand} from (select {columns})"
    row: tuple[int | None, int | None, str | None, str, str | None]
    (row,) = duckdb.execute(asked).fetchall()
    return row


def test_a_single_number_says_what_it_must_reach() -> None:
    assert answers("leaders >= 6") == (6, 2, "人", "还差 2 人（需 6，现 4）", "需 6 人")
    assert answers("leaders >= 4") == (None, None, None, "", "需 4 人")
    assert answers("councillors <= 50") == (50, 10, "人", "须减少 10 人（至多 50，现 60）", None)
    assert answers("leaders = 5") == (5, 1, "人", "须改变 1 人（须为 5，现 4）", None)


@pytest.mark.parametrize("turn", [1, -1])
def test_the_tightest_of_several_readings_counts_in_any_order(turn: int) -> None:
    needed, missing, unit, sentence, _ = answers(*("now >= 260", "now > 300", "now > 270")[::turn])
    assert (needed, missing, unit, sentence) == (301, 51, "人", "还差 51 人（需 301，现 250）")
    needed, missing, unit, sentence, _ = answers(
        *("councillors <= 50", "councillors < 41", "councillors <= 45")[::turn]
    )
    assert (needed, missing, unit, sentence) == (40, 20, "人", "须减少 20 人（至多 40，现 60）")


def test_a_measure_that_another_reading_wants_the_other_way_keeps_its_bound() -> None:
    assert answers("leaders >= 6", "leaders <= 3")[:2] == (6, 2)
    assert answers("leaders >= 6", "staff >= 9")[:2] == (6, 2)


def test_several_comparisons_are_said_where_they_fail_and_the_first_has_the_numbers() -> None:
    sentence = "还差 2 人（需 6，现 4），且还差 1 人（需 6，现 5）"
    assert answers("leaders >= 6 and staff >= 6") == (6, 2, "人", sentence, None)
    assert answers("leaders >= 4 and staff >= 7") == (7, 2, "人", "还差 2 人（需 7，现 5）", None)


def test_of_two_measures_either_may_change_but_what_is_past_stays() -> None:
    both = "理事须减少 30 人或会员代表增加 90 人"
    assert answers("3 * councillors <= delegates") == (30, 30, "人", both, None)
    assert answers("staff > staff_before") == (7, 2, "人", "还差 2 人（需 7，现 5）", "需 7 人")


@pytest.mark.parametrize(
    ("readings", "demanded"),
    [
        (["leaders >= 5 or staff >= 6"], "负责人人数 ≥ 5 或 专兼职工作人员数 ≥ 6"),
        (["leaders >= 5 or staff >= 6", "staff >= 7"], "负责人人数 ≥ 5 或 专兼职工作人员数 ≥ 6"),
        (["staff_before >= 7"], "换届前专兼职工作人员数 ≥ 7"),
        (["leaders >= 6 and staff_before >= 7"], "负责人人数 ≥ 6 且 换届前专兼职工作人员数 ≥ 7"),
    ],
)
def test_a_rule_that_no_single_change_satisfies_is_said_whole(readings: list[str], demanded: str) -> None:
    assert answers(*readings) == (None, None, None, f"须满足：{demanded}", None)
