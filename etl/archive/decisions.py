"""Decisions of the association's staff, out of the journal: reviews (审核) and notes (docs/judging.md, Review).

Every record stays; a later one for the same answer takes its place, a withdrawal leaves none.
"""

from collections.abc import Iterable
from typing import Any

from etl.archive.files import JournalEntry

WITHDRAWN = "withdrawn"


def standing_reviews(entries: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """Rows of the table `review`: the last record for each answer (society, period, criterion, submission)."""
    standing: dict[tuple[str, int, str, str], dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "review":
            continue
        detail = entry.detail
        key = (detail["society_id"], detail["period"], detail["criterion_id"], detail["submission_id"])
        standing.pop(key, None)
        if detail["decision"] != WITHDRAWN:
            standing[key] = {**_without_account(detail), "reviewed_at": entry.at}
    return list(standing.values())


def standing_notes(entries: Iterable[JournalEntry]) -> list[dict[str, Any]]:
    """Rows of the table `note`; a note is named by the number of its first record, an empty text withdraws it."""
    standing: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "note":
            continue
        note_id = entry.detail.get("note_id") or f"{entry.number:06d}"
        standing.pop(note_id, None)
        if entry.detail["text"]:
            standing[note_id] = {**_without_account(entry.detail), "note_id": note_id, "noted_at": entry.at}
    return list(standing.values())


def _without_account(detail: dict[str, Any]) -> dict[str, Any]:
    """Who was logged in stays in the journal; the warehouse has the name that was given."""
    return {name: value for name, value in detail.items() if name != "account"}
