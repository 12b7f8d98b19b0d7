"""The rubric's rules as SQL: whatever stands in the rubric's words, the SQL is sound."""

from pathlib import Path

import duckdb

from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS
from etl.warehouse import rules


def test_an_apostrophe_in_the_words_of_a_rubric_stays_a_word(tmp_path: Path) -> None:
    text = (RUBRICS / "2017.toml").read_text("utf-8")
    text = text.replace('label = "会员代表人数"', "label = \"会员’s '代表'人数\"").replace('"待认定"', '"待\'认定"')
    (tmp_path / "2017.toml").write_text(text, "utf-8")
    (rubric,) = rubrics.read_all(tmp_path)
    columns = ", ".join(f'null::bigint as "{name}"' for name in rubric.measures)
    with duckdb.connect() as connection:
        connection.execute(
            "create table measure_wide as "
            f"select 'S1' as society_id, 2018 as period, 2017 as rubric, []::varchar[] as unreadable, {columns}"
        )
        outcomes = f"select explanation from ({rules.rule_outcome_sql([rubric])}) where criterion_id = 'T08-a'"
        assert connection.execute(outcomes).fetchall() == [("缺理事人数、会员’s '代表'人数",)]
