"""The disk: folders for our eyes only, files that others hold open, and its errors (no space, no right to write) as a
sentence that says what to do.
"""

from __future__ import annotations  # start.py imports this with a Python that may be too old

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

R = TypeVar("R")

_FULL = "磁盘已满，写不下 {}。请清理磁盘后再试。"
_FORBIDDEN = (
    "读写不了 {}：别的程序（Excel、WPS、备份或杀毒软件）正开着它，或者没有权限。请关闭那个程序，或检查权限，然后再试。"
)
_TOO_LONG = "文件名或路径太长：{}。请换一个短的名字，或把程序和数据放到路径短的文件夹里。"
_SENTENCES = {
    errno.ENOENT: "没有这个文件或文件夹：{}。请检查路径。",
    errno.EEXIST: "{} 已经存在，而且不是文件夹。请换一个名字，或先把它移走。",
    errno.ENOTDIR: "路径 {} 中有一级不是文件夹。请检查路径。",
    errno.EISDIR: "{} 是文件夹，这里要的是文件。请检查路径。",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: "{} 所在的磁盘只能读，不能写。请换一个位置。",
    errno.ENAMETOOLONG: _TOO_LONG,
}
LONGEST_PATH = 259
"""Characters of a path on Windows, unless it is told to allow more; a longer one is said not to exist."""
HELD_SECONDS = 5.0 if os.name == "nt" else 0.0
"""How long a file that another program holds open is waited for. Only Windows refuses to replace or remove one."""
_OTHER = "读写 {} 时出错（错误号 {}）。请检查磁盘和权限后再试。"


def trouble(error: Exception) -> str:
    """What went wrong and what to do; anything but an OSError is the database's, which says so only in English."""
    if not isinstance(error, OSError):
        return "数据库文件无法读写，磁盘或内存可能已满。请检查后再试。"
    names = [name for name in (error.filename2, error.filename) if isinstance(name, str)]
    name = names[0] if names else "文件"
    if os.name == "nt" and error.errno == errno.ENOENT and len(name) > LONGEST_PATH:
        return _TOO_LONG.format(name)
    return _SENTENCES.get(error.errno or 0, _OTHER).format(name, error.errno or "不详")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, all readable by their owner only."""
    if folder.is_dir():
        return
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in (*reversed(missing[1:]), folder):  # itself in any case: a file may stand there
        one.mkdir(mode=0o700, exist_ok=True)


def replace(source: Path, target: Path) -> None:
    """Put a file or folder in the place of another, all at once. One that is held open is waited for; raises
    PermissionError where it stays so.
    """
    patiently(lambda: os.replace(source, target))


def remove(path: Path) -> None:
    """Remove a file if it is there. One that is held open is waited for; raises PermissionError where it stays so."""
    patiently(lambda: path.unlink(missing_ok=True))


def read(path: Path) -> bytes:
    """The content of a file that may be replaced at this moment. Raises OSError."""
    return patiently(path.read_bytes)


def patiently(act: Callable[[], R]) -> R:
    """What `act` returns, as soon as nobody holds open the file that it needs. Raises what it raises in the end."""
    deadline = time.monotonic() + HELD_SECONDS
    while True:
        try:
            return act()
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(0.05)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; it is on the disk, whole, when this returns, or not there at all."""
    make_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        replace(part, path)
    finally:
        remove(part)


def make_private(paths: Iterable[Path]) -> None:
    """Take the rights of others from files and from folders with all they hold, as far as they are ours to change."""
    if os.name == "nt":
        return  # it knows no such rights
    for path in paths:
        inside = (f"{folder}/{name}" for folder, folders, files in os.walk(path) for name in (*folders, *files))
        for one in (str(path), *inside):  # of thousands of files a Path each would take longer than all else
            with suppress(FileNotFoundError, PermissionError):
                mode = os.lstat(one).st_mode
                if mode & 0o077 and not stat.S_ISLNK(mode):
                    os.chmod(one, stat.S_IMODE(mode) & 0o700)
