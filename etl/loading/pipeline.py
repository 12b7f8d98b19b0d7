"""Loading: receive files, understand the whole archive, publish a new build; or only check and change nothing."""

import datetime as dt
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from etl import registry as registries
from etl.archive.decisions import standing_notes, standing_reviews
from etl.archive.files import Archive, JournalEntry, Receipt
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.loading.backlog import counted, is_behind, is_of_the_past
from etl.loading.outcome import LoadOutcome, report
from etl.loading.reading import Reader, Understood
from etl.loading.versions import submissions
from etl.paths import COMMAND, RUBRICS, DataFolder
from etl.registry import Registry, RegistryError
from etl.warehouse import STORAGE, BuildInput, Loaded, build, publish, sweep

Progress = Callable[[str, int, int], None]
"""Called with the stage (a Chinese word), how much is done and how much there is."""


class Outdated(Exception):
    """The answer that was reviewed has changed since; the message says what to do."""


@dataclass(frozen=True, slots=True)
class _Material:
    """What a build is made of: the journal, where the files lie, the registry and the rubric files.

    `counted`: so many lines of the journal the builds of the present have counted before.
    """

    entries: Sequence[JournalEntry]
    counted: int
    receipts: Sequence[Receipt]
    place: Callable[[str], Path]
    registry: Registry
    registry_sha256: str
    rubric_files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """Up to when a build counts what the archive received: files and reviews, the registry, the rubrics; None: all."""

    data: dt.datetime | None = None
    registry: dt.datetime | None = None
    rubric: dt.datetime | None = None


def load(
    folder: DataFolder, files: Sequence[tuple[Path, str]], way: str, progress: Progress, reader: Reader | None = None
) -> LoadOutcome:
    """Receive files (path, original name) and publish a build of everything. Waits for another loader.

    A server hands over the `reader` it keeps; without one the workers live as long as the load.
    Raises RegistryError, RubricError or ArchiveError. Received files stay, the old build is served.
    """
    archive = Archive(folder.archive)
    with archive.locked(), nullcontext(reader) if reader else Reader() as readers:
        _prepare(folder, archive)
        readers.start()
        receipts: list[Receipt] = []

        def received() -> Iterator[tuple[str, Path]]:
            for receipt in archive.receive(files, way):
                receipts.append(receipt)
                progress("收存", len(receipts), len(files))
                yield receipt.sha256, archive.file(receipt.sha256)

        incoming = received()
        try:
            readers.begin(incoming, tuple(sorted(RUBRICS.glob("*.toml"))))
        finally:
            deque(incoming, maxlen=0)  # every file is archived, also when reading fails
        return _publish(folder, None, receipts, progress, readers)


def receive_at(folder: DataFolder, files: Sequence[tuple[Path, dt.datetime]]) -> None:
    """Archive files as received at given moments, without a build: how the demonstration gets its past."""
    archive = Archive(folder.archive)
    with archive.locked():
        _prepare(folder, archive, min(moment for _, moment in files))
        for path, moment in files:
            list(archive.receive([(path, path.name)], "command", moment))


def rebuild(folder: DataFolder, as_of: dt.datetime | None, progress: Progress) -> None:
    """Publish a build from the archive alone; `as_of` builds the state of that moment. Raises as `load` does."""
    archive = Archive(folder.archive)
    with archive.locked():
        if as_of is None:
            _prepare(folder, archive)
        else:
            archive.sweep()
            sweep(folder)
        _publish(folder, as_of, [], progress)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the staff decided, as the journal keeps it (`what`: review or note), and whether what it rests on still
    holds.
    """

    what: str
    detail: dict[str, Any]
    still_holds: Callable[[], bool] = lambda: True


def decide(folder: DataFolder, decision: Decision, progress: Progress, reader: Reader | None) -> None:
    """Journal a decision and publish a build that counts it.

    Files that were received and never counted are counted first. Raises as `load` does, and Outdated where what the
    decision rests on does not hold any more; what is refused is not journalled.
    """
    archive = Archive(folder.archive)
    with archive.locked():
        _prepare(folder, archive)
        if is_behind(folder) or is_of_the_past(folder):
            _publish(folder, None, [], progress, reader)
        if not decision.still_holds():
            raise Outdated(
                "没有保存：您查看之后，这一项有了新的填报或审核，看板已换上最新的数据。请看过现在的内容再审一次。"
            )
        archive.append(decision.what, decision.detail)
        _publish(folder, None, [], progress, reader)


def read_ahead(folder: DataFolder, progress: Progress, reader: Reader) -> None:
    """Read every archived file before a build needs it; changes nothing in the data folder. Raises as `load` does."""
    with _archived(folder, Moments()) as material:
        understood = _understood(material, progress, reader)
        for receipt in material.receipts:
            understood(receipt.sha256)


def build_as_of(folder: DataFolder, connection: duckdb.DuckDBPyConnection, moments: Moments, reader: Reader) -> None:
    """Fill an empty database with what the archive held at these moments; publishes nothing."""
    with _archived(folder, moments) as material:
        _judge(connection, material, [], lambda *_: None, reader)


def check(
    folder: DataFolder, files: Sequence[tuple[Path, str]], progress: Progress, reader: Reader | None = None
) -> LoadOutcome:
    """What `load` would say of these files. Changes nothing in the data folder. Raises RegistryError or RubricError."""
    archive = Archive(folder.archive)
    entries = archive.entries()
    with tempfile.TemporaryDirectory() as scratch, duckdb.connect() as connection:
        trial = Archive(Path(scratch))
        mine = [replace(one, number=len(entries) + one.number) for one in trial.receive(files, "check")]
        material = _Material(
            entries,
            counted(folder),
            [*archive.receipts(), *mine],
            lambda sha256: trial.file(sha256) if trial.file(sha256).exists() else archive.file(sha256),
            registries.read(folder.registry, layouts.read()),
            "",
            tuple(sorted(RUBRICS.glob("*.toml"))),
        )
        return _judge(connection, material, mine, progress, reader)


def _prepare(folder: DataFolder, archive: Archive, at: dt.datetime | None = None) -> None:
    """Remove what a killed load left behind, and archive registry and rubrics where they changed. A registry or rubric
    with a mistake is refused before anything is written.
    """
    archive.sweep()
    sweep(folder)
    registries.read(folder.registry, layouts.read())
    rubrics.read_all(RUBRICS)
    archive.keep_version("registry", folder.registry, at)
    for path in sorted(RUBRICS.glob("*.toml")):
        archive.keep_version("rubric", path, at)


def _publish(
    folder: DataFolder,
    as_of: dt.datetime | None,
    mine: Sequence[Receipt],
    progress: Progress,
    reader: Reader | None = None,
) -> LoadOutcome:
    with (
        _archived(folder, Moments(as_of, as_of, as_of)) as material,
        publish(folder, material.counted if as_of else len(material.entries), as_of) as path,
        duckdb.connect(str(path), config=STORAGE) as connection,
    ):
        return _judge(connection, material, mine, progress, reader)


@contextmanager
def _archived(folder: DataFolder, moments: Moments) -> Iterator[_Material]:
    """What the archive held at these moments; copies of registry and rubrics live as long as the block."""
    archive = Archive(folder.archive)
    versions = archive.latest("registry", moments.registry)
    if not versions:
        raise RegistryError(f"档案中没有那时的名录，无法生成。请先运行一次 {COMMAND} load。")
    with tempfile.TemporaryDirectory() as scratch:
        registry_copy = archive.named_copies(versions, Path(scratch))[-1]
        yield _Material(
            archive.entries(moments.data),
            counted(folder),
            archive.receipts(moments.data),
            archive.file,
            registries.read(registry_copy, layouts.read()),
            versions[registry_copy.name],
            tuple(archive.named_copies(archive.latest("rubric", moments.rubric), Path(scratch))),
        )


def _judge(
    connection: duckdb.DuckDBPyConnection,
    material: _Material,
    mine: Sequence[Receipt],
    progress: Progress,
    reader: Reader | None,
) -> LoadOutcome:
    """Understand every file once, decide what is a version, and fill the database; reports on the files `mine`."""
    with nullcontext(reader) if reader else Reader() as readers:
        loaded: list[Loaded] = []

        def as_they_come() -> Iterator[Loaded]:
            for one in submissions(material.receipts, _understood(material, progress, readers), material.registry):
                loaded.append(replace(one, part=None))
                yield one
            progress("汇总", 0, 1)

        content = BuildInput(
            material.registry,
            material.registry_sha256,
            [rubrics.read(file) for file in material.rubric_files],
            as_they_come(),
            standing_reviews(material.entries),
            standing_notes(material.entries),
        )
        build(connection, content)
        progress("汇总", 1, 1)
        return report(connection, loaded, mine, material.counted)


def _understood(material: _Material, progress: Progress, reader: Reader) -> Callable[[str], Understood]:
    """Says of a SHA-256 what the file says, once for each of its receipts; waits until the workers have read it."""
    receipts = Counter(one.sha256 for one in material.receipts)
    coming = reader.understood([(sha256, material.place(sha256)) for sha256 in receipts], material.rubric_files)
    understood: dict[str, Understood] = {}
    done = 0

    def of_file(sha256: str) -> Understood:
        nonlocal done
        while sha256 not in understood:
            come, result = next(coming)
            understood[come] = result
            done += 1
            progress("读取", done, len(receipts))
        receipts[sha256] -= 1
        return understood[sha256] if receipts[sha256] else understood.pop(sha256)

    return of_file
