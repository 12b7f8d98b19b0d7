"""What the received files say: out of the memory of the last build, or else read, and kept for the builds to come."""

from collections import Counter
from collections.abc import Sequence

import duckdb

from etl.archive.decisions import Receipt
from etl.loading.last_build import Memory
from etl.loading.material import Material, Progress
from etl.loading.reading import PASSING, Reader, Understood
from etl.submission import stored_form
from etl.warehouse.rows import append
from etl.workbook import Unreadable

_TOGETHER = 200


class FilesUnderstood:
    """The files of some receipts, each asked for once for each of its receipts, in their order."""

    def __init__(
        self, material: Material, receipts: Sequence[Receipt], memory: Memory, progress: Progress, reader: Reader
    ) -> None:
        self._wanted = Counter(one.sha256 for one in receipts)
        self._file_count, self._memory, self._progress = len(self._wanted), memory, progress
        self._remembered = memory.texts(list(self._wanted))
        unread = [(sha256, material.place(sha256)) for sha256 in self._wanted if sha256 not in memory.files]
        self._read = reader.understood(unread, material.rubric_files)
        self._at_hand: dict[str, Understood] = {}
        self._come = 0
        self._unkept: list[dict[str, object]] = []

    def of(self, sha256: str) -> Understood:
        """What the file says, or why it cannot be read; waits until the workers have read it."""
        while sha256 not in self._at_hand:
            if sha256 in self._memory.files:
                come, text = next(self._remembered)
                self._at_hand[come] = stored_form.from_text(text)
            else:
                come, result = next(self._read)
                self._at_hand[come] = result
                self._unkept.append(self._row(come, result))
            self._come += 1
            self._progress("读取", self._come, self._file_count)
        self._wanted[sha256] -= 1
        return self._at_hand[sha256] if self._wanted[sha256] else self._at_hand.pop(sha256)

    def keep(self, connection: duckdb.DuckDBPyConnection, at_least: int = 1) -> None:
        """Write what has been read since into the table `understood`, if it is so many files."""
        if len(self._unkept) >= at_least:
            append(connection, "understood", self._unkept)
            self._unkept = []

    def _row(self, sha256: str, result: Understood) -> dict[str, object]:
        ran_out = isinstance(result, Unreadable) and result.kind in PASSING
        times = self._memory.exhausted.get(sha256, 0) + 1 if ran_out else 0
        return {"sha256": sha256, "exhausted": times, "content": stored_form.to_text(result)}
