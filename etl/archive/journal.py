"""The journal: an append-only file of what was received and decided, a line each, all chained by their hashes."""

import datetime as dt
import hashlib
import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock

from etl.archive.chain import JournalEntry, Reading, extended, hashed
from etl.archive.locking import ArchiveError, archive_lock, held
from etl.disk import make_folder, patiently, read
from etl.paths import COMMAND

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would else change line ends
_TOLD = 3
_TURNED_BACK = dt.timedelta(hours=1)
"""So much the clock goes back where summer time ends."""


class JournalDamaged(ArchiveError):
    """The journal is not what was written; the message says where, and how to go on."""


class Counted(NamedTuple):
    """Up to which line a build counts the journal, and the hash of that line; empty for a program before 1.1.0."""

    line_count: int
    line_hash: str


_known: dict[Path, Reading] = {}
"""What was read last: of a journal that has only grown since, only the new lines are read."""


_NOTHING = Counted(0, "")


class Journal:
    """One journal file. Whoever writes a line holds it for that moment, so that a review need not wait for a build,
    which holds the archive; reading needs no lock.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _lock(self) -> FileLock:
        return archive_lock(self.path.parent / ".journal.lock")

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else writes a line while the block lasts."""
        with held(self._lock):
            yield

    def read(self) -> Reading:
        """All that it says, whatever is wrong with it."""
        try:
            content = read(self.path)
        except FileNotFoundError:
            content = b""
        _known[self.path] = extended(_known.get(self.path, Reading()), content)
        return _known[self.path]

    def proved(self, counted: Counted = _NOTHING) -> Reading:
        """What it says, where nothing is wrong with it and every line is there that a build has counted.

        Raises JournalDamaged.
        """
        reading = self.read()
        faults = [f"第 {fault.line} 行{fault.problem}" for fault in reading.faults]
        if not reading.line_count and (counted.line_count or self._is_gone()):
            faults = ["不见了，或者是空的"]
        elif reading.line_count < counted.line_count and not reading.holds(*counted):
            there, wanted = reading.line_count, counted.line_count
            faults.append(f"第 {there + 1} 行起缺失，现有 {there} 行，而看板的数据已计入 {wanted} 行")
        elif not reading.holds(*counted) and not faults:
            faults = [f"第 {counted.line_count} 行或之前的行不是看板的数据计入时的内容"]
        if faults:
            raise JournalDamaged(self._told(faults))
        return reading

    def _is_gone(self) -> bool:
        """Whether files are archived that it would name: the first may have been stored when a kill came."""
        return len(list(islice(self.path.parent.glob("files/*/*"), 2))) > 1

    def _told(self, faults: Sequence[str]) -> str:
        more = f"等 {len(faults)} 处" if len(faults) > _TOLD else ""
        return (
            f"档案日志{'；'.join(faults[:_TOLD])}{more}（{self.path}）。没有收取，也没有发布新的数据，看板仍显示原来的。"
            f"请从备份恢复这个文件（备份用 {COMMAND} restore 打开）；没有备份的，核对后运行 "
            f"{COMMAND} accept-loss journal --why 原因，接受这一损失：受损的行不再计入，其余照旧。"
        )

    def tell_clock_set_back(self) -> None:
        """Warn where the clock of this computer is behind the last line. Raises JournalDamaged."""
        entries, now = self.proved().entries, dt.datetime.now()
        if entries and now < entries[-1].at - _TURNED_BACK:
            logging.getLogger(__name__).warning(
                "电脑的时钟（%s）比档案日志最后一行的时间（%s）早。请核对电脑的时钟。先后按日志的行序，不受影响；"
                "现在收到的和决定的，记的是电脑现在的时间。",
                *(f"{moment:%Y-%m-%d %H:%M}" for moment in (now, entries[-1].at)),
            )

    def open(self) -> Reading:
        """Make it ready for new lines: take in lines that carry no hash, and put down as torn what a crash
        has left of a line. Returns what it then says. Raises JournalDamaged.
        """
        with self.held():
            return self._opened()

    def _opened(self) -> Reading:
        reading = self.proved()
        if reading.torn:
            logging.getLogger(__name__).warning(
                "档案日志第 %d 行没有写完（写入时中断），不算数，已原样记入日志。那时没有显示完成的操作，请再做一次。",
                reading.line_count + 1,
            )
            reading = self._put_down_torn(reading)
        if reading.line_count and not reading.is_chained:
            reading = self._write(reading, [("chain", {"line_count": reading.line_count})])
        return reading

    def append(
        self, lines: Sequence[tuple[str, Mapping[str, Any]]], at: dt.datetime | None = None
    ) -> list[JournalEntry]:
        """More lines, each of a kind with its details; on the disk when this returns. Raises JournalDamaged."""
        with self.held():
            return list(self._write(self.open(), lines, at).entries[-len(lines) :])

    def accept_loss(self, counted: Counted, why: str) -> None:
        """Go on with what is left, by a decision that says why, what was left, and what a build had counted."""
        with self.held():
            self._accept_loss(counted, why)

    def _accept_loss(self, counted: Counted, why: str) -> None:
        reading = self._put_down_torn(self.read())
        content = hashlib.sha256(reading.content).hexdigest()
        self._write(reading, [("loss", {"of": "journal", "content": content, "counted": counted, "why": why})])

    def _put_down_torn(self, reading: Reading) -> Reading:
        if not reading.torn:
            return reading
        return self._write(reading, [("torn", {"text": reading.torn.decode("utf-8", "replace")})])

    def _write(
        self, reading: Reading, lines: Sequence[tuple[str, Mapping[str, Any]]], at: dt.datetime | None = None
    ) -> Reading:
        """Write the lines after the last whole one."""
        moment = (at or dt.datetime.now()).astimezone()
        content, link = b"", reading.last_hash
        for what, detail in lines:
            said = {"at": moment.isoformat(), "what": what, **detail, "previous": link}
            line, link = hashed(json.dumps(said, ensure_ascii=False))
            content += line
        make_folder(self.path.parent)
        journal = patiently(lambda: os.open(self.path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o600))
        try:
            _write_at(journal, len(reading.content), content)
        finally:
            os.close(journal)
        _known[self.path] = extended(reading, reading.content + content)
        return _known[self.path]


def _write_at(file: int, start: int, content: bytes) -> None:
    """Write and wait until it is on the disk; where the disk is full no half line stays."""
    try:
        os.lseek(file, start, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.ftruncate(file, start + len(content))
        os.fsync(file)
    except OSError:
        os.ftruncate(file, start)
        raise
