"""Who came, and what was refused: one JSON line each in `log/access.jsonl` of the data folder, rotated.

It holds the account and the address, the name of a downloaded file and the path of what was denied; nothing else about
anybody.
"""

import datetime as dt
import io
import json
import logging
import os
import sys
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path

from etl.disk import make_folder
from etl.paths import data_folder

_MOST_BYTES, _OLDER_FILES = 2_000_000, 9
_LONGEST_VALUE = 200


class _OwnersFile(RotatingFileHandler):
    """A rotated file that only its owner may read."""

    def _open(self) -> io.TextIOWrapper:
        def owners(path: str, flags: int) -> int:
            return os.open(path, flags, 0o600)

        return io.TextIOWrapper(open(self.baseFilename, "ab", opener=owners), self.encoding)

    def handleError(self, record: logging.LogRecord) -> None:
        """Say that the line is lost; whoever asks is answered all the same."""
        print(f"访问日志写不进 {self.baseFilename}：{sys.exc_info()[1]}", file=sys.stderr)

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line; the folder is made with the first one."""
        try:
            make_folder(Path(self.baseFilename).parent)
        except OSError:
            self.handleError(record)
        else:
            super().emit(record)


class AccessLog:
    """The log in one folder."""

    def __init__(self, folder: Path) -> None:
        path = folder / "access.jsonl"
        self._file = _OwnersFile(path, maxBytes=_MOST_BYTES, backupCount=_OLDER_FILES, encoding="utf-8", delay=True)

    def note(self, what: str, who: str, source: str, **more: str) -> None:
        """Write a line: `login`, `failed`, `locked`, `logout`, `download`, `denied` or `refused`, of that account and
        that address of the network.
        """
        line = {
            "at": dt.datetime.now().isoformat(timespec="seconds"),
            "who": who,
            "what": what,
            "from": source,
            **{name: value[:_LONGEST_VALUE] for name, value in more.items()},
        }
        self._file.handle(logging.makeLogRecord({"msg": json.dumps(line, ensure_ascii=False)}))

    def close(self) -> None:
        """Let go of the file; the next line opens it again."""
        self._file.close()


@cache
def of_this_server() -> AccessLog:
    """The log of the data folder that this server shows."""
    return AccessLog(data_folder().log)
