"""Whether a data folder is sound, for somebody who looks after the program."""

import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl.archive.files import Archive
from etl.archive.locking import ArchiveError
from etl.paths import DataFolder

_LEAST_FREE = 500_000_000  # bytes: a build of a large city and a day's uploads fit in


@dataclass(frozen=True, slots=True)
class Condition:
    """The lines of the journal, when the last was written (ISO; empty without one), bytes free on the disk; `trouble`
    says in a sentence what is wrong, and is empty where nothing is.
    """

    journal_lines: int
    last_line_at: str
    free_bytes: int
    trouble: str


def condition(folder: DataFolder) -> Condition:
    """How the data folder is; an unreadable journal and a disk that is nearly full are trouble."""
    there = next(path for path in (folder.root, *folder.root.parents) if path.exists())
    free = shutil.disk_usage(there).free
    trouble = f"磁盘快满了，只剩 {free // 1_000_000} MB。请清理磁盘。" if free < _LEAST_FREE else ""
    journal = Archive(folder.archive).journal.path
    try:
        lines, last = _journal(folder.archive, journal.stat().st_mtime_ns if journal.exists() else 0)
    except ArchiveError as error:
        return Condition(0, "", free, str(error))
    return Condition(lines, last, free, trouble)


@lru_cache(maxsize=4)
def _journal(archive: Path, _changed: int) -> tuple[int, str]:
    # Whoever watches asks every few seconds.
    entries = Archive(archive).entries()
    return len(entries), entries[-1].at.isoformat(timespec="seconds") if entries else ""
