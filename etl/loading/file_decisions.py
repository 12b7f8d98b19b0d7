"""Decisions about files: which stand."""

import datetime as dt
from dataclasses import dataclass

from etl.archive.files import Archive
from etl.loading.withdraw import undoable

_ABOUT_FILES = ("withdrawal", "assignment", "handling", "loss")


@dataclass(frozen=True, slots=True)
class FileDecision:
    """A decision about a file that stands: its line in the journal, when, and which (`what`: withdrawal, assignment,
    handling or loss). Of a handling and a loss there is no submission, society and period; of an assignment no
    submission.
    """

    number: int
    at: dt.datetime
    what: str
    file_name: str
    submission_id: str | None
    society_id: str | None
    period: int | None
    why: str
    author: str


def file_decisions(archive: Archive) -> list[FileDecision]:
    """The withdrawals, assignments, handlings and losses that stand, in order. Raises JournalDamaged."""
    return [
        FileDecision(
            entry.number,
            entry.at,
            entry.what,
            entry.detail["file_name"],
            entry.detail.get("submission_id"),
            entry.detail.get("society_id"),
            entry.detail.get("period"),
            entry.detail["why"],
            entry.detail["author"],
        )
        for entry in undoable(archive)
        if entry.what in _ABOUT_FILES
    ]
