"""A trial: what a change would find, worked out without touching the build."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.warehouse import base_rows, judging, reference, schemas, statements, views
from etl.warehouse.base_rows import Loaded, append_submissions

_RESULTS = ("task_result", "society_result", "criterion_result", "measure")
_OF_SOCIETY = """
insert into {table}
select rows.*
from last.{name} as rows
semi join (
    select submission_id
    from received
    where society_id in (select unnest(?))
) as concerned using (submission_id)
"""


def prepare_trial(connection: duckdb.DuckDBPyConnection, last: Path, societies: Iterable[str | None]) -> None:
    """Fill an empty database with what the last build has received, and with the base rows and findings of some
    societies; None stands for files without one, of which nothing is asked that was received before.
    """
    connection.execute("attach ? as last (read_only)", [str(last)])
    schemas.make(connection, "memory")
    statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
    for table in (*reference.TABLES, "society", "received", "review", "clearance"):
        connection.execute(f"insert into {table} from last.{schemas.qualified(table)}")
    wanted = [one for one in societies if one is not None]
    for table in (*base_rows.OF_SUBMISSION, "sheet_account", "finding"):
        connection.execute(_OF_SOCIETY.format(table=table, name=schemas.qualified(table)), [wanted])
    for table in map(schemas.qualified, _RESULTS):
        connection.execute(f"create table {table} as from last.{table} limit 0")
    connection.execute("detach last")


def judge_with(connection: duckdb.DuckDBPyConnection, last: Path, rubrics: Sequence[Rubric]) -> None:
    """Fill an empty database with the verdicts of all that the last build holds, under its rubrics with other numbers
    in `[parameters]`. The last build stays attached as `last`.
    """
    connection.execute("attach ? as last (read_only)", [str(last)])
    schemas.make(connection, "memory")
    statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
    kept = [table for table in reference.TABLES if table not in reference.OF_RUBRICS]
    for table in (*kept, "society", "received", "review", *base_rows.OF_SUBMISSION):
        connection.execute(f"insert into {table} from last.{schemas.qualified(table)}")
    reference.fill_rubrics(connection, rubrics)
    for name in views.ALL[: views.ALL.index(views.AFTER_PARAMETERS[0])]:
        if name in views.STORED:
            table = schemas.qualified(name)
            connection.execute(f"create table {table} as from last.{table}")
        else:
            views.create(connection, rubrics, [name])
    views.create(connection, rubrics, views.AFTER_PARAMETERS)


def change_findings(
    connection: duckdb.DuckDBPyConnection, rubrics: list[Rubric], loaded: Iterable[Loaded]
) -> list[Loaded]:
    """Add submissions to a trial, find what is to be found then, and judge. Returns them without their parts."""
    received = append_submissions(connection, loaded)
    judging.judge_again(connection, rubrics, list({one.society_id for one in received}), names=_RESULTS)
    views.create(connection, rubrics, ("judged_check", "answered_check"))
    return received
