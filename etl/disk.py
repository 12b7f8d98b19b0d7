"""The disk: folders for our eyes only, and its errors (no space, no right to write) as a sentence that says what to
do.
"""

import errno
import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_FULL = "磁盘已满，写不下 {}。请清理磁盘后再试。"
_FORBIDDEN = "没有权限读写 {}。请检查权限；正在 Excel 或 WPS 中打开的，请先关闭。"
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
    errno.ENAMETOOLONG: "文件名太长：{}。请换一个短的名字。",
}
_OTHER = "读写 {} 时出错（错误号 {}）。请检查磁盘和权限后再试。"


def trouble(error: Exception) -> str:
    """What went wrong and what to do; anything but an OSError is the database's, which says so only in English."""
    if not isinstance(error, OSError):
        return "数据库文件无法读写，磁盘或内存可能已满。请检查后再试。"
    name = error.filename if isinstance(error.filename, str) else "文件"
    return _SENTENCES.get(error.errno or 0, _OTHER).format(name, error.errno or "不详")


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, all readable by their owner only."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read; it is on the disk, whole, when this returns, or not there at all."""
    make_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def make_private(paths: Iterable[Path]) -> None:
    """Take the rights of others from files and from folders with all they hold, as far as they are ours to change."""
    if os.name == "nt":
        return  # it knows no such rights
    for path in paths:
        for one in (path, *path.rglob("*")):
            if not one.is_symlink() and one.exists() and (mode := stat.S_IMODE(one.stat().st_mode)) & 0o077:
                with suppress(PermissionError):
                    one.chmod(mode & 0o700)
