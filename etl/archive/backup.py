"""A backup: one zip file with all that cannot be made again, proved before and after it is written, and put back."""

import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from etl.archive import damaged_files, staging
from etl.archive.chain import JournalEntry, Reading, extended
from etl.archive.decisions import standing
from etl.archive.files import Archive
from etl.archive.locking import ArchiveError
from etl.disk import make_folder, replace, write_private
from etl.paths import DataFolder

_JOURNAL = "archive/journal.jsonl"
_FILE = re.compile(r"archive/files/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_BESIDE = ("registry.xlsx", "accounts.json")
_ARCHIVED = ("file", "registry", "rubric")
Progress = Callable[[str, int, int], None]


def back_up(folder: DataFolder, target: Path, progress: Progress = lambda *_: None) -> int:
    """Write the archive, the registry and the accounts into a new zip file; returns how many archived files it holds.
    Raises ArchiveError, and writes nothing, where anything is damaged.
    """
    archive = Archive(folder.archive)
    if target.exists():
        raise ArchiveError(f"{target} 已经存在，没有覆盖。请换一个文件名。")
    if not archive.journal.path.exists():
        raise ArchiveError("还没有收到任何文件，没有可备份的。")
    with archive.locked():  # what the journal names by now is there for good
        journal = archive.journal.proved()
        beside = {name: (folder.root / name).read_bytes() for name in _BESIDE if (folder.root / name).exists()}
    damaged_files.require_intact(archive)
    wanted = _named(journal.entries)
    make_folder(target.parent)
    staging.sweep(folder.staging)  # of a backup that was killed nothing stays
    with staging.unfinished(target, folder.staging) as part:
        with (
            os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as backup,  # workbooks are compressed already
        ):
            for name, content in beside.items():
                backup.writestr(name, content)
            for done, sha256 in enumerate(wanted, 1):
                backup.writestr(f"archive/files/{sha256[:2]}/{sha256}", archive.read(sha256))
                progress("写入备份", done, len(wanted))
            progress("核对备份", 0, 1)
            backup.writestr(_JOURNAL, journal.content, zipfile.ZIP_DEFLATED)
        check_backup(part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        replace(part, target)
    return len(wanted)


def check_backup(path: Path) -> None:
    """Prove a backup as the archive is proved. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(path) as backup:
            names = backup.namelist()
            strange = [name for name in names if name not in (_JOURNAL, *_BESIDE) and not _FILE.fullmatch(name)]
            if strange or len(set(names)) < len(names) or _JOURNAL not in names:
                raise _damaged(path, "它不是本程序的备份" if _JOURNAL not in names else f"里面有不认识的 {strange[:1]}")
            journal = extended(Reading(), backup.read(_JOURNAL))
            if journal.faults or journal.torn:
                raise _damaged(path, "其中的日志受损")
            there = {match.group(2) for match in map(_FILE.fullmatch, names) if match}
            if missing := set(_named(journal.entries)) - there:
                raise _damaged(path, f"缺 {len(missing)} 份文件")
            for sha256 in there:
                content = backup.read(f"archive/files/{sha256[:2]}/{sha256}")
                if hashlib.sha256(content).hexdigest() != sha256:
                    raise _damaged(path, "其中有文件受损")
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, "它打不开，或者不完整") from error


def restore(path: Path, folder: DataFolder) -> None:
    """Put a backup into a data folder that does not exist or is empty: all of it, or nothing. Raises ArchiveError."""
    if not path.is_file():
        raise ArchiveError(f"没有这个备份文件：{path}。")
    if folder.root.exists() and (not folder.root.is_dir() or any(folder.root.iterdir())):
        raise ArchiveError(f"{folder.root} 不是空的，没有改动。请用 --data 写一个空的或还没有的文件夹。")
    check_backup(path)
    part = folder.root.with_name(f"{folder.root.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    make_folder(part)
    try:
        with zipfile.ZipFile(path) as backup:
            for name in backup.namelist():
                write_private(part / name, backup.read(name))
        if folder.root.exists():
            folder.root.rmdir()
        replace(part, folder.root)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _named(entries: Iterable[JournalEntry]) -> list[str]:
    """The archived files that the journal names and nobody has given up for lost."""
    every = list(entries)
    lost = standing(every).lost
    named = dict.fromkeys(one.detail["sha256"] for one in every if one.what in _ARCHIVED)
    return [sha256 for sha256 in named if sha256 not in lost]


def _damaged(path: Path, why: str) -> ArchiveError:
    return ArchiveError(f"备份 {path} 不能用：{why}。请换一个备份。")
