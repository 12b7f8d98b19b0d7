"""Locks between programs that write to one archive."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.disk import make_folder

_NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.EINVAL)


class ArchiveError(Exception):
    """The archive cannot be read or written; the message says what to do."""


class Busy(ArchiveError):
    """Another program is loading."""


def archive_lock(path: Path) -> FileLock:
    """The lock of that path, held by nobody yet; whoever holds it may take it again."""
    return FileLock(path, mode=0o600, fallback_to_soft=False)


@contextmanager
def held(lock: FileLock, timeout: float = -1) -> Iterator[None]:
    """Hold the lock; waits, or raises Busy after `timeout` seconds.

    Raises ArchiveError where the disk knows no locks.
    """
    folder = Path(lock.lock_file).parent
    make_folder(folder)
    try:
        lock.acquire(timeout)
    except Timeout as error:
        raise Busy("另一个装载正在进行，请等它结束后再试。") from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        raise ArchiveError(
            f"{folder} 所在的磁盘不支持文件锁（有些网络盘是这样），两个程序同时写会写坏档案，所以没有继续。"
            "请把数据文件夹放到本机的磁盘上。"
        ) from error
    try:
        yield
    finally:
        lock.release()
