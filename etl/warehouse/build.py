"""One build: base tables from registry, rubrics and understood files, then the views of `warehouse/sql`, then the
cross-checks.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import duckdb

from etl.archive.files import Receipt
from etl.knowledge import contract, layout
from etl.knowledge.findings import Finding, kinds
from etl.knowledge.rubric import Rubric, in_force
from etl.paths import SQL
from etl.registry import Registry
from etl.submission import Answer, CouncilMember, FormValue, HeldTable, MemberCount, Part, SheetAccount
from etl.warehouse import checks, earlier, rules, schemas, views
from etl.warehouse.ratios import ratios

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


def build(
    connection: duckdb.DuckDBPyConnection,
    registry: Registry,
    registry_sha256: str,
    rubrics: Sequence[Rubric],
    loaded: Iterable[Loaded],
    reviews: Sequence[Mapping[str, Any]] = (),
    notes: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Fill an empty database with everything the contract names. The same input gives the same content."""
    connection.execute("set threads = 1")  # at this size a second one takes longer to wake than to do the work
    [(database,)] = connection.execute("select '\"' || current_database() || '\"'").fetchall()
    schemas.make(connection, database)
    connection.execute((SQL / "tables.sql").read_text("utf-8"))
    _insert_rubrics(connection, registry, rubrics)
    _insert_registry(connection, registry)
    last = _insert_submissions(connection, loaded)
    _insert(connection, "review", reviews)
    _insert(connection, "note", notes)
    _insert(
        connection,
        "build_info",
        [{"as_of": last, "registry_sha256": registry_sha256, "is_demo": registry.is_demo}],
    )
    connection.begin()  # what is committed at once is written once
    views.create(connection, rubrics)
    connection.execute(contract.comments_sql())
    connection.commit()
    _insert(connection, "finding", checks.cross_check(connection))
    checks.name_earlier_values(connection)
    replaced, resolved = earlier.cross_check(connection, rubrics)
    _insert(connection, "finding", replaced)
    _insert(connection, "resolved_finding", resolved)


def _insert_rubrics(connection: duckdb.DuckDBPyConnection, registry: Registry, rubrics: Sequence[Rubric]) -> None:
    periods = [
        {
            "period": one.period,
            "deadline": one.deadline,
            "rubric": in_force(tuple(rubrics), one.period).first_period,
            "issuer": one.issuer,
            "addressee": one.addressee,
        }
        for one in registry.periods
    ]
    _insert(connection, "period", periods)
    for rubric in rubrics:
        version = rubric.first_period
        _insert(
            connection,
            "parameter",
            [{"rubric": version, "name": name, "value": value} for name, value in rubric.parameters.items()],
        )
        _insert(
            connection,
            "task",
            [
                {
                    "rubric": version,
                    "task_id": task.task_id,
                    "number": task.number,
                    "title": task.title,
                    "short_title": task.short_title,
                    "task_group": task.group,
                    "content": task.content,
                    "note": task.note,
                }
                for task in rubric.tasks
            ],
        )
        _insert(
            connection,
            "criterion",
            [
                {
                    "rubric": version,
                    "criterion_id": one.criterion_id,
                    "task_id": one.task_id,
                    "position": position,
                    "text": one.text,
                    "short_text": one.short_text,
                    "source": one.source,
                    "decided_by": one.decided_by,
                    "is_required": one.is_required,
                    "is_judged": one.is_judged,
                    "may_be_not_applicable": one.may_be_not_applicable,
                    "no_counts_from": one.no_counts_from,
                    "count_measure": one.count,
                    "rule": rubric.printed_rule(one),
                }
                for position, one in enumerate(rubric.criteria)
            ],
        )
        columns = ("rubric", "criterion_id", "position", "measure")
        _insert(
            connection,
            "rule_measure",
            [dict(zip(columns, row, strict=True)) for row in rules.rule_measures(rubric)],
        )
        _insert(connection, "ratio", [_fields(one) for one in ratios(rubric)])
    measures = {measure.name: measure for rubric in rubrics for measure in rubric.measures.values()}
    _insert(
        connection,
        "measure_kind",
        [{"measure": one.name, "label": one.label, "unit": one.unit} for one in measures.values()],
    )
    _insert(
        connection,
        "table_kind",
        [{"table_name": name, "title": title} for name, title in layout.read().titles.items()],
    )
    _insert(
        connection,
        "field_kind",
        [{"field": one.key, "label": one.label, "type": one.type} for one in layout.read().fields.values()],
    )
    _insert(
        connection,
        "finding_kind",
        [
            {"kind": one.kind, "severity": one.severity, "title": one.title, "remedy": one.remedy}
            for one in kinds().values()
        ],
    )


def _insert_registry(connection: duckdb.DuckDBPyConnection, registry: Registry) -> None:
    _insert(
        connection,
        "society",
        [
            {
                "society_id": one.society_id,
                "name": one.name,
                "former_names": "、".join(one.former_names),
                "credit_code": one.credit_code,
                "category": one.category,
                "supporting_unit": one.supporting_unit,
                "renewal_years": list(one.renewal_years),
                "base_registered": one.base_registered,
                "base_cell": one.base_cell,
                "status": one.status,
                "is_expected": one.is_expected,
            }
            for one in registry.societies
        ],
    )


def _insert_submissions(connection: duckdb.DuckDBPyConnection, loaded: Iterable[Loaded]) -> dt.datetime | None:
    """Rows of all submissions, as they come; returns the time of the last receipt."""
    received: list[dict[str, Any]] = []
    with ExitStack() as stack:
        appenders = {
            table: stack.enter_context(connection.appender(table, columns=["submission_id", *names]))
            for table, names in _ROWS.items()
        }
        for one in loaded:
            received.append(_received(one))
            number = one.submission_id
            if one.part is not None and one.state != "returned":
                of_part: dict[str, Sequence[tuple[Any, ...]]] = {
                    "held_table": one.part.held,
                    "answer": one.part.answers,
                    "form_value": one.part.form,
                    "member_count": one.part.members,
                    "council_member": one.part.council,
                }
                for table, rows in of_part.items():
                    appenders[table].append_rows((number, *row) for row in rows)
            appenders["sheet_account"].append_rows((number, *row) for row in one.accounts)
            appenders["finding"].append_rows((number, *_finding_values(entry)) for entry in one.findings)
            if len(received) % _TOGETHER == 0:
                for appender in appenders.values():
                    appender.flush()
    _insert(connection, "received", received)
    return max((one["received_at"] for one in received), default=None)


def _received(one: Loaded) -> dict[str, Any]:
    return {
        "submission_id": one.submission_id,
        "receipt": one.receipt.number,
        "society_id": one.society_id,
        "period": one.period,
        "file_name": one.receipt.name,
        "format": one.format,
        "sha256": one.receipt.sha256,
        "size": one.receipt.size,
        "way": one.receipt.way,
        "received_at": one.receipt.at,
        "state": one.state,
    }


def _fields(row: Any) -> dict[str, Any]:
    # dataclasses.fields would look through them anew for each of some hundred thousand rows
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Append rows to a base table, by column name."""
    if rows:
        with connection.appender(table, columns=list(rows[0])) as appender:
            appender.append_rows([row[name] for name in rows[0]] for row in rows)
