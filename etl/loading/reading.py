"""Received files as they were understood: read in worker processes, and in a server read only once."""

import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from etl.submission import Knowledge, Understanding, understand
from etl.workbook import Unreadable
from etl.workbook.pool import HandedJob, Pool

Understood = Understanding | Unreadable
# A worker may die because the machine ran out of memory, not because of the file: such a file is read again next time.
PASSING = ("file_crashed", "file_slow", "file_memory")


class Reader:
    """Workers that read files, and what they found in them; a server keeps one as long as it runs.

    A file never changes under its SHA-256, so what it says changes only with the rubrics it is read with. What is kept
    goes into the warehouse anyway and names no person; it is kept pickled (about 10 KB a file), because the garbage
    collector would else look through it all after every visitor's run.
    """

    def __init__(self) -> None:
        self.pool = Pool(module="etl.submission")
        self._known: dict[tuple[str, tuple[str, ...]], bytes | HandedJob] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers before their first file is there."""
        self.pool.start()

    def close(self) -> None:
        """End the workers."""
        self.pool.close()

    def begin(self, files: Iterable[tuple[str, Path]], rubric_files: tuple[Path, ...]) -> None:
        """Begin to read files (SHA-256, path), each as soon as it comes; `understood` asks for them later."""
        rubrics, knowledge = _hashes(rubric_files), Knowledge.of(rubric_files)
        for sha256, path in files:
            if (sha256, rubrics) not in self._known:
                self._known[sha256, rubrics] = self.pool.begin(understand, path, knowledge)

    def understood(
        self, files: Sequence[tuple[str, Path]], rubric_files: tuple[Path, ...]
    ) -> Iterator[tuple[str, Understood]]:
        """Yield each file (SHA-256, path) in order as SHA-256 and what it says, or why it cannot be read."""
        rubrics, knowledge = _hashes(rubric_files), Knowledge.of(rubric_files)
        known = {sha256: self._known.get((sha256, rubrics)) for sha256, _ in files}
        jobs = [(path, knowledge) for sha256, path in files if known[sha256] is None]
        fresh = self.pool.each_pickled(understand, jobs)
        for sha256, _ in files:
            kept = known[sha256] or next(fresh)
            content = self.pool.outcome(kept) if isinstance(kept, HandedJob) else kept
            result: Understood = pickle.loads(content)
            if isinstance(result, Unreadable) and result.kind in PASSING:
                self._known.pop((sha256, rubrics), None)
            else:
                self._known[sha256, rubrics] = content
            yield sha256, result


def _hashes(files: Iterable[Path]) -> tuple[str, ...]:
    return tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
