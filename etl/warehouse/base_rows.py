"""The rows of the base tables that say what was received: each submission with everything its file states."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import duckdb

from etl.archive.decisions import Receipt
from etl.knowledge.findings import Finding
from etl.submission import (
    Answer,
    Confirmation,
    CouncilMember,
    FormValue,
    HeldTable,
    MemberCount,
    Part,
    Remark,
    SheetAccount,
)
from etl.warehouse.rows import append_objects

_TOGETHER = 200
"""Submissions whose rows are written at once: while workers read the next, not all of them after the last."""
_ROWS = {
    "sheet_account": SheetAccount._fields,
    "held_table": HeldTable._fields,
    "answer": Answer._fields,
    "form_value": FormValue._fields,
    "member_count": MemberCount._fields,
    "council_member": CouncilMember._fields,
    "remark": Remark._fields,
    "confirmation": Confirmation._fields,
    "file_finding": tuple(Finding.__dataclass_fields__),
}
"""The rows of a submission: table → its columns beside submission_id."""
OF_SUBMISSION = tuple(name for name in _ROWS if name != "sheet_account")
"""The tables with rows of submissions that verdicts and findings are made from."""
_finding_values = attrgetter(*_ROWS["file_finding"])


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


def append_submissions(connection: duckdb.DuckDBPyConnection, loaded: Iterable[Loaded]) -> list[Loaded]:
    """Write the rows of submissions, as they come; returns the submissions without their parts."""
    received: list[Loaded] = []
    with ExitStack() as stack:
        appenders = {
            table: stack.enter_context(connection.appender(table, columns=["submission_id", *names]))
            for table, names in _ROWS.items()
        }
        for submission in loaded:
            received.append(replace(submission, part=None))
            number = submission.submission_id
            if submission.part is not None:  # one that is returned has none
                of_part: dict[str, Sequence[tuple[Any, ...]]] = {
                    "held_table": submission.part.held,
                    "answer": submission.part.answers,
                    "form_value": submission.part.form,
                    "member_count": submission.part.members,
                    "council_member": submission.part.council,
                    "remark": submission.part.remarks,
                    "confirmation": submission.part.confirmed,
                }
                for table, rows in of_part.items():
                    appenders[table].append_rows((number, *row) for row in rows)
            appenders["sheet_account"].append_rows((number, *row) for row in submission.accounts)
            appenders["file_finding"].append_rows((number, *_finding_values(entry)) for entry in submission.findings)
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
    return received
