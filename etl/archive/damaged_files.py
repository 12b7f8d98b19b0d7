"""Archived files that are not what was received: found, remembered until they are healed, told by their names."""

import json
import os
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from etl.archive.files import Archive
from etl.archive.locking import ArchiveError
from etl.disk import remove, write_private
from etl.paths import COMMAND
from etl.text import shown

_TOLD = 3
_ARCHIVED = ("file", "registry", "rubric")


class Damaged(ArchiveError):
    """Archived files are damaged or missing; the message names them and says how to go on."""


def require_intact(archive: Archive) -> None:
    """Check every archived file against its hash. Raises Damaged."""
    _require(archive, _wrong(archive, _names(archive)))


def require_present(archive: Archive) -> None:
    """Check that every received file is there in its size, and whether what was found damaged has been healed.

    Raises Damaged.
    """
    suspects = set(_remembered(archive))
    suspects.update(one.sha256 for one in archive.standing().receipts if _size(archive.place(one.sha256)) != one.size)
    _require(archive, _wrong(archive, suspects & _names(archive).keys()) if suspects else ())


def found_in(archive: Archive, sha256s: Iterable[str]) -> Damaged:
    """What to raise where readers have found these files damaged; remembers them."""
    wrong = set(sha256s) | set(_remembered(archive))
    _remember(archive, wrong)
    return Damaged(_told(archive, wrong))


def known_damaged(archive: Archive) -> list[str]:
    """The original names of the files that were found damaged and not healed since. Raises JournalDamaged."""
    wrong = _remembered(archive)
    return sorted(name for sha256, name in _names(archive).items() if sha256 in wrong) if wrong else []


def wrong_files(archive: Archive) -> dict[str, str]:
    """SHA-256 → original name of every archived file that is damaged or missing now. Raises JournalDamaged."""
    names = _names(archive)
    return {sha256: names[sha256] for sha256 in _wrong(archive, names)}


def _require(archive: Archive, wrong: Collection[str]) -> None:
    _remember(archive, wrong)
    if wrong:
        raise Damaged(_told(archive, wrong))


def _told(archive: Archive, wrong: Collection[str]) -> str:
    names = _names(archive)
    return told(sorted(names.get(sha256, sha256) for sha256 in wrong))


def told(names: Sequence[str]) -> str:
    """That files of these names are damaged, and what to do."""
    more = f"等 {len(names)} 个" if len(names) > _TOLD else ""
    listed = "、".join(f"“{name}”" for name in names[:_TOLD])
    return (
        f"档案中的文件受损或缺失：{listed}{more}。受损的不会使用，也没有发布新的数据，看板仍显示原来的。"
        f"请把同一份原件再收取一次（{COMMAND} load 文件），或从备份恢复；都没有的，运行 "
        f"{COMMAND} accept-loss 文件名 --why 原因，接受这一损失。"
    )


def _names(archive: Archive) -> dict[str, str]:
    """SHA-256 → name of what is archived and not given up for lost."""
    lost = archive.standing().lost
    entries = [one for one in archive.entries() if one.what in _ARCHIVED and one.detail["sha256"] not in lost]
    return {entry.detail["sha256"]: shown(entry.detail["name"]) for entry in reversed(entries)}


def _wrong(archive: Archive, sha256s: Collection[str]) -> list[str]:
    with ThreadPoolExecutor() as threads:  # hashing lets other threads run
        intact = threads.map(archive.is_intact, sha256s)
        return [sha256 for sha256, is_intact in zip(sha256s, intact, strict=True) if not is_intact]


def _size(path: str) -> int | None:
    try:
        return os.stat(path).st_size
    except FileNotFoundError:
        return None


def _note(archive: Archive) -> Path:
    return archive.folder / "damaged.json"


def _remembered(archive: Archive) -> list[str]:
    try:
        sha256s: list[str] = json.loads(_note(archive).read_text("utf-8"))
    except (FileNotFoundError, ValueError):  # it is a memory only: `verify` and `build` look at the files themselves
        return []
    return sha256s


def _remember(archive: Archive, wrong: Collection[str]) -> None:
    if not wrong:
        remove(_note(archive))
    elif sorted(wrong) != _remembered(archive):
        write_private(_note(archive), json.dumps(sorted(wrong)).encode())
