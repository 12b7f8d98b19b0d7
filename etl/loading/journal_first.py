"""Reviews that are in the journal at once and that a later build counts, so that nobody who reviews one answer after
another waits for a build. Nothing is lost where the program ends in between: the next build counts them.
"""

from collections.abc import Sequence
from itertools import takewhile

from etl.archive import damaged_files
from etl.archive.files import Archive
from etl.loading import pipeline
from etl.loading.backlog import counted, is_of_the_past
from etl.loading.decide import Review, details_of
from etl.loading.received_files import DecisionRefused
from etl.loading.withdraw import Undo, reasoned, undoable
from etl.paths import DataFolder
from etl.warehouse import counted_journal


def journal_reviews(folder: DataFolder, reviews: Sequence[Review]) -> list[int]:
    """Write the reviews into the journal, all of them or none, and return the numbers of their lines. Raises
    ValueError and Outdated as `details_of` does, else as `load` does.
    """
    archive = _ready(folder)
    with archive.journal.held():
        lines = [("review", detail) for detail in details_of(folder, reviews)]
        return [entry.number for entry in archive.journal.append(lines)]


def journal_undos(folder: DataFolder, undos: Sequence[Undo]) -> None:
    """Write into the journal that these decisions are undone. Raises DecisionRefused where one cannot be, else as
    `load` does.
    """
    archive = _ready(folder)
    with archive.journal.held():
        numbers = {entry.number for entry in undoable(archive) if entry.what == "review"}
        if strange := [one.number for one in undos if one.number not in numbers]:
            raise DecisionRefused(f"日志第 {strange[0]} 行不是一项可以撤销的审核，或者已经撤销。")
        archive.journal.append([("undo", {"undoes": one.number, **reasoned(one)}) for one in undos])


def uncounted_decisions(folder: DataFolder) -> int:
    """How many reviews and lines that undo one are in the journal and in no build. Raises JournalDamaged."""
    last = counted(folder)
    entries = reversed(Archive(folder.archive).journal.proved().entries)
    return sum(entry.what in ("review", "undo") for entry in takewhile(lambda entry: entry.number > last, entries))


def _ready(folder: DataFolder) -> Archive:
    """The archive, of which nothing is damaged and the present is shown."""
    archive = Archive(folder.archive)
    archive.journal.proved(counted_journal(folder))
    damaged_files.require_present(archive)
    if is_of_the_past(folder):
        pipeline.catch_up(folder, lambda *_: None)
    return archive
