"""Scratch folders inside the data folder, for our eyes only: uploads, copies under other names, trial builds.

Each is locked as long as its program lives; the next start removes those of programs that were killed, and what these
had begun to write elsewhere.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from etl.disk import make_folder, remove

_ELSEWHERE = ".elsewhere"
"""The suffix of a file beside a scratch folder that names what is written outside the staging area. It never lies in
the folder, where there may be files that others have named.
"""


@contextmanager
def scratch(staging: Path) -> Iterator[Path]:
    """An empty folder (0700) in the staging area that is gone after the block."""
    make_folder(staging)
    with _lock(staging / ".lock"):
        folder = Path(tempfile.mkdtemp(dir=staging))
        own = _lock(folder.with_suffix(".lock"))
        own.acquire()
    try:
        yield folder
    finally:
        with _lock(staging / ".lock"):
            _remove(folder, own)


@contextmanager
def unfinished(target: Path, staging: Path) -> Iterator[Path]:
    """A path beside `target`, which may lie anywhere, to write it at before it gets its name. What is there after the
    block is removed; where the program is killed, the next sweep does so.
    """
    with scratch(staging) as own:
        part = target.with_name(f"{target.name}.{own.name}.part")
        own.with_suffix(_ELSEWHERE).write_bytes(os.fsencode(part.absolute()))
        try:
            yield part
        finally:
            remove(part)


def sweep(staging: Path) -> None:
    """Remove the folders whose programs live no more."""
    if not staging.exists():
        return
    with _lock(staging / ".lock"):
        for folder in [one for one in staging.iterdir() if one.is_dir()]:
            own = _lock(folder.with_suffix(".lock"))
            try:
                own.acquire(timeout=0)
            except Timeout:
                continue
            _remove(folder, own)


def _lock(path: Path) -> FileLock:
    return FileLock(path, mode=0o600, fallback_to_soft=False, thread_local=False)


def _remove(folder: Path, own: FileLock) -> None:
    elsewhere = folder.with_suffix(_ELSEWHERE)
    with suppress(OSError):  # none was written, or it lies on a disk that is no longer there
        remove(Path(os.fsdecode(elsewhere.read_bytes())))
    with suppress(PermissionError):
        remove(elsewhere)
    shutil.rmtree(folder, ignore_errors=True)
    own.release()
    with suppress(PermissionError):  # somebody looks at it; the next start removes it
        remove(Path(own.lock_file))
