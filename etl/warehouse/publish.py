"""Publishing: each build is a new file, a one-line pointer names the one in force, old builds are swept.

The name of a build says what it was made of, so that nobody need open it to know.
"""

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.disk import read, remove, replace
from etl.paths import ROOT, DataFolder

KEPT_BUILDS = 3
_STORAGE = "v1.2.0"
"""DuckDB 1.2 and later can open a build's file (docs/platform-facts.md)."""
_MADE_OF = ("*.py", "*.sql", "*.toml")
_MOMENT = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"\d{8}-\d{6}-(\d+)-([0-9a-f]{8})(?:-at-(\d{8}T\d{6}))?-[0-9a-f]{6}\.duckdb")


def _program() -> str:
    files = sorted(file for pattern in _MADE_OF for file in (ROOT / "etl").rglob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


PROGRAM = _program()
"""The version of this program: what it is made of when it starts, whatever becomes of the files later."""


@dataclass(frozen=True, slots=True)
class Made:
    """What the name of a build says: how many lines of the journal the builds of the present have counted, which
    program made it, and the moment whose state it shows (None: the present).
    """

    line_count: int
    program: str
    as_of: dt.datetime | None


def made(build: str) -> Made | None:
    """What the name of a build says; None where an earlier program made it, whose names did not say."""
    match = _NAME.fullmatch(build)
    if match is None:
        return None
    line_count, program, moment = match.groups()
    return Made(int(line_count), program, dt.datetime.strptime(moment, _MOMENT) if moment else None)


def current_build(folder: DataFolder) -> Path | None:
    """The build that CURRENT names, or None before the first load."""
    try:
        name = read(folder.current).decode("utf-8").strip()
    except FileNotFoundError:
        return None
    return folder.warehouse / name


@contextmanager
def opened_to_write(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The file of a build, made where there is none, to be filled or brought up to date.

    Without FSST writing takes a third less time, and the file is smaller. As `config` DuckDB heeds it not.
    """
    with duckdb.connect(str(path), config={"storage_compatibility_version": _STORAGE}) as connection:
        connection.execute("set disabled_compression_methods = 'fsst'")
        yield connection


@contextmanager
def publish(folder: DataFolder, line_count: int, as_of: dt.datetime | None = None) -> Iterator[Path]:
    """A path to build at; when the block ends well, the file there becomes the build in force, else it is removed.

    `line_count` and `as_of` are what its name is to say (`Made`).
    """
    folder.warehouse.mkdir(mode=0o700, parents=True, exist_ok=True)
    of_the_past = f"-at-{as_of:{_MOMENT}}" if as_of else ""
    name = f"{dt.datetime.now():%Y%m%d-%H%M%S}-{line_count}-{PROGRAM}{of_the_past}-{os.urandom(3).hex()}.duckdb"
    finished, unfinished = folder.warehouse / name, folder.warehouse / f"{name}.part"
    pointer = folder.warehouse / "CURRENT.part"
    try:
        yield unfinished
        _sync(unfinished)
        replace(unfinished, finished)
        pointer.write_text(name + "\n", "utf-8")
        _sync(pointer)
        replace(pointer, folder.current)
    finally:
        for litter in (unfinished, Path(f"{unfinished}.wal"), pointer):
            remove(litter)
        if current_build(folder) != finished:
            remove(finished)
    sweep(folder)


def sweep(folder: DataFolder) -> None:
    """Remove unfinished builds and all but the last three finished ones. Call it only while holding the
    archive's lock.
    """
    current = current_build(folder)
    builds = sorted(folder.warehouse.glob("*.duckdb"), key=lambda path: (path == current, path.name))
    litter = [*builds[:-KEPT_BUILDS], *folder.warehouse.glob("*.part"), *folder.warehouse.glob("*.wal")]
    for path in litter:
        with suppress(PermissionError):  # Windows: a reader still has it open; the next load removes it
            path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
