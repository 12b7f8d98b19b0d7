"""The views of `warehouse/sql`, made over the base tables."""

from collections.abc import Sequence

import duckdb

from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.warehouse import rules

# In this order; those in _MATERIALISED are stored as tables, because pages read them often.
_VIEWS = (
    "counted_submission current_form current_answer current_quantity current_choice current_member current_roster "
    "stated_value value_in_force latest_table submission open_finding reporting membership submission_roster roster_count selection "
    "measure measure_wide rule_outcome rule_result applicability criterion_result task_result society_result "
    "membership_growth council ratio_result earlier_statement"
).split()
_MATERIALISED = frozenset(
    "counted_submission current_form current_answer current_quantity current_choice current_member current_roster "
    "submission reporting membership roster_count selection measure measure_wide rule_result "
    "applicability criterion_result task_result society_result membership_growth council ratio_result".split()
)


def create(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric]) -> None:
    """Make every view in the database in use."""
    for name in _VIEWS:
        kind = "table" if name in _MATERIALISED else "view"
        connection.execute(f"create {kind} {name} as {_select(name, rubrics)}")


def _select(name: str, rubrics: Sequence[Rubric]) -> str:
    match name:
        case "measure_wide":
            return rules.measure_wide_sql(rubrics)
        case "rule_outcome":
            return rules.rule_outcome_sql(rubrics)
        case _:
            return (SQL / f"{name}.sql").read_text("utf-8")
