"""The one door from the dashboard into this room: receive files, send them back, decide, compare, show a few cells."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from etl import registry as registries
from etl.archive.damaged_files import known_damaged
from etl.archive.damaged_files import told as damage_told
from etl.archive.decisions import WITHDRAWN
from etl.archive.files import Archive
from etl.desk.bulk_files import (
    ReadyFile,
    drop_ready_files,
    make_ready,
    ready_file,
    write_backup,
    write_templates,
)
from etl.desk.free_texts import free_texts
from etl.desk.handed_in import Upload, check_files, plain_name, receive_files
from etl.desk.refusal import Refused, refusals
from etl.desk.workers import READER, close
from etl.knowledge import layout as layouts
from etl.knowledge.findings import Finding
from etl.loading import staff_decisions
from etl.loading.assign import Assignment
from etl.loading.backlog import is_loading, waiting
from etl.loading.clear import Check, Clearance
from etl.loading.compare import Happening
from etl.loading.compare import history as happened
from etl.loading.compare import moves as compared
from etl.loading.condition import Condition, condition
from etl.loading.decide import Note, Review
from etl.loading.decision_history import DecisionMade, made_so_far
from etl.loading.file_decisions import FileDecision, file_decisions
from etl.loading.file_outcomes import FileOutcome, Outcome
from etl.loading.handle import Handling
from etl.loading.litter import sweep_at_start
from etl.loading.material import Progress
from etl.loading.registry_changes import RegistryChange, RegistryCount, RegistryRestoration
from etl.loading.staff_decisions import StaffDecision
from etl.loading.verdict_moves import Move
from etl.loading.withdraw import Loss, Undo, Withdrawal
from etl.paths import DataFolder
from etl.returns.outgoing import Correction, corrections
from etl.submission import excerpts
from etl.submission.excerpts import Fragment, FreeText, FreeTexts, Place
from etl.warehouse import made
from etl.workbook import Unreadable

__all__ = [
    "WITHDRAWN",
    "Assignment",
    "Check",
    "Clearance",
    "Condition",
    "Contact",
    "Correction",
    "DecisionMade",
    "FileDecision",
    "FileOutcome",
    "Finding",
    "Fragment",
    "FreeText",
    "FreeTexts",
    "Handling",
    "Happening",
    "Loss",
    "Move",
    "Note",
    "Outcome",
    "Place",
    "Progress",
    "ReadyFile",
    "Refused",
    "RegistryChange",
    "RegistryCount",
    "RegistryRestoration",
    "Review",
    "StaffDecision",
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
    "drop_ready_files",
    "fragments",
    "free_texts",
    "history",
    "make_ready",
    "moment",
    "moves",
    "plain_name",
    "ready_file",
    "receive_files",
    "record",
    "sweep",
    "waiting_files",
    "write_backup",
    "write_templates",
]


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call about a society. For reminders only."""

    society_id: str
    contact: str
    phone: str


def contacts(folder: DataFolder, registry_sha256: str) -> list[Contact]:
    """The contacts in an archived version of the registry, one for each society. Raises Refused."""
    with refusals():
        registry = registries.read(Archive(folder.archive).file(registry_sha256), layouts.read())
    return [Contact(one.society_id, one.contact, one.phone) for one in registry.societies]


def fragments(folder: DataFolder, places: Sequence[tuple[str, Place]]) -> list[Fragment | None]:
    """For each file (SHA-256) and place the cells around it; None in a roster, a contact or an unreadable file."""
    archive = Archive(folder.archive)
    found = READER.pool.each(excerpts.cut, [(archive.file(sha256), place) for sha256, place in places])
    return [None if isinstance(one, Unreadable) else one for one in found]


def record(folder: DataFolder, decision: StaffDecision, progress: Progress) -> None:
    """Keep what somebody of the staff decided, and publish a build that counts it; waits for another load to end.

    Raises Refused, also where another version of the answer has come in since the review was asked for; what was kept
    by then (where only the build failed) stays, and the next load counts it.
    """
    with refusals():
        staff_decisions.record(folder, decision, progress, READER)


def sweep(folder: DataFolder) -> None:
    """Remove what killed programs have left half written; the server calls it when it starts. Raises Refused."""
    with refusals():
        sweep_at_start(folder)


def decisions_about_files(folder: DataFolder) -> list[FileDecision]:
    """The withdrawals, assignments, handlings and losses that stand, in order; each can be undone. Raises Refused."""
    with refusals():
        return file_decisions(Archive(folder.archive))


def decisions_made(folder: DataFolder) -> list[DecisionMade]:
    """Everything that was decided so far, in order, with what was undone since. Raises Refused."""
    with refusals():
        return made_so_far(Archive(folder.archive))


def damaged_files(folder: DataFolder) -> list[str]:
    """The original names of archived files that were found damaged and not healed since. Raises Refused."""
    with refusals():
        return known_damaged(Archive(folder.archive))


def corrected(
    folder: DataFolder, submission_ids: Sequence[str], progress: Progress = lambda *_: None
) -> list[Correction]:
    """The workbooks to send back for those of the submissions that have open findings. Raises Refused."""
    marked = []
    with refusals():
        for correction in corrections(folder, submission_ids=submission_ids):
            marked.append(correction)
            progress("标注原表", len(marked), len(submission_ids))
    return marked


def history(folder: DataFolder) -> list[Happening]:
    """What was received and decided so far, in order. Raises Refused."""
    with refusals():
        return happened(folder)


def moves(folder: DataFolder, before: dt.datetime, after: dt.datetime, progress: Progress) -> list[Move]:
    """Every verdict that moved between two moments, by cause; a second or two for each cause. Raises Refused."""
    with refusals():
        return compared(folder, before, after, progress, READER)


def moment(build: str) -> dt.datetime | None:
    """The moment whose state a build (its name) shows, because somebody asked for it; None: the present."""
    said = made(build)
    return said.as_of if said else None


def waiting_files(folder: DataFolder) -> int:
    """How many files were received and are counted by no build, because a load was cut off; 0 while one is under way.

    Raises Refused.
    """
    with refusals():
        count = waiting(folder)
        return 0 if count and is_loading(Archive(folder.archive)) else count
