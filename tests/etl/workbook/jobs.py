"""What the tests let worker processes do."""

import errno
import os
import signal
import time
from pathlib import Path

from etl.workbook import Unreadable, read


def count_rows(path: Path, _: None) -> int:
    """Return the number of rows in all sheets."""
    return sum(len(sheet.rows) for sheet in read(path).sheets)


def kind_of(path: Path, _: None) -> str:
    """Return how the file was read: its format, or why not."""
    try:
        return read(path).format
    except Unreadable as reason:
        return reason.kind


def act(path: Path, deed: str) -> str:
    """Do the deed and return its name, if there is somebody left to return it."""
    match deed:
        case "abort":
            os.abort()
        case "be killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "compute":
            while True:
                pass
        case "sleep":
            time.sleep(600)
        case "take memory":
            bytearray(2 * 1024**3)
        case "find no memory":
            raise OSError(errno.ENOMEM, "Cannot allocate memory")
        case "write":
            path.write_text("x", encoding="utf-8")
        case "refuse":
            raise Unreadable("file_far_cell", {"sheet": "表", "cell": "XFD1"})
        case "fail":
            raise ZeroDivisionError("张三")
    return deed


def read_or_act(path: Path, deed: str) -> int | str:
    """Count the rows of the file, or do another deed."""
    return count_rows(path, None) if deed == "read" else act(path, deed)


def process_id(_path: Path, _: None) -> int:
    """Return the id of the worker process."""
    return os.getpid()
