"""The one door from the dashboard into this room: receive files, send them back, decide, compare, show a few cells."""

import datetime as dt
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import duckdb

from etl import registry as registries
from etl.archive.damaged_files import known_damaged
from etl.archive.damaged_files import told as damage_told
from etl.archive.decisions import WITHDRAWN
from etl.archive.files import Archive
from etl.archive.journal import ArchiveError
from etl.archive.staging import scratch
from etl.disk import trouble
from etl.knowledge import layout as layouts
from etl.knowledge.findings import Finding
from etl.knowledge.rubric import RubricError
from etl.loading import pipeline
from etl.loading.assign import Assignment
from etl.loading.backlog import is_loading, waiting
from etl.loading.compare import Happening, Move
from etl.loading.compare import history as happened
from etl.loading.compare import moves as compared
from etl.loading.condition import Condition, condition
from etl.loading.decide import Note, Outdated, Review, record_note, record_review
from etl.loading.decision_history import DecisionMade, made_so_far
from etl.loading.file_decisions import FileDecision, file_decisions, record_file_decision
from etl.loading.file_outcomes import FileOutcome, Outcome, outcome_of
from etl.loading.material import Progress
from etl.loading.reading import Reader
from etl.loading.withdraw import Loss, Undo, Withdrawal
from etl.paths import DataFolder
from etl.registry import RegistryError
from etl.returns.outgoing import Correction, corrections
from etl.submission import excerpts
from etl.submission.excerpts import Evidence, Fragment, Place
from etl.warehouse import made
from etl.workbook import Unreadable

__all__ = [
    "WITHDRAWN",
    "Assignment",
    "Condition",
    "Contact",
    "Correction",
    "DecisionMade",
    "Evidence",
    "FileDecision",
    "FileOutcome",
    "Finding",
    "Fragment",
    "Happening",
    "Loss",
    "Move",
    "Note",
    "Outcome",
    "Place",
    "Progress",
    "Refused",
    "Review",
    "Undo",
    "Upload",
    "Withdrawal",
    "check_files",
    "close",
    "condition",
    "contacts",
    "corrected",
    "damage_told",
    "damaged_files",
    "decisions_about_files",
    "decisions_made",
    "evidence",
    "fragments",
    "history",
    "moment",
    "moves",
    "plain_name",
    "receive_files",
    "record",
    "waiting_files",
]

_READER = Reader()
"""The workers of the server: they start with the first file and stay until `close`."""
_LONGEST_NAME = 120


class Refused(Exception):
    """The data folder could not be read or written; the message says what to do. What was received is kept."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody handed it in: the name it came with, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about a society. For reminders only."""

    society_id: str
    contact: str
    phone: str


def contacts(folder: DataFolder, registry_sha256: str) -> list[Contact]:
    """The contacts in an archived version of the registry, one for each society. Raises Refused."""
    with _refusals():
        registry = registries.read(Archive(folder.archive).file(registry_sha256), layouts.read())
    return [Contact(one.society_id, one.contact, one.phone) for one in registry.societies]


def check_files(folder: DataFolder, uploads: Sequence[Upload], progress: Progress) -> Outcome:
    """What `receive_files` would say of these files; changes nothing. Raises Refused."""
    with _refusals(), _written(folder, uploads) as files:
        return outcome_of(folder, pipeline.check(folder, files, progress, _READER))


def receive_files(folder: DataFolder, uploads: Sequence[Upload], progress: Progress) -> Outcome:
    """Archive the files, build and publish, as the command line does; says so while it waits for another load.

    Raises Refused; files that were already archived stay, and the next load takes them in.
    """
    with _refusals(), _written(folder, uploads) as files:
        if is_loading(Archive(folder.archive)):
            progress("等待另一次收取结束", 0, 1)
        return outcome_of(folder, pipeline.load(folder, files, "upload", progress, _READER))


def fragments(folder: DataFolder, places: Sequence[tuple[str, Place]]) -> list[Fragment | None]:
    """For each file (SHA-256) and place the cells around it; None in a roster, a contact or an unreadable file."""
    archive = Archive(folder.archive)
    found = _READER.pool.each(excerpts.cut, [(archive.file(sha256), place) for sha256, place in places])
    return [None if isinstance(one, Unreadable) else one for one in found]


def evidence(folder: DataFolder, sha256: str, sheet: str, cell: str) -> Evidence | None:
    """What the file (SHA-256) says as 佐证材料 beside the answer in that cell; None where it says nothing."""
    job = (Archive(folder.archive).file(sha256), Place(sheet, cell, 0))
    found = next(_READER.pool.each(excerpts.evidence, [job]))
    return None if isinstance(found, Unreadable) or not (found and found.text) else found


def record(
    folder: DataFolder, decision: Review | Note | Withdrawal | Assignment | Loss | Undo, progress: Progress
) -> None:
    """Keep what somebody of the staff decided, and publish a build that counts it; waits for another load to end.

    Raises Refused, also where another version of the answer has come in since the review was asked for; what was kept
    by then (where only the build failed) stays, and the next load counts it.
    """
    with _refusals():
        match decision:
            case Review():
                record_review(folder, decision, progress, _READER)
            case Note():
                record_note(folder, decision, progress, _READER)
            case _:
                record_file_decision(folder, decision, progress, _READER)


def decisions_about_files(folder: DataFolder) -> list[FileDecision]:
    """The withdrawals, assignments and losses that stand, in order; each can be undone. Raises Refused."""
    with _refusals():
        return file_decisions(Archive(folder.archive))


def decisions_made(folder: DataFolder) -> list[DecisionMade]:
    """Everything that was decided so far, in order, with what was undone since. Raises Refused."""
    with _refusals():
        return made_so_far(Archive(folder.archive))


def damaged_files(folder: DataFolder) -> list[str]:
    """The original names of archived files that were found damaged and not healed since. Raises Refused."""
    with _refusals():
        return known_damaged(Archive(folder.archive))


def corrected(folder: DataFolder, submission_ids: Sequence[str]) -> list[Correction]:
    """The workbooks to send back for those of the submissions that have open findings. Raises Refused."""
    with _refusals():
        return list(corrections(folder, submission_ids=submission_ids))


def history(folder: DataFolder) -> list[Happening]:
    """What was received and decided so far, in order. Raises Refused."""
    with _refusals():
        return happened(folder)


def moves(folder: DataFolder, before: dt.datetime, after: dt.datetime, progress: Progress) -> list[Move]:
    """Every verdict that moved between two moments, by cause; a second or two for each cause. Raises Refused."""
    with _refusals():
        return compared(folder, before, after, progress, _READER)


def moment(build: str) -> dt.datetime | None:
    """The moment whose state a build (its name) shows, because somebody asked for it; None: the present."""
    said = made(build)
    return said.as_of if said else None


def waiting_files(folder: DataFolder) -> int:
    """How many files were received and are counted by no build, because a load was cut off; 0 while one is under way.

    Raises Refused.
    """
    with _refusals():
        count = waiting(folder)
        return 0 if count and is_loading(Archive(folder.archive)) else count


def close() -> None:
    """End the workers; the server calls it when it ends."""
    _READER.close()


def plain_name(name: str) -> str:
    """The file's name without folders, control characters and direction marks, short enough for every file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(ch for ch in last if unicodedata.category(ch)[0] != "C").strip(" .")
    return visible[-_LONGEST_NAME:] or "未命名"


@contextmanager
def _written(folder: DataFolder, uploads: Sequence[Upload]) -> Iterator[list[tuple[Path, str]]]:
    """The uploads as files under names of our own, each with the name it came with."""
    with scratch(folder.staging) as own:
        files = []
        for number, upload in enumerate(uploads):
            path = own / f"{number:04d}"
            path.write_bytes(upload.content)
            files.append((path, plain_name(upload.name)))
        yield files


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (RegistryError, RubricError, ArchiveError, Outdated) as error:
        raise Refused(str(error)) from error
    except (OSError, duckdb.IOException) as error:
        raise Refused(f"{trouble(error)}看板仍显示原来的数据。") from error
