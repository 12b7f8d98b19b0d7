"""The archive: every received file byte for byte under its SHA-256, and beside it the journal of what was received and
decided.

The archive is the truth, the warehouse a build product. A file is stored first and journalled second; whatever
moment the program dies at, a journalled file is there. Files and folders are readable by their owner only.
"""

import datetime as dt
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from etl.archive.chain import JournalEntry
from etl.archive.decisions import Receipt, Standing, receipt, standing
from etl.archive.journal import Journal
from etl.archive.locking import archive_lock, held
from etl.disk import make_folder, replace
from etl.text import shown
from etl.workbook import read_bytes

_CHUNK = 1 << 20
_TOGETHER = 64
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else change line ends


class Archive:
    """One archive folder. Writing needs the lock (`with archive.locked()`); reading does not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = Journal(folder / "journal.jsonl")

    @contextmanager
    def locked(self, timeout: float = -1) -> Iterator[None]:
        """Hold the archive against other loaders; waits, or raises Busy after `timeout` seconds.

        Raises ArchiveError where the disk knows no locks.
        """
        with held(archive_lock(self.folder / ".lock"), timeout):
            yield

    def file(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return Path(self.place(sha256))

    def place(self, sha256: str) -> str:
        """The same for who goes through thousands: to make a Path takes longer than to ask the disk."""
        return f"{self.folder}/files/{sha256[:2]}/{sha256}"

    def is_intact(self, sha256: str) -> bool:
        """Whether the copy under this hash is there and is what its name says."""
        try:
            return _sha256(self.file(sha256)) == sha256
        except FileNotFoundError:
            return False

    def read(self, sha256: str) -> bytes:
        """The bytes with this hash. Raises AlteredCopy where the copy is not what its name says."""
        return read_bytes(self.file(sha256))

    def receive(self, paths: Iterable[tuple[Path, str]], way: str, at: dt.datetime | None = None) -> Iterator[Receipt]:
        """Store and journal files (path, original name) in order; all share one load. Needs the lock.

        A receipt is on disk, file and line, when it is handed out; some are made together, because the disk is slow.
        A file whose archived copy was damaged replaces that copy: it heals what is there and is no new version.
        """
        load = os.urandom(6).hex()
        known = {entry.detail["sha256"] for entry in self.journal.open().entries if entry.what == "file"}
        for some in _batches(paths, _TOGETHER):
            stored = self._store([path for path, _ in some])
            lines = [
                (
                    "healing" if is_new and sha256 in known else "file",
                    {"sha256": sha256, "name": name, "way": way, "load": load, "size": size},
                )
                for (_, name), (sha256, size, is_new) in zip(some, stored, strict=True)
            ]
            yield from map(receipt, self.journal.append(lines, at))

    def trial_receipts(self, files: Iterable[tuple[Path, str]]) -> Iterator[Receipt]:
        """The receipts that `receive` would make now; nothing is stored. Raises JournalDamaged."""
        last = self.journal.proved().line_count
        for number, (path, name) in enumerate(files, last + 1):
            yield Receipt(number, dt.datetime.now(), _sha256(path), shown(name), "check", "check", path.stat().st_size)

    def _store(self, sources: Sequence[Path]) -> list[tuple[str, int, bool]]:
        """Keep the bytes of files; returns SHA-256 and size in bytes of each, and whether it was stored: what is there
        already and is what its name says is not written.
        """
        staging = self.folder / "staging"
        make_folder(staging)
        try:
            copies = [self._copy(source, staging / str(number)) for number, source in enumerate(sources)]
            stored = []
            for copied, sha256, size in copies:
                is_there = self.is_intact(sha256)
                stored.append((sha256, size, not is_there))
                if not is_there:
                    with copied.open("rb+") as copy:
                        os.fsync(copy.fileno())
                    make_folder(self.file(sha256).parent)
                    replace(copied, self.file(sha256))
            return stored
        finally:
            self.sweep()

    @staticmethod
    def _copy(source: Path, copied: Path) -> tuple[Path, str, int]:
        """Copy a file; returns where to, its SHA-256 and its size in bytes."""
        digest, size = hashlib.sha256(), 0
        handle = os.open(copied, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
            while chunk := original.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                copy.write(chunk)
        return copied, digest.hexdigest(), size

    def keep_version(
        self, what: str, path: Path, at: dt.datetime | None = None, detail: Mapping[str, Any] | None = None
    ) -> None:
        """Archive a registry or rubric file if it differs from the one last archived under its name, or if the copy
        of that is damaged. `detail` says who changed it, where that is known.
        """
        sha256 = _sha256(path)
        is_last = self.latest(what).get(path.name) == sha256
        if is_last and self.is_intact(sha256):
            return
        self.journal.open()
        self._store([path])
        if not is_last:
            self.append(what, {"sha256": sha256, "name": path.name, **(detail or {})}, at)

    def append(self, what: str, detail: Mapping[str, Any], at: dt.datetime | None = None) -> JournalEntry:
        """One more line in the journal, on disk when this returns. Needs the lock."""
        return self.journal.append([(what, detail)], at)[0]

    def entries(self, until: dt.datetime | None = None) -> list[JournalEntry]:
        """The journal in order, up to a moment. Raises JournalDamaged."""
        return [entry for entry in self.journal.proved().entries if until is None or entry.at <= until]

    def standing(self, until: dt.datetime | None = None) -> Standing:
        """What stands of all that was received and decided up to a moment. Raises JournalDamaged."""
        return standing(self.journal.proved().entries, until)

    def receipts(self, until: dt.datetime | None = None) -> list[Receipt]:
        """The received files in order of receipt. Raises JournalDamaged."""
        return list(self.standing(until).receipts)

    def latest(self, what: str, until: dt.datetime | None = None) -> dict[str, str]:
        """File name → SHA-256 of the versions of a registry or rubric in force."""
        return {entry.detail["name"]: entry.detail["sha256"] for entry in self.entries(until) if entry.what == what}

    def named_copies(self, versions: dict[str, str], folder: Path) -> list[Path]:
        """Copies of archived files under their own names in `folder`, for readers that go by the name."""
        copies = []
        for name, sha256 in sorted(versions.items()):
            content = self.read(sha256)
            copies.append(folder / name)
            copies[-1].write_bytes(content)
        return copies

    def sweep(self) -> None:
        """Remove what a killed loader left half copied. Needs the lock."""
        shutil.rmtree(self.folder / "staging", ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _batches(paths: Iterable[tuple[Path, str]], size: int) -> Iterator[list[tuple[Path, str]]]:
    remaining = iter(paths)
    while batch := list(islice(remaining, size)):
        yield batch
