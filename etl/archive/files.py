"""The archive: every received file byte for byte under its SHA-256, and an append-only journal of what was
received and decided.

The archive is the truth, the warehouse a build product. A file is stored first and journalled second; whatever
moment the program dies at, a journalled file is there. Files and folders are readable by their owner only.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from etl.text import shown

_CHUNK = 1 << 20
_TOGETHER = 64
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else change line ends


class ArchiveError(Exception):
    """The archive cannot be read or written; the message says what to do."""


class Busy(ArchiveError):
    """Another program is loading."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the journal. `what` is file, registry, rubric, review or note; `detail` holds the rest."""

    number: int
    at: dt.datetime
    what: str
    detail: dict[str, Any]


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


class Archive:
    """One archive folder. Writing needs the lock (`with archive.locked()`); reading does not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal.jsonl"

    @contextmanager
    def locked(self, timeout: float = -1) -> Iterator[None]:
        """Hold the archive against other loaders; waits, or raises Busy after `timeout` seconds."""
        self._make(self.folder)
        try:
            with FileLock(self.folder / ".lock", timeout=timeout, mode=0o600):
                yield
        except Timeout as error:
            raise Busy("另一个装载正在进行，请等它结束后再试。") from error

    def file(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return Path(f"{self.folder}/files/{sha256[:2]}/{sha256}")

    def receive(self, paths: Iterable[tuple[Path, str]], way: str, at: dt.datetime | None = None) -> Iterator[Receipt]:
        """Store and journal files (path, original name) in order; all share one load. Needs the lock.

        A receipt is on disk, file and line, when it is handed out; some are made together, because the disk is slow.
        """
        load = os.urandom(6).hex()
        number = self._mended_length()
        for some in _batches(paths, _TOGETHER):
            stored = self._store([path for path, _ in some])
            entries = [
                JournalEntry(
                    number + ordinal,
                    at or dt.datetime.now(),
                    "file",
                    {"sha256": sha256, "name": name, "way": way, "load": load, "size": size},
                )
                for ordinal, ((_, name), (sha256, size)) in enumerate(zip(some, stored, strict=True), 1)
            ]
            self._write(entries)
            number += len(entries)
            yield from map(_receipt, entries)

    def _store(self, sources: Sequence[Path]) -> list[tuple[str, int]]:
        """Keep the bytes of files; returns SHA-256 and size in bytes of each. What is there already is not written."""
        staging = self.folder / "staging"
        self._make(staging)
        stored = []
        for number, source in enumerate(sources):
            digest, size = hashlib.sha256(), 0
            copied = staging / str(number)
            handle = os.open(copied, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
            with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
                while chunk := original.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    copy.write(chunk)
            stored.append((copied, digest.hexdigest(), size))
        for copied, sha256, _ in stored:
            target = self.file(sha256)
            if target.exists():
                copied.unlink()
                continue
            with copied.open("rb+") as copy:
                os.fsync(copy.fileno())
            self._make(target.parent)
            os.replace(copied, target)
        return [(sha256, size) for _, sha256, size in stored]

    def keep_version(self, what: str, path: Path, at: dt.datetime | None = None) -> None:
        """Archive a registry or rubric file if it differs from the one last archived under its name."""
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        last = [entry for entry in self.entries() if entry.what == what and entry.detail["name"] == path.name]
        if not last or last[-1].detail["sha256"] != sha256:
            self._store([path])
            self.append(what, {"sha256": sha256, "name": path.name}, at)

    def append(self, what: str, detail: dict[str, Any], at: dt.datetime | None = None) -> JournalEntry:
        """One more line in the journal, on disk when this returns. Needs the lock."""
        entry = JournalEntry(self._mended_length() + 1, at or dt.datetime.now(), what, detail)
        self._write([entry])
        return entry

    def _write(self, entries: Sequence[JournalEntry]) -> None:
        lines = [
            json.dumps({"at": entry.at.isoformat(), "what": entry.what, **entry.detail}, ensure_ascii=False) + "\n"
            for entry in entries
        ]
        handle = os.open(self.journal, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _BINARY, 0o600)
        with os.fdopen(handle, "ab") as journal:
            journal.write("".join(lines).encode())
            journal.flush()
            os.fsync(journal.fileno())

    def entries(self, until: dt.datetime | None = None) -> list[JournalEntry]:
        """The journal in order, up to a moment. A last line that was torn by a crash is left out. Raises
        ArchiveError.
        """
        if not self.journal.exists():
            return []
        entries = []
        for number, line in enumerate(self.journal.read_bytes().split(b"\n")[:-1], 1):
            try:
                detail = json.loads(line)
                at, what = dt.datetime.fromisoformat(detail.pop("at")), detail.pop("what")
            except (ValueError, KeyError) as error:
                raise ArchiveError(f"档案日志第 {number} 行损坏（{self.journal}）。请从备份恢复该文件。") from error
            if until is None or at <= until:
                entries.append(JournalEntry(number, at, what, detail))
        return entries

    def receipts(self, until: dt.datetime | None = None) -> list[Receipt]:
        """The received files in order of receipt."""
        return [_receipt(entry) for entry in self.entries(until) if entry.what == "file"]

    def latest(self, what: str, until: dt.datetime | None = None) -> dict[str, str]:
        """File name → SHA-256 of the versions of a registry or rubric in force."""
        return {entry.detail["name"]: entry.detail["sha256"] for entry in self.entries(until) if entry.what == what}

    def named_copies(self, versions: dict[str, str], folder: Path) -> list[Path]:
        """Copies of archived files under their own names in `folder`, for readers that go by the name."""
        copies = []
        for name, sha256 in sorted(versions.items()):
            shutil.copyfile(self.file(sha256), folder / name)
            copies.append(folder / name)
        return copies

    def sweep(self) -> None:
        """Remove what a killed loader left half copied. Needs the lock."""
        shutil.rmtree(self.folder / "staging", ignore_errors=True)

    def _mended_length(self) -> int:
        """The number of lines, after cutting off a last line that was torn by a crash."""
        if not self.journal.exists():
            return 0
        content = self.journal.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            with self.journal.open("rb+") as journal:
                journal.truncate(whole)
        return content.count(b"\n")

    @staticmethod
    def _make(folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _receipt(entry: JournalEntry) -> Receipt:
    detail = entry.detail
    return Receipt(
        entry.number, entry.at, detail["sha256"], shown(detail["name"]), detail["way"], detail["load"], detail["size"]
    )


def _batches(paths: Iterable[tuple[Path, str]], size: int) -> Iterator[list[tuple[Path, str]]]:
    remaining = iter(paths)
    while batch := list(islice(remaining, size)):
        yield batch
