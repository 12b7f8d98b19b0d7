"""The results of societies, worked out from their base rows in a small database in memory and copied into the build.

A build from nothing does so with all societies, a change with those that it touches; views and checks are the same, and
know nothing of it. No view looks from one society to another.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb

from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.warehouse import base_rows, checks, earlier, outdated_confirmations, reference, schemas, statements, views
from etl.warehouse.rows import append

_FEW = 20
_RESULTS = (*views.STORED, *views.OF_FINDINGS)
_FINDINGS = ("main.finding", "internal.resolved_finding")
_SOCIETIES = "insert into society from {build}.main.society semi join touched using (society_id)"
_RECEIVED = """
insert into received
select received.*
from {build}.internal.received
semi join touched on touched.society_id is not distinct from received.society_id
"""
_OUTDATED = """
delete from {build}.{table} as outdated
where exists (from touched where touched.society_id is not distinct from outdated.society_id)
"""


def judge_all(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric]) -> None:
    """Fill the results of a build that has its base tables and no results yet."""
    build = _begin(connection)
    connection.execute(f"insert into touched select society_id from {build}.main.society union all select null")
    _gather(connection, build)
    _work_out(connection, build, rubrics)
    connection.begin()  # in one transaction every table is written to the disk once
    for name in _RESULTS:
        table = schemas.qualified(name)
        connection.execute(f"create table {build}.{table} as from judged.{table} where {earlier.IS_NOW}")
    _copy_findings(connection, build)
    connection.commit()
    _end(connection, build)


def judge_again(
    connection: duckdb.DuckDBPyConnection,
    rubrics: Sequence[Rubric],
    societies: Sequence[str | None],
    names: Sequence[str] = _RESULTS,
) -> None:
    """Replace the findings and results of the societies whose base rows have changed; None stands for the files
    without one. `names` are the results to be replaced.
    """
    build = _begin(connection)
    append(connection, "touched", [{"society_id": one} for one in societies])
    _gather(connection, build)
    with _any_plan(connection, len(societies)):
        _work_out(connection, build, rubrics)
    connection.begin()
    _replace(connection, build, names)
    for table in _FINDINGS:
        connection.execute(f"delete from {build}.{table} where submission_id in (select submission_id from received)")
    _copy_findings(connection, build)
    connection.commit()
    _end(connection, build)


def judge_reviewed(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric], societies: Sequence[str]) -> None:
    """Replace what reviews of answers have a share in, for the societies whose reviews have changed."""
    build = _begin(connection)
    append(connection, "touched", [{"society_id": one} for one in societies])
    _copy_reference(connection, build)
    for name in (*views.BEFORE_REVIEWS, "review"):
        table = schemas.qualified(name)
        connection.execute(
            f"create or replace table judged.{table} as from {build}.{table} semi join touched using (society_id)"
        )
    with _any_plan(connection, len(societies)):
        views.create(connection, rubrics, views.AFTER_REVIEWS)
    connection.begin()
    _replace(connection, build, views.AFTER_REVIEWS)
    connection.commit()
    _end(connection, build)


def _begin(connection: duckdb.DuckDBPyConnection) -> str:
    """Attach the small database, its base tables empty, and look names up in it; returns the build's name in SQL."""
    [(build,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    connection.execute("attach ':memory:' as judged")
    schemas.make(connection, "judged")
    statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
    connection.execute("create table touched (society_id varchar)")
    return str(build)


@contextmanager
def _any_plan(connection: duckdb.DuckDBPyConnection, society_count: int) -> Iterator[None]:
    """For a few societies take any plan: DuckDB would look longer for the best one than any of them takes."""
    if society_count > _FEW:
        yield
        return
    connection.execute("pragma disable_optimizer")
    yield
    connection.execute("pragma enable_optimizer")


def _end(connection: duckdb.DuckDBPyConnection, build: str) -> None:
    schemas.search(connection, build)
    connection.execute("detach judged")


def _copy_reference(connection: duckdb.DuckDBPyConnection, build: str) -> None:
    for table in reference.TABLES:
        connection.execute(f"insert into {table} from {build}.{schemas.qualified(table)}")
    connection.execute(_SOCIETIES.format(build=build))


def _gather(connection: duckdb.DuckDBPyConnection, build: str) -> None:
    """The base rows of the touched societies, and what they are judged by."""
    _copy_reference(connection, build)
    connection.execute(_RECEIVED.format(build=build))
    for table in base_rows.OF_SUBMISSION:
        connection.execute(
            f"insert into {table} from {build}.{schemas.qualified(table)} semi join received using (submission_id)"
        )
    connection.execute("insert into finding from file_finding")
    for table in ("review", "clearance"):
        connection.execute(f"insert into {table} from {build}.internal.{table} semi join touched using (society_id)")


def _work_out(connection: duckdb.DuckDBPyConnection, build: str, rubrics: Sequence[Rubric]) -> None:
    """All views, the findings of the cross-checks, and what becomes of findings."""
    has_earlier = earlier.add(connection)
    outdated_confirmations.blank_out(connection)
    findings = _found(connection, checks.BEFORE_VIEWS)
    views.create(connection, rubrics)
    findings += _found(connection, checks.AFTER_VIEWS)
    checks.name_earlier_values(connection)
    if has_earlier:
        earlier.compare(connection, [row for row in findings if earlier.is_earlier(row["submission_id"])])
    checks.tell_hidden_sheets(connection, build)
    views.create(connection, rubrics, views.OF_FINDINGS)


def _found(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[dict[str, Any]]:
    """What these cross-checks find; what they find now is put among the findings."""
    findings = checks.cross_check(connection, names)
    append(connection, "finding", [row for row in findings if not earlier.is_earlier(row["submission_id"])])
    return findings


def _replace(connection: duckdb.DuckDBPyConnection, build: str, names: Sequence[str]) -> None:
    for name in names:
        table = schemas.qualified(name)
        connection.execute(_OUTDATED.format(build=build, table=table))
        connection.execute(f"insert into {build}.{table} from judged.{table} where {earlier.IS_NOW}")


def _copy_findings(connection: duckdb.DuckDBPyConnection, build: str) -> None:
    for table in _FINDINGS:
        connection.execute(f"insert into {build}.{table} from judged.{table}")
