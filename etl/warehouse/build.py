"""One build: base tables from registry, rubrics and understood files, then all results; or the last build with what has
changed since (docs/architecture.md, The house).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from etl.knowledge import contract
from etl.knowledge.rubric import Rubric
from etl.knowledge.standards_asked import wordings_sha256
from etl.paths import SQL
from etl.registry import Registry
from etl.warehouse import judging, reference, schemas, statements, views
from etl.warehouse.base_rows import Loaded, append_submissions
from etl.warehouse.rows import append


@dataclass(frozen=True, slots=True)
class BuildInput:
    """Everything one build is made from. `loaded` is gone through once; `reviews`, `notes`, `clearances` and
    `handlings` are rows of their tables.
    """

    registry: Registry
    registry_sha256: str
    rubrics: Sequence[Rubric]
    loaded: Iterable[Loaded]
    reviews: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[Mapping[str, Any]] = ()
    clearances: Sequence[Mapping[str, Any]] = ()
    handlings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What has come in since the last build. `loaded` is gone through once; `reviewed` are the societies with an
    answer that was reviewed; `reviews`, `notes`, `clearances` and `handlings` are
    all that stand now.
    """

    loaded: Iterable[Loaded]
    reviewed: Sequence[str]
    reviews: Sequence[Mapping[str, Any]]
    notes: Sequence[Mapping[str, Any]]
    clearances: Sequence[Mapping[str, Any]]
    handlings: Sequence[Mapping[str, Any]]


def build(connection: duckdb.DuckDBPyConnection, content: BuildInput) -> None:
    """Fill an empty database with all tables and views of the contract. The same input gives the same content."""
    _use_one_thread(connection)
    [(database,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    schemas.make(connection, database)
    statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
    reference.fill(connection, content.registry, content.rubrics)
    received = append_submissions(connection, content.loaded)
    append(connection, "review", content.reviews)
    append(connection, "note", content.notes)
    append(connection, "clearance", content.clearances)
    append(connection, "handling", content.handlings)
    append(
        connection,
        "build_info",
        [
            {
                "as_of": max((one.receipt.at for one in received), default=None),
                "registry_sha256": content.registry_sha256,
                "rubrics_sha256": rubrics_sha256(content.rubrics),
                "wordings_sha256": wordings_sha256(content.rubrics),
                "is_demo": content.registry.is_demo,
            }
        ],
    )
    judging.judge_all(connection, content.rubrics)
    connection.begin()
    views.create(connection, content.rubrics, (*views.COMPUTED, *views.OF_CHECKS))
    connection.commit()


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Write into a build that is to be published what its tables and columns mean."""
    connection.begin()
    statements.run(connection, contract.comments_sql())
    connection.commit()


def change(connection: duckdb.DuckDBPyConnection, rubrics: Sequence[Rubric], content: Change) -> list[Loaded]:
    """Bring a copy of the last build up to date: its content is then that of a build from nothing. Returns what came
    in, without the parts.
    """
    _use_one_thread(connection)
    [(database,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    schemas.search(connection, database)
    received = append_submissions(connection, content.loaded)
    standing = {
        "review": content.reviews,
        "note": content.notes,
        "clearance": content.clearances,
        "handling": content.handlings,
    }
    cleared_before = connection.execute("from clearance order by all").fetchall()
    for table, rows in standing.items():
        connection.execute(f"delete from {table}")
        append(connection, table, rows)
    if received:
        last = max(one.receipt.at for one in received)
        connection.execute("update build_info set as_of = greatest(as_of, ?)", [last])
    touched = {one.society_id for one in received}
    if touched:
        judging.judge_again(connection, rubrics, list(touched))
    reviewed = set(content.reviewed) - touched
    if reviewed:
        judging.judge_reviewed(connection, rubrics, list(reviewed))
    if connection.execute("from clearance order by all").fetchall() != cleared_before:
        views.renew(connection, (*views.OF_FINDINGS, *views.OF_CHECKS))
    elif received:
        views.renew(connection, views.OF_CHECKS)
    return received


def rubrics_sha256(rubrics: Sequence[Rubric]) -> str:
    """Names the rubrics together: other rubrics, another name."""
    return hashlib.sha256("".join(rubric.sha256 for rubric in rubrics).encode()).hexdigest()


def _use_one_thread(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("set threads = 1")  # with so little data a second thread costs more than it saves
