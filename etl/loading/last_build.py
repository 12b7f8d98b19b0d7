"""The last build as what the next one starts from, and what it remembers of the files that were read for it.

It may be gone or damaged at any time: then all is read again. Nothing is taken from the build of another program.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import duckdb

from etl.paths import DataFolder
from etl.warehouse import PROGRAM, Made, MadeOf, current_build, made, made_of

R = TypeVar("R")

_TOGETHER = 200
_OFTEN = 2
"""A file that ran out of its limits so often is not read again (docs/operation.md, Limits)."""
# Attached rather than opened: the dashboard's process has the build open already, with settings of its own.
_ATTACH = "attach ? as last (read_only)"
_REMEMBERED = "select {} from last.internal.understood where sha256 in (select unnest(?))"


@dataclass(frozen=True, slots=True)
class LastBuild:
    """The build in force: what its name says, and what it was made of."""

    path: Path
    said: Made
    made_of: MadeOf


@dataclass(frozen=True, slots=True)
class Memory:
    """The files whose content a build remembers. `exhausted` as in `MadeOf`, of other files as well."""

    build: Path | None = None
    files: frozenset[str] = frozenset()
    exhausted: Mapping[str, int] = field(default_factory=dict)

    def texts(self, sha256s: Sequence[str]) -> Iterator[tuple[str, str]]:
        """SHA-256 and stored form of those of the files that are remembered, in the order in which they were read."""
        wanted = [sha256 for sha256 in sha256s if sha256 in self.files]
        if not wanted:
            return
        with duckdb.connect() as connection:
            connection.execute(_ATTACH, [str(self.build)])
            rows = connection.execute(_REMEMBERED.format("sha256, content"), [wanted])
            while some := rows.fetchmany(_TOGETHER):
                yield from some

    def hand_on(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Have another build remember the same files."""
        if self.files:
            connection.execute(_ATTACH, [str(self.build)])
            connection.execute("insert into understood " + _REMEMBERED.format("*"), [list(self.files)])
            connection.execute("detach last")


def last_build(folder: DataFolder) -> LastBuild | None:
    """The build in force, where this program made it and it can be read."""
    path = current_build(folder)
    said = made(path.name) if path else None
    if path is None or said is None or said.program != PROGRAM or not path.is_file():
        return None
    versions = made_of(path)
    return LastBuild(path, said, versions) if versions else None


def with_last_build(folder: DataFolder, do: Callable[[LastBuild | None], R]) -> R:
    """What `do` makes of the last build; where that turns out to be damaged, what it makes of none."""
    last = last_build(folder)
    try:
        return do(last)
    except duckdb.ProgrammingError:  # a fault of ours
        raise
    except duckdb.Error:
        if last is None:
            raise
        return do(None)


def is_tired(times: int) -> bool:
    """Whether a file ran out of its limits once, and is to be read a second time."""
    return 0 < times < _OFTEN


def memory(last: LastBuild | None, wordings_sha256: str) -> Memory:
    """What need not be read again with rubrics of this wording."""
    if last is None or last.made_of.wordings_sha256 != wordings_sha256:
        return Memory()
    known = frozenset(sha256 for sha256, times in last.made_of.exhausted.items() if not is_tired(times))
    return Memory(last.path, known, last.made_of.exhausted)


def memory_of_failures(last: LastBuild | None, wordings_sha256: str, again: frozenset[str]) -> Memory:
    """Only the files that ran out of their limits too often, without those that are to be tried again."""
    whole = memory(last, wordings_sha256)
    failed = {sha256: times for sha256, times in whole.exhausted.items() if times and sha256 not in again}
    return Memory(whole.build, whole.files & failed.keys(), failed)
