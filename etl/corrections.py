"""退回修改: the submitter's own workbook with the findings of one submission marked in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from etl.archive import Archive
from etl.findings import kinds
from etl.paths import DataFolder
from etl.returns import Mark, return_workbook
from etl.warehouse import current_build

_MARKED_FORMATS = ("xlsx",)


@dataclass(frozen=True, slots=True)
class Correction:
    """One workbook to send back. `is_marked`: it is the submitter's own, else only the list of what to correct."""

    submission_id: str
    society_id: str | None
    file_name: str
    content: bytes
    is_marked: bool


def corrections(
    folder: DataFolder, period: int | None = None, society_id: str | None = None, submission_ids: Sequence[str] = ()
) -> Iterator[Correction]:
    """One workbook for each submission with findings: those in force and those returned, of a period, a
    society, or by id.

    Empty before the first load.
    """
    path = current_build(folder)
    if path is None:
        return
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(path)])
        connection.execute("use build")
        submissions = connection.execute(
            """
            select submission_id, society_id, file_name, sha256, format
            from submission
            where (is_current or state = 'returned')
                and ($period is null or period = $period or period is null)
                and ($society is null or society_id = $society)
                and (len($ids) = 0 or list_contains($ids, submission_id))
                and submission_id in (select submission_id from finding)
            order by receipt, submission_id
            """,
            {"period": period, "society": society_id, "ids": list(submission_ids)},
        ).fetchall()
        archive = Archive(folder.archive)
        for submission_id, of_society, file_name, sha256, file_format in submissions:
            marks = _marks(connection, submission_id)
            original = archive.file(sha256).read_bytes() if file_format in _MARKED_FORMATS else b""
            content, is_marked = return_workbook(original, marks, file_name)
            yield Correction(submission_id, of_society, _returned_name(file_name), content, is_marked)


def _marks(connection: duckdb.DuckDBPyConnection, submission_id: str) -> list[Mark]:
    rows = connection.execute(
        "select kind, sheet, cell, severity, message, remedy, suggestion, value from finding where submission_id = ?",
        [submission_id],
    ).fetchall()
    return [
        Mark(sheet, cell, severity, kinds()[kind].title, message, remedy, suggestion, value)
        for kind, sheet, cell, severity, message, remedy, suggestion, value in rows
    ]


def _returned_name(file_name: str) -> str:
    stem, _, _ = file_name.rpartition(".")
    return f"{stem or file_name}（须更正）.xlsx"
