"""Decisions of the association's staff, out of the journal: reviews (审核) of answers, and notes (judging.md, Review).

Every record stays; a later one for the same answer takes its place, a withdrawal leaves none.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import duckdb

from etl.archive import Entry
from etl.paths import DataFolder
from etl.warehouse import current_build

DECISIONS = {"approved": "认可", "rejected": "不认可", "more_material": "需补材料"}
WITHDRAWN = "withdrawn"


_STANDS = """
select count(*)
from build.criterion_result
where society_id = $society_id and period = $period and criterion_id = $criterion_id
    and judged_submission_id = $submission_id and reviewed_at is not distinct from $replaces::timestamp
"""


def is_of_what_stands(folder: DataFolder, review: Mapping[str, Any], replaces: dt.datetime | None) -> bool:
    """Whether the submission that a review (a record of the journal) judges is the one that would now be judged, and
    the review made at `replaces`, or none, is the one that stands.
    """
    wanted = {name: review[name] for name in ("society_id", "period", "criterion_id", "submission_id")}
    wanted["replaces"] = replaces
    with duckdb.connect() as connection:
        # Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        return connection.execute(_STANDS, wanted).fetchall() != [(0,)]


def standing_reviews(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Rows of the table `review`: the last record for each answer (society, period, criterion, submission)."""
    standing: dict[tuple[str, int, str, str], dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "review":
            continue
        detail = entry.detail
        key = (detail["society_id"], detail["period"], detail["criterion_id"], detail["submission_id"])
        standing.pop(key, None)
        if detail["decision"] != WITHDRAWN:
            standing[key] = {**detail, "reviewed_at": entry.at}
    return list(standing.values())


def standing_notes(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Rows of the table `note`; a note is named by the number of its first record, an empty text withdraws it."""
    standing: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "note":
            continue
        note_id = entry.detail.get("note_id") or f"{entry.number:06d}"
        standing.pop(note_id, None)
        if entry.detail["text"]:
            standing[note_id] = {**entry.detail, "note_id": note_id, "noted_at": entry.at}
    return list(standing.values())
