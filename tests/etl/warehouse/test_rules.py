"""The rubric's rules as SQL: whatever stands in the rubric's words, the SQL is sound."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS
from etl.warehouse import rules


def test_an_apostrophe_in_the_words_of_a_rubric_stays_a_word(tmp_path: Path) -> None:
    text = (RUBRICS / "2017.toml").read_text("utf-8")
    text = text.replace('label = "会员代表人数"', "label = \"会员’s '代表'人数\"").replace('"待认定"', '"待\'认定"')
    (tmp_path / "2017.toml").write_text(text, "utf-8")
    (rubric,) = rubrics.read_all(tmp_path)
    assert _outcome(rubric, "explanation", "T08-a", {}) == "缺理事人数、会员’s '代表'人数"


def test_what_is_lacking_says_first_why_the_readings_differ_but_for_a_blank() -> None:
    """A base that is exactly the limit of two rules is a reason of its own; a blank post is told by its number."""
    (rubric,) = rubrics.read_all(RUBRICS)
    base = rubric.parameters["small_base"]
    between = _outcome(rubric, "distance", "T07-3", {"base": base, "now": base + 20})
    assert between == f"待认定：还差 {base * 115 // 100 - base - 20} 人（需 {base * 115 // 100}，现 {base + 20}）"
    council = {"has_standing_council": 1, "standing": 10, "councillors": 30, "post_unsure": 2}
    blank = "会内职务未填或看不懂的 2 人，须补填；常务理事须减少 2 人或理事增加 6 人"
    assert _outcome(rubric, "distance", "T08-b", council) == blank


def _outcome(rubric: rubrics.Rubric, column: str, criterion_id: str, values: Mapping[str, int]) -> Any:
    """What the rule says of a society with these measures; the others are missing."""
    columns = ", ".join(f'{values.get(name, "null")}::bigint as "{name}"' for name in rubric.measures)
    with duckdb.connect() as connection:
        connection.execute(
            "create table measure_wide as "
            f"select 'S1' as society_id, 2018 as period, 2017 as rubric, []::varchar[] as unreadable, {columns}"
        )
        outcomes = f"select {column} from ({rules.rule_outcome_sql([rubric])}) where criterion_id = '{criterion_id}'"
        [(said,)] = connection.execute(outcomes).fetchall()
        return said
