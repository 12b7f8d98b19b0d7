"""Received files that no build counts yet: a load that was killed once it had received them leaves some."""

from functools import lru_cache
from pathlib import Path

from etl.archive.files import Archive
from etl.archive.locking import Busy
from etl.paths import DataFolder
from etl.warehouse import PROGRAM, current_build, made


def counted(folder: DataFolder) -> int:
    """How many lines of the journal the builds of the present have counted; all, where an earlier program built and
    did not say. Raises ArchiveError.
    """
    build = current_build(folder)
    if build is None or not build.is_file():
        return 0
    said = made(build.name)
    return said.line_count if said else Archive(folder.archive).journal.proved().line_count


def waiting(folder: DataFolder) -> int:
    """How many received files wait for a build, those that only repeat others included. Raises ArchiveError."""
    journal = Archive(folder.archive).journal.path
    if not journal.exists():
        return 0
    state = journal.stat()
    return _received_after(folder.archive, (state.st_size, state.st_mtime_ns), counted(folder))


@lru_cache(maxsize=4)
def _received_after(archive: Path, _state: tuple[int, int], line_count: int) -> int:
    # With the same size and time the journal says the same, and every run of a page asks.
    return sum(receipt.number > line_count for receipt in Archive(archive).receipts())


def is_behind(folder: DataFolder) -> bool:
    """Whether received files wait, or an earlier program made the build in force. Raises ArchiveError."""
    build = current_build(folder)
    said = made(build.name) if build else None
    return waiting(folder) > 0 or (build is not None and (said is None or said.program != PROGRAM))


def is_of_the_past(folder: DataFolder) -> bool:
    """Whether the build in force shows the state of a moment that was asked for, and not the present."""
    build = current_build(folder)
    said = made(build.name) if build else None
    return said is not None and said.as_of is not None


def is_loading(archive: Archive) -> bool:
    """Whether somebody writes to the archive at this moment."""
    try:
        with archive.locked(timeout=0):
            return False
    except Busy:
        return True
