"""Publishing: each build is a new file, a one-line pointer names the one in force, old builds are swept."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.paths import DataFolder

KEPT_BUILDS = 3


def current_build(folder: DataFolder) -> Path | None:
    """The build that CURRENT names, or None before the first load."""
    try:
        name = folder.current.read_text("utf-8").strip()
    except FileNotFoundError:
        return None
    return folder.warehouse / name


@contextmanager
def publish(folder: DataFolder) -> Iterator[Path]:
    """A path to build at; when the block ends well, the file there becomes the build in force, else it is removed."""
    folder.warehouse.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{dt.datetime.now():%Y%m%d-%H%M%S}-{os.urandom(3).hex()}.duckdb"
    unfinished = folder.warehouse / f"{name}.part"
    try:
        yield unfinished
        _sync(unfinished)
        os.replace(unfinished, folder.warehouse / name)
        pointer = folder.warehouse / "CURRENT.part"
        pointer.write_text(name + "\n", "utf-8")
        _sync(pointer)
        os.replace(pointer, folder.current)
    finally:
        unfinished.unlink(missing_ok=True)
        Path(f"{unfinished}.wal").unlink(missing_ok=True)
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
