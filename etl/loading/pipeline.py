"""Loading: receive files, understand the whole archive, publish a new build; or only check and change nothing."""

import datetime as dt
import logging
import shutil
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from etl import registry as registries
from etl.archive import damaged_files
from etl.archive.decisions import Receipt
from etl.archive.files import Archive
from etl.archive.journal import Counted
from etl.disk import make_private, write_private
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.standards_asked import wordings_sha256
from etl.loading import filling
from etl.loading.backlog import is_behind, is_of_the_past
from etl.loading.last_build import LastBuild, Memory, last_build, memory, memory_of_failures, with_last_build
from etl.loading.litter import sweep_litter
from etl.loading.material import Material, Moments, Progress, archived, naming_damaged_files, on_trial
from etl.loading.outcome import LoadOutcome, report
from etl.loading.past import past_submissions
from etl.loading.reading import Reader
from etl.loading.verdict_moves import moved_since
from etl.paths import RUBRICS, DataFolder
from etl.registry import Registry, RegistryError
from etl.text import shown
from etl.warehouse import Loaded, counted_journal, current_build, describe, opened_to_write, publish, write_counted


def load(
    folder: DataFolder, files: Sequence[tuple[Path, str]], way: str, progress: Progress, reader: Reader | None = None
) -> LoadOutcome:
    """Receive files (path, original name) and publish a build of everything. Waits for another loader.

    A server hands over the `reader` it keeps; without one the workers live as long as the load.
    Raises RegistryError, RubricError or ArchiveError. Received files stay, the old build is served.
    """
    with _opened(folder) as archive, _kept(reader) as readers:
        registry = _keep_versions(folder, archive)
        readers.start()
        known = memory(last_build(folder), wordings_sha256(rubrics.read_all(RUBRICS)))
        receipts: list[Receipt] = []

        def received() -> Iterator[tuple[str, Path]]:
            for receipt in archive.receive(files, way):
                receipts.append(receipt)
                progress("收存", len(receipts), len(files))
                if receipt.sha256 not in known.files:
                    yield receipt.sha256, archive.file(receipt.sha256)

        incoming = received()
        try:
            readers.begin(incoming, tuple(sorted(RUBRICS.glob("*.toml"))))
        finally:
            deque(incoming, maxlen=0)  # every file is archived, also when reading fails
        damaged_files.require_present(archive)
        return _publish(folder, registry, receipts, progress, readers)


def receive_at(folder: DataFolder, files: Sequence[tuple[Path, dt.datetime]]) -> None:
    """Archive files as received at given moments, without a build: how the demonstration gets its past."""
    with _opened(folder) as archive:
        _keep_versions(folder, archive, min(moment for _, moment in files))
        for path, moment in files:
            list(archive.receive([(path, path.name)], "command", moment))


def rebuild(
    folder: DataFolder, as_of: dt.datetime | None, progress: Progress, again: frozenset[str] = frozenset()
) -> None:
    """Publish a build from the archive alone, every file of which is checked; `as_of` builds the state of that moment.
    Raises as `load` does.

    Of the last build it takes only which files ran out of their limits too often to be read again; `again` (SHA-256)
    are tried all the same.
    """
    with _opened(folder) as archive:
        if as_of is None:
            _keep_versions(folder, archive)
        damaged_files.require_intact(archive)
        now = counted_journal(folder) if as_of else _now(archive)
        with (
            archived(folder, Moments(as_of, as_of, as_of, None if as_of else now.line_count)) as material,
            publish(folder, now.line_count, as_of) as path,
            opened_to_write(path) as connection,
            Reader() as reader,
        ):
            failed = memory_of_failures(last_build(folder), material.wordings_sha256(), again)
            filling.fill(connection, material, failed, progress, reader)
            describe(connection)
            write_counted(connection, now)


def catch_up(folder: DataFolder, progress: Progress, reader: Reader | None = None) -> None:
    """Publish a build that counts what was received or decided and never counted. Raises as `load` does."""
    with _opened(folder) as archive:
        registry = _keep_versions(folder, archive)
        damaged_files.require_present(archive)
        _publish(folder, registry, [], progress, reader)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the staff decided: the kind of the journal's line, and its details. They are asked for once nobody else can
    write and the build in force is of the present; who gives them may find that the decision cannot be, and raise.
    """

    what: str
    detail: Callable[[], dict[str, Any]]


def decide(folder: DataFolder, decision: Decision, progress: Progress, reader: Reader | None) -> None:
    """Journal a decision and publish a build that counts it.

    Files that were received and never counted are counted first. Raises as `load` does, and what `decision.detail`
    raises; what is refused is not journalled. Only that a file is lost can be decided while one is damaged.
    """
    with _opened(folder) as archive:
        registry = _keep_versions(folder, archive)
        if decision.what != "loss":
            damaged_files.require_present(archive)
            if is_behind(folder) or is_of_the_past(folder):
                _publish(folder, registry, [], progress, reader)
        with archive.journal.held():  # what the decision rests on stays as it is until its line is written
            archive.append(decision.what, decision.detail())
        damaged_files.require_present(archive)
        _publish(folder, registry, [], progress, reader)


def replace_registry(
    folder: DataFolder,
    replacement: Callable[[Archive], tuple[bytes, dict[str, Any]]],
    progress: Progress,
    reader: Reader | None = None,
) -> None:
    """Write the registry that `replacement` gives, with who changed it for the journal, and publish a build with it.

    What it raises leaves everything as it was. The registry before is in the archive first, where it can be read.
    """
    with _opened(folder) as archive:
        content, detail = replacement(archive)
        with suppress(RegistryError):
            if folder.registry.exists() and content != folder.registry.read_bytes():
                _keep_versions(folder, archive)
        write_private(folder.registry, content)
        archive.keep_version("registry", folder.registry, detail=detail)
        damaged_files.require_present(archive)
        _publish(folder, _keep_versions(folder, archive), [], progress, reader)


def build_with_rubric(
    folder: DataFolder, connection: duckdb.DuckDBPyConnection, rubric: Path, progress: Progress, reader: Reader
) -> None:
    """Fill an empty database with the present under a rubric that is not (yet) in force; publishes nothing."""
    with archived(folder, Moments()) as material:
        others = [file for file in material.rubric_files if file.name != rubric.name]
        tried = replace(material, rubric_files=tuple(sorted([*others, rubric], key=lambda file: file.name)))
        known = memory(last_build(folder), tried.wordings_sha256())
        filling.fill(connection, tried, known, progress, reader)


def build_clean(
    folder: DataFolder, connection: duckdb.DuckDBPyConnection, moments: Moments, means: tuple[Progress, Reader]
) -> None:
    """Fill an empty database with what the archive held at these moments, every file read anew; publishes nothing."""
    with archived(folder, moments) as material:
        filling.fill(connection, material, Memory(), *means)


def build_as_of(folder: DataFolder, connection: duckdb.DuckDBPyConnection, moments: Moments, reader: Reader) -> None:
    """Fill an empty database with what the archive held at these moments; publishes nothing."""
    with archived(folder, moments) as material:
        known = memory(last_build(folder), material.wordings_sha256())
        filling.fill(connection, material, known, lambda *_: None, reader)


def check(
    folder: DataFolder, files: Sequence[tuple[Path, str]], progress: Progress, reader: Reader | None = None
) -> LoadOutcome:
    """What `load` would say of these files. Changes nothing in the data folder. Raises as `load` does."""
    archive = Archive(folder.archive)
    # The workers get ready while the registry is read.
    with naming_damaged_files(archive), _kept(reader) as readers:
        mine = list(archive.trial_receipts(files))
        material = on_trial(folder, archive, files, mine)

        def from_last(last: LastBuild | None) -> LoadOutcome:
            with duckdb.connect() as connection:
                if last and filling.can_follow(last, material):
                    loaded = filling.follow_on_trial(connection, last, material, progress, readers)
                    outcome = _told(connection, material, mine, loaded)
                else:
                    known = memory(last, material.wordings_sha256())
                    loaded = filling.fill(connection, material, known, progress, readers)
                    outcome = report(connection, loaded, mine, material.counted)
                return replace(outcome, moves=moved_since(connection, current_build(folder), outcome.society_ids))

        return with_last_build(folder, from_last)


@contextmanager
def _opened(folder: DataFolder) -> Iterator[Archive]:
    """The archive, held against other writers, without what a killed program has left. Raises JournalDamaged where the
    journal is not what was written.
    """
    archive = Archive(folder.archive)
    with archive.locked():
        sweep_litter(folder)
        make_private([folder.registry, folder.inbox, folder.warehouse, folder.returned, folder.accounts, folder.log])
        archive.journal.proved(counted_journal(folder))
        archive.journal.open()
        archive.journal.tell_clock_set_back()
        yield archive


def _keep_versions(folder: DataFolder, archive: Archive, at: dt.datetime | None = None) -> Registry:
    """Archive registry and rubrics where they changed; returns the registry. One with a mistake is refused before
    anything is written.
    """
    if not folder.registry.exists() and (kept := archive.latest("registry").get(folder.registry.name)):
        logging.getLogger(__name__).warning("名录 %s 不在，已从档案中放回最后一版。", folder.registry)
        write_private(folder.registry, archive.read(kept))
    registry = registries.read(folder.registry, layouts.read())
    for doubt in registry.doubts():
        logging.getLogger(__name__).warning("请核对名录：%s。", shown(doubt))
    rubrics.read_all(RUBRICS)
    archive.keep_version("registry", folder.registry, at)
    for path in sorted(RUBRICS.glob("*.toml")):
        archive.keep_version("rubric", path, at)
    return registry


def _now(archive: Archive) -> Counted:
    """What a build of the present counts."""
    journal = archive.journal.proved()
    return Counted(journal.line_count, journal.last_hash)


def _publish(
    folder: DataFolder, registry: Registry, mine: Sequence[Receipt], progress: Progress, reader: Reader | None = None
) -> LoadOutcome:
    """Publish the last build with what has come in since; a build from nothing where that would be another one.
    `registry` is the one in force, as it has just been read.
    """

    def from_last(last: LastBuild | None) -> LoadOutcome:
        with publish(folder, now.line_count) as path:
            if last and filling.can_follow(last, material) and not filling.must_read_again(last):
                shutil.copyfile(last.path, path)
                with opened_to_write(path) as connection:
                    loaded = filling.follow(connection, last, material, progress, readers)
                    write_counted(connection, now)
                    return _told(connection, material, mine, loaded)
            known = memory(last, material.wordings_sha256())
            with opened_to_write(path) as connection:
                loaded = filling.fill(connection, material, known, progress, readers)
                describe(connection)
                write_counted(connection, now)
                return report(connection, loaded, mine, material.counted)

    now = _now(Archive(folder.archive))
    # Reviews may come in while it builds: they are the next one's.
    with archived(folder, Moments(line_count=now.line_count), registry) as material, _kept(reader) as readers:
        return with_last_build(folder, from_last)


def _told(
    connection: duckdb.DuckDBPyConnection, material: Material, mine: Sequence[Receipt], loaded: Sequence[Loaded]
) -> LoadOutcome:
    """What became of the files `mine`, where only `loaded` is new; some may only repeat what the last build counts."""
    new = {one.submission_id for one in loaded}
    past = past_submissions(connection, material.receipts, {receipt.sha256 for receipt in mine})
    every = [*(one for one in past if one.submission_id not in new), *loaded]
    return report(connection, every, mine, material.counted)


def _kept(reader: Reader | None) -> AbstractContextManager[Reader]:
    """The reader that a server keeps, or one that ends with the block."""
    return nullcontext(reader) if reader else Reader()
