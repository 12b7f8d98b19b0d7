"""The views of `warehouse/sql`, made over the base tables."""

from collections.abc import Sequence

import duckdb

from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.warehouse import rules, schemas, statements

ALL = (
    "counted_submission current_form current_answer current_quantity current_choice current_member current_roster "
    "value_in_force stated_value latest_table submission judged_check answered_check standing_finding open_finding "
    "reporting roster_person submission_roster roster_count roster_measure selection measure measure_wide "
    "measure_range points_by_number rule_outcome rule_result applicability criterion_result membership task_result "
    "remaining_step group_result society_result membership_growth council ratio_result criterion_score group_score "
    "society_score earlier_statement"
).split()
"""In order: each after those it reads."""
COMPUTED = (
    "stated_value latest_table judged_check answered_check standing_finding open_finding roster_person "
    "submission_roster earlier_statement"
).split()
"""These are computed when somebody asks; all others are stored as tables, because pages and other views read them
often.
"""
STORED = [name for name in ALL if name not in COMPUTED]
OF_FINDINGS = ("asked_check",)
"""These are stored, too, and made once all findings are there."""
OF_CHECKS = ("asked_check_count",)
"""And these over the checks of all societies."""
_FIRST_REVIEWED = STORED.index("criterion_result")
BEFORE_REVIEWS, AFTER_REVIEWS = STORED[:_FIRST_REVIEWED], STORED[_FIRST_REVIEWED:]
"""Of the stored ones: those that no review changes, and those that one may change."""

_OF_POINTS = ["criterion_score", "group_score", "society_score"]
AFTER_PARAMETERS = ALL[ALL.index("roster_count") : ALL.index("society_result") + 1] + _OF_POINTS
"""What other numbers in a rubric's `[parameters]` may change: up to the verdicts of societies, and their points."""


def create(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric], names: Sequence[str] = ALL) -> None:
    """Make views in the database in use."""
    for name in names:
        kind = "view" if name in COMPUTED else "table"
        statements.run(connection, f"create {kind} {schemas.qualified(name)} as {_select(name, rubrics)}")


def renew(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Fill stored ones of the build in use anew."""
    for name in names:
        table = schemas.qualified(name)
        statements.run(connection, f"delete from {table}; insert into {table} {_select(name, ())}")


def _select(name: str, rubrics: Sequence[Rubric]) -> str:
    match name:
        case "roster_measure":
            return rules.roster_measure_sql(rubrics)
        case "measure_wide":
            return rules.measure_wide_sql(rubrics)
        case "rule_outcome":
            return rules.rule_outcome_sql(rubrics)
        case _:
            return (SQL / f"{name}.sql").read_text("utf-8")
