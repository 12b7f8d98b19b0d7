"""What the cross-checks found before the last version of a submission came in.

The page of a society shows by it which findings the last version has corrected: the checks themselves see only the
values in force.
"""

from collections.abc import Sequence
from typing import Any

import duckdb

from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.warehouse import checks, schemas, statements, views

# The last version of each submission that has several is left out; of other societies nothing is needed.
_KEPT = """
create table kept as
with version as (
    select
        submission_id,
        society_id,
        row_number() over (partition by society_id, period order by receipt desc) > 1 as is_replaced,
        count(*) over (partition by society_id, period) > 1 as has_several
    from {now}.internal.received
    where society_id is not null and period is not null and state <> 'returned'
)
select submission_id, society_id
from version
where (is_replaced or not has_several) and society_id in (select society_id from version where has_several)
"""
_OF_SOCIETIES = "received held_table answer form_value member_count council_member society".split()
_OF_ALL = "build_info period parameter measure_kind table_kind field_kind task criterion rule_measure ratio".split()
_IN_FORCE = "select submission_id, sheet, cell from value_in_force"
_FOUND_NOW = "select submission_id, sheet, cell, kind from finding"
_Rows = list[dict[str, Any]]


def cross_check(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric]) -> tuple[_Rows, _Rows]:
    """Rows for the table `finding`, on values that are in force no more, out of the version before the last one; and
    rows for `resolved_finding`, on values in force, where what was found in that version is found no more.
    """
    [(now,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    in_force = set(connection.execute(_IN_FORCE).fetchall())
    found_now = set(connection.execute(_FOUND_NOW).fetchall())
    connection.execute("attach ':memory:' as earlier")
    schemas.make(connection, "earlier")
    try:
        connection.execute(_KEPT.format(now=now))
        if connection.execute("select count(*) from kept").fetchall() == [(0,)]:
            return [], []
        statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
        for table in _OF_ALL:
            connection.execute(f"insert into {table} from {now}.{schemas.qualified(table)}")
        for table in _OF_SOCIETIES:
            key = "society_id" if table == "society" else "submission_id"
            of_kept = f"from {now}.{schemas.qualified(table)} where {key} in (select {key} from kept)"
            connection.execute(f"insert into {table} {of_kept}")
        views.create(connection, rubrics, views.FOR_CHECKS)
        gone = [row for row in checks.cross_check(connection) if _named(row, "kind") not in found_now]
        return (
            [row for row in gone if _named(row) not in in_force],
            [row for row in gone if _named(row) in in_force],
        )
    finally:
        schemas.search(connection, now)
        connection.execute("detach earlier")


def _named(row: dict[str, Any], *more: str) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("submission_id", "sheet", "cell", *more))
