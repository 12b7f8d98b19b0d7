"""Cross-checks that need the whole warehouse: answers against rules, rosters against the form, figures
against the registry and last year.
"""

from collections.abc import Iterable
from typing import Any

import duckdb

from etl.knowledge.findings import finding
from etl.paths import SQL
from etl.submission.account.sheet_names import HIDDEN_SHEET
from etl.warehouse import statements

BEFORE_VIEWS = ("check_confirmed",)
"""The checks that need base tables alone; what they find has a share in the state of a society."""
AFTER_VIEWS = tuple(sorted(path.stem for path in SQL.glob("check_*.sql") if path.stem not in BEFORE_VIEWS))


def cross_check(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> list[dict[str, Any]]:
    """Rows for the table `finding`, from these `check_*.sql`: kind, submission, place and the details of the
    sentence.
    """
    rows = []
    for path in (SQL / f"{name}.sql" for name in names):
        cases = statements.run(connection, path.read_text("utf-8")).fetchall()
        for kind, submission_id, sheet, cell, details in cases:
            worded = finding(kind, sheet, cell, **details)
            rows.append(
                {
                    "submission_id": submission_id,
                    "severity": worded.severity,
                    "kind": kind,
                    "sheet": sheet,
                    "cell": cell,
                    "message": worded.message,
                    "remedy": worded.remedy,
                    "value": None,
                    "suggestion": None,
                }
            )
    return rows


def name_earlier_values(connection: duckdb.DuckDBPyConnection) -> None:
    """Where a later file states a value that cannot be read, its finding names what an earlier one states: that is no
    longer sure (docs/judging.md, What is in force).
    """
    connection.execute(
        """
        update finding
        set message = message || format(
            '第 {} 次报送在 {} 填的是“{}”，因此也不再作准。', earlier_version, earlier_place, written
        )
        from earlier_statement
        where finding.severity = 'error' and finding.submission_id = earlier_statement.submission_id
            and finding.sheet = earlier_statement.sheet and finding.cell = earlier_statement.cell
        """
    )


def tell_hidden_sheets(connection: duckdb.DuckDBPyConnection, build: str) -> None:
    """Say in the findings of the cross-checks how to show their sheet, where it is hidden; those of the reader say it.

    `build` is the name in SQL of the database that holds the accounts of sheets.
    """
    for table in ("finding", "resolved_finding"):
        connection.execute(
            f"""
            update {table} as told
            set message = message || $sentence
            from {build}.main.sheet_account as account
            where account.is_hidden and account.submission_id = told.submission_id and account.sheet = told.sheet
                and not contains(message, $sentence)
            """,
            {"sentence": HIDDEN_SHEET},
        )
