"""What stands of all that was received and decided, out of the journal (docs/judging.md, Review).

Every record stays in the journal. A decision is undone by another one that names its line; a later review or note takes
the place of the earlier.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from etl.archive.chain import JournalEntry
from etl.text import shown

WITHDRAWN = "withdrawn"
DECISIONS = ("review", "note", "clearance", "withdrawal", "assignment", "handling", "loss")
"""The kinds of journal lines that an `undo` may name."""
JUDGED = ("society_id", "period", "kind", "subject", "judged")
"""What names a check for the value that it judges (docs/judging.md, Answered checks)."""
Belonging = tuple[str | None, int | None]
"""The society and the period that a submission was given to; None where it could be given to none."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A received file: its number in the journal, when and how it came, under which name, in which load.

    The journal keeps the name as it was; `name` is fit to be shown.
    """

    number: int
    at: dt.datetime
    sha256: str
    name: str
    way: str
    load: str
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a build counts: received files in order, rows of the tables `review`, `note`, `clearance` and `handling`,
    and by SHA-256 which submissions are withdrawn, to whom files were assigned, which files are given up for lost (they
    are no receipts).
    """

    receipts: tuple[Receipt, ...]
    reviews: tuple[dict[str, Any], ...] = ()
    notes: tuple[dict[str, Any], ...] = ()
    clearances: tuple[dict[str, Any], ...] = ()
    handlings: tuple[dict[str, Any], ...] = ()
    withdrawn: frozenset[tuple[str, Belonging]] = frozenset()
    assigned: tuple[tuple[str, tuple[str, int]], ...] = ()
    lost: frozenset[str] = frozenset()


def standing(entries: Sequence[JournalEntry], until: dt.datetime | None = None) -> Standing:
    """What stood at a moment. That a file is lost holds for all moments, since its bytes are gone for all of them."""
    lost = _lost(valid(entries))
    then = valid(entry for entry in entries if until is None or entry.at <= until)
    withdrawals = [one.detail for one in then if one.what == "withdrawal"]
    assignments = [one.detail for one in then if one.what == "assignment"]
    return Standing(
        tuple(receipt(one) for one in then if one.what == "file" and one.detail["sha256"] not in lost),
        tuple(_reviews(then)),
        tuple(_notes(then)),
        tuple(_clearances(then)),
        tuple(_handlings(then)),
        frozenset((one["sha256"], (one["society_id"], one["period"])) for one in withdrawals),
        tuple({one["sha256"]: (one["society_id"], one["period"]) for one in assignments}.items()),
        lost,
    )


def valid(entries: Iterable[JournalEntry]) -> list[JournalEntry]:
    """The entries without those that another one undoes, and without what undoes them. An undo can be undone."""
    undone: set[int] = set()
    kept = []
    for entry in reversed(list(entries)):
        if entry.number in undone:
            continue
        if entry.what == "undo":
            undone.add(entry.detail["undoes"])
        else:
            kept.append(entry)
    return kept[::-1]


def receipt(entry: JournalEntry) -> Receipt:
    """The received file of an entry `file` or `healing`."""
    detail = entry.detail
    return Receipt(
        entry.number, entry.at, detail["sha256"], shown(detail["name"]), detail["way"], detail["load"], detail["size"]
    )


def _lost(entries: Iterable[JournalEntry]) -> frozenset[str]:
    """The files given up for lost that have not come again since."""
    lost: set[str] = set()
    for entry in entries:
        if entry.what == "loss" and entry.detail["of"] == "file":
            lost.add(entry.detail["sha256"])
        elif entry.what in ("file", "healing"):
            lost.discard(entry.detail["sha256"])
    return frozenset(lost)


def _reviews(entries: Iterable[JournalEntry]) -> Iterable[dict[str, Any]]:
    """The last record for each answer (society, period, criterion, submission)."""
    standing: dict[tuple[str, int, str, str], dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "review":
            continue
        detail = entry.detail
        key = (detail["society_id"], detail["period"], detail["criterion_id"], detail["submission_id"])
        standing.pop(key, None)
        if detail["decision"] != WITHDRAWN:
            standing[key] = {**_without_account(detail), "reviewed_at": entry.at}
    return standing.values()


def _notes(entries: Iterable[JournalEntry]) -> Iterable[dict[str, Any]]:
    """A note is named by the number of its first record; an empty text withdraws it."""
    standing: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.what != "note":
            continue
        note_id = entry.detail.get("note_id") or f"{entry.number:06d}"
        standing.pop(note_id, None)
        if entry.detail["text"]:
            standing[note_id] = {**_without_account(entry.detail), "note_id": note_id, "noted_at": entry.at}
    return standing.values()


def _clearances(entries: Iterable[JournalEntry]) -> Iterable[dict[str, Any]]:
    """Each check that is cleared, with what it judged; of two of one check the last. A decision may clear several."""
    standing: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry in entries:
        if entry.what == "clearance":
            given = {name: entry.detail[name] for name in ("why", "author")}
            for check in entry.detail["checks"]:
                key = tuple(check[name] for name in JUDGED)
                standing.pop(key, None)
                standing[key] = {**dict(zip(JUDGED, key, strict=True)), **given, "cleared_at": entry.at}
    return standing.values()


def _handlings(entries: Iterable[JournalEntry]) -> Iterable[dict[str, Any]]:
    """Each file that was marked as handled, once: why, by whom, when."""
    standing = {}
    for entry in entries:
        if entry.what == "handling":
            given = {name: entry.detail[name] for name in ("sha256", "why", "author")}
            standing[entry.detail["sha256"]] = {**given, "handled_at": entry.at}
    return standing.values()


def _without_account(detail: dict[str, Any]) -> dict[str, Any]:
    """Who was logged in stays in the journal; the warehouse has the name that was given."""
    return {name: value for name, value in detail.items() if name != "account"}
