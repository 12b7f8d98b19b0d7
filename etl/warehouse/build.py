"""One build: base tables from registry, rubrics and understood files, then the views of `warehouse/sql`, then the
cross-checks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import duckdb

from etl.archive.files import Receipt
from etl.knowledge import contract
from etl.knowledge.findings import Finding
from etl.knowledge.rubric import Rubric
from etl.paths import SQL
from etl.registry import Registry
from etl.submission import Answer, CouncilMember, FormValue, HeldTable, MemberCount, Part, SheetAccount
from etl.warehouse import checks, earlier, reference, schemas, statements, views
from etl.warehouse.rows import append, append_objects

_TOGETHER = 200
"""Submissions whose rows are written at once: while workers read the next, not all of them after the last."""
# The rows of a submission: table → its columns beside submission_id.
_ROWS = {
    "sheet_account": SheetAccount._fields,
    "held_table": HeldTable._fields,
    "answer": Answer._fields,
    "form_value": FormValue._fields,
    "member_count": MemberCount._fields,
    "council_member": CouncilMember._fields,
    "finding": tuple(Finding.__dataclass_fields__),
}
_finding_values = attrgetter(*_ROWS["finding"])


@dataclass(frozen=True, slots=True)
class Loaded:
    """One submission: a part of a received file with the society and period it was given to, or a file that
    must go back.
    """

    submission_id: str
    receipt: Receipt
    society_id: str | None
    period: int | None
    format: str | None
    state: str
    part: Part | None
    findings: tuple[Finding, ...]
    accounts: tuple[SheetAccount, ...] = ()  # of its file, returned or not; none where it could not be opened


@dataclass(frozen=True, slots=True)
class BuildInput:
    """Everything one build is made from. `loaded` is gone through once; `reviews` and `notes` are rows of their
    tables.
    """

    registry: Registry
    registry_sha256: str
    rubrics: Sequence[Rubric]
    loaded: Iterable[Loaded]
    reviews: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[Mapping[str, Any]] = ()


def build(connection: duckdb.DuckDBPyConnection, content: BuildInput) -> None:
    """Fill an empty database with everything the contract names. The same input gives the same content."""
    connection.execute("set threads = 1")  # with so little data a second thread costs more than it saves
    [(database,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    schemas.make(connection, database)
    statements.run(connection, (SQL / "tables.sql").read_text("utf-8"))
    reference.fill(connection, content.registry, content.rubrics)
    last = _append_submissions(connection, content.loaded)
    append(connection, "review", content.reviews)
    append(connection, "note", content.notes)
    append(
        connection,
        "build_info",
        [{"as_of": last, "registry_sha256": content.registry_sha256, "is_demo": content.registry.is_demo}],
    )
    connection.begin()  # in one transaction every view is written to the disk once
    views.create(connection, content.rubrics)
    statements.run(connection, contract.comments_sql())
    connection.commit()
    append(connection, "finding", checks.cross_check(connection))
    checks.name_earlier_values(connection)
    replaced, resolved = earlier.cross_check(connection, content.rubrics)
    append(connection, "finding", replaced)
    append(connection, "resolved_finding", resolved)


def _append_submissions(connection: duckdb.DuckDBPyConnection, loaded: Iterable[Loaded]) -> dt.datetime | None:
    """Rows of all submissions, as they come; returns the time of the last receipt."""
    received: list[Loaded] = []
    with ExitStack() as stack:
        appenders = {
            table: stack.enter_context(connection.appender(table, columns=["submission_id", *names]))
            for table, names in _ROWS.items()
        }
        for submission in loaded:
            received.append(replace(submission, part=None))
            number = submission.submission_id
            if submission.part is not None and submission.state != "returned":
                of_part: dict[str, Sequence[tuple[Any, ...]]] = {
                    "held_table": submission.part.held,
                    "answer": submission.part.answers,
                    "form_value": submission.part.form,
                    "member_count": submission.part.members,
                    "council_member": submission.part.council,
                }
                for table, rows in of_part.items():
                    appenders[table].append_rows((number, *row) for row in rows)
            appenders["sheet_account"].append_rows((number, *row) for row in submission.accounts)
            appenders["finding"].append_rows((number, *_finding_values(entry)) for entry in submission.findings)
            if len(received) % _TOGETHER == 0:
                for appender in appenders.values():
                    appender.flush()
    append_objects(
        connection,
        "received",
        received,
        receipt=attrgetter("receipt.number"),
        file_name=attrgetter("receipt.name"),
        sha256=attrgetter("receipt.sha256"),
        size=attrgetter("receipt.size"),
        way=attrgetter("receipt.way"),
        received_at=attrgetter("receipt.at"),
    )
    return max((submission.receipt.at for submission in received), default=None)
