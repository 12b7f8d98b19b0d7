"""What a build is made of."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from etl import registry as registries
from etl.archive import damaged_files
from etl.archive.chain import JournalEntry
from etl.archive.decisions import Receipt, Standing, standing
from etl.archive.files import Archive
from etl.archive.staging import scratch
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.standards_asked import wordings_sha256
from etl.loading.backlog import counted
from etl.paths import COMMAND, RUBRICS, DataFolder
from etl.registry import Registry, RegistryError
from etl.warehouse import rubrics_sha256
from etl.workbook import AlteredCopy

Progress = Callable[[str, int, int], None]
"""Called with the stage (a Chinese word), how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Material:
    """The journal and what stands by it, where the files lie, the registry and the rubric files.

    `counted`: so many of the journal's `line_count` lines the builds of the present have counted before.
    """

    entries: Sequence[JournalEntry]
    line_count: int
    counted: int
    standing: Standing
    place: Callable[[str], Path]
    registry: Registry
    registry_sha256: str
    rubric_files: tuple[Path, ...]

    @property
    def receipts(self) -> Sequence[Receipt]:
        return self.standing.receipts

    def since(self, line_count: int) -> list[JournalEntry]:
        """The journal after so many lines."""
        return [entry for entry in self.entries if entry.number > line_count]

    def rubrics(self) -> list[rubrics.Rubric]:
        return [rubrics.read(file) for file in self.rubric_files]

    def wordings_sha256(self) -> str:
        return wordings_sha256(self.rubrics())

    def rubrics_sha256(self) -> str:
        return rubrics_sha256(self.rubrics())


@dataclass(frozen=True, slots=True)
class Moments:
    """Up to when a build counts what the archive received: files and decisions, the registry, the rubrics; None: all.
    With `line_count` only so many lines of the journal.
    """

    data: dt.datetime | None = None
    registry: dt.datetime | None = None
    rubric: dt.datetime | None = None
    line_count: int | None = None


@contextmanager
def archived(folder: DataFolder, moments: Moments, registry: Registry | None = None) -> Iterator[Material]:
    """What the archive held at these moments; copies of registry and rubrics live as long as the block. `registry` is
    what the copy of it says, where that is known.
    """
    archive = Archive(folder.archive)
    journal = archive.journal.proved()
    line_count = journal.line_count if moments.line_count is None else moments.line_count
    entries = [entry for entry in journal.entries if entry.number <= line_count]

    def versions(what: str, until: dt.datetime | None) -> dict[str, str]:
        of_kind = [one for one in entries if one.what == what and (until is None or one.at <= until)]
        return {one.detail["name"]: one.detail["sha256"] for one in of_kind}

    of_registry = versions("registry", moments.registry)
    if not of_registry:
        raise RegistryError(f"档案中没有那时的名录，无法生成。请先运行一次 {COMMAND} load。")
    with naming_damaged_files(archive), scratch(folder.staging) as copies:
        registry_copy = archive.named_copies(of_registry, copies)[-1]
        yield Material(
            [entry for entry in entries if moments.data is None or entry.at <= moments.data],
            line_count,
            counted(folder),
            standing(entries, moments.data),
            archive.file,
            registry or registries.read(registry_copy, layouts.read()),
            of_registry[registry_copy.name],
            tuple(archive.named_copies(versions("rubric", moments.rubric), copies)),
        )


@contextmanager
def naming_damaged_files(archive: Archive) -> Iterator[None]:
    """Raise Damaged, which tells files by their names, where a reader has found an archived file damaged."""
    try:
        yield
    except AlteredCopy as error:
        raise damaged_files.found_in(archive, [error.sha256]) from error


def on_trial(
    folder: DataFolder, archive: Archive, files: Sequence[tuple[Path, str]], mine: Sequence[Receipt]
) -> Material:
    """What the archive holds, with files that are not received."""
    journal, standing = archive.journal.proved(), archive.standing()
    places = {receipt.sha256: path for receipt, (path, _) in zip(mine, files, strict=True)}
    return Material(
        journal.entries,
        journal.line_count,
        counted(folder),
        replace(standing, receipts=(*standing.receipts, *mine)),
        lambda sha256: places.get(sha256) or archive.file(sha256),
        registries.read(folder.registry, layouts.read()),
        hashlib.sha256(folder.registry.read_bytes()).hexdigest(),
        tuple(sorted(RUBRICS.glob("*.toml"))),
    )
