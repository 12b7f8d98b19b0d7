"""What killed programs have left half written in a data folder, removed."""

from contextlib import suppress

from etl.archive import staging
from etl.archive.files import Archive
from etl.archive.locking import Busy
from etl.paths import DataFolder
from etl.warehouse import sweep


def sweep_litter(folder: DataFolder) -> None:
    """Remove it. Needs the archive's lock."""
    Archive(folder.archive).sweep()
    sweep(folder)
    staging.sweep(folder.staging)


def sweep_at_start(folder: DataFolder) -> None:
    """Remove it where nobody writes to the archive at this moment; whoever does has removed it. Raises ArchiveError."""
    archive = Archive(folder.archive)
    if archive.journal.path.exists():
        with suppress(Busy), archive.locked(timeout=0):
            sweep_litter(folder)
