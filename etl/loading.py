"""Loading: receive files into the archive, understand all of it, and publish a new build; or only check and change nothing."""

import datetime as dt
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from etl import layout as layouts
from etl import registry as registries
from etl import rubric as rubrics
from etl.archive import Archive, Entry, Receipt
from etl.attribution import attribute
from etl.findings import Finding, finding
from etl.paths import RUBRICS, DataFolder
from etl.registry import Registry, Society
from etl.submission import Knowledge, Part, Understanding, understand
from etl.template import Last
from etl.warehouse import Loaded, build, current_build, publish, sweep
from etl.workbook import Unreadable
from etl.workbook.pool import each

Progress = Callable[[str, int, int], None]
_SKIPPED = ("thumbs.db", "desktop.ini")
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """How a load ended. Counts are files: received, and of those by state; `unchanged` of them were in force already."""

    received: int
    accepted: int
    to_correct: int
    returned: int
    unchanged: int

    @property
    def sentence(self) -> str:
        text = f"收到 {self.received} 份：受理 {self.accepted}，须更正 {self.to_correct}，退回 {self.returned}"
        return f"{text}；其中 {self.unchanged} 份与先前收到的相同，没有变化" if self.unchanged else text


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: its submissions, with their findings. `is_unchanged`: the same bytes were in force already."""

    name: str
    submissions: tuple[Loaded, ...]
    is_unchanged: bool

    @property
    def state(self) -> str:
        """The worst of its submissions' states."""
        states = {one.state for one in self.submissions}
        return next(state for state in ("returned", "to_correct", "accepted") if state in states)


@dataclass(frozen=True, slots=True)
class Report:
    """All files of one load or check, in order of receipt."""

    files: tuple[FileReport, ...]

    @property
    def summary(self) -> Summary:
        states = Counter(file.state for file in self.files)
        unchanged = sum(file.is_unchanged for file in self.files)
        return Summary(len(self.files), states["accepted"], states["to_correct"], states["returned"], unchanged)


def collect(paths: Iterable[Path]) -> list[tuple[Path, str]]:
    """The files to receive: those named, and those in the folders named (all levels, by name), with their original names.

    Raises FileNotFoundError for a path that does not exist.
    """
    found = []
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [(file, file.name) for file in files if file.is_file() and not _is_passed_over(file)]
    return found


def _is_passed_over(file: Path) -> bool:
    return file.name.startswith((".", "~$")) or file.name.lower() in _SKIPPED


def load(folder: DataFolder, files: Sequence[tuple[Path, str]], way: str, progress: Progress) -> Report:
    """Receive files (path, original name) and publish a build of everything. Waits for another loader.

    Raises RegistryError, RubricError or ArchiveError; whatever happens, received files stay and the old build is served.
    """
    archive = Archive(folder.archive)
    with archive.locked():
        _prepare(folder, archive)
        receipts = []
        for receipt in archive.receive(files, way):
            receipts.append(receipt)
            progress("收存", len(receipts), len(files))
        return _publish(folder, archive, None, receipts, progress)


def rebuild(folder: DataFolder, as_of: dt.datetime | None, progress: Progress) -> Report:
    """Publish a build from the archive alone; `as_of` builds the state of that moment."""
    archive = Archive(folder.archive)
    with archive.locked():
        if as_of is None:
            _prepare(folder, archive)
        else:
            archive.sweep()
            sweep(folder)
        return _publish(folder, archive, as_of, [], progress)


def check(folder: DataFolder, files: Sequence[tuple[Path, str]], progress: Progress) -> Report:
    """What `load` would say of these files, changing nothing in the data folder."""
    archive = Archive(folder.archive)
    with tempfile.TemporaryDirectory() as scratch:
        trial = Archive(Path(scratch))
        receipts = list(trial.receive(files, "check"))
        before = archive.receipts()
        offset = before[-1].number if before else 0
        mine = [
            Receipt(offset + one.number, one.at, one.sha256, one.name, one.way, one.load, one.size) for one in receipts
        ]
        registry = registries.read(folder.registry, layouts.read())
        rubric_files = tuple(sorted(RUBRICS.glob("*.toml")))
        places = {one.sha256: trial.file(one.sha256) for one in mine}
        places = {one.sha256: archive.file(one.sha256) for one in before} | places
        with duckdb.connect() as connection:
            return _judge(
                connection, registry, "", rubric_files, [*before, *mine], places, archive.entries(), mine, progress
            )


def last_stated(folder: DataFolder, society: Society, period: int) -> Last:
    """What the society stated in the latest earlier period, from the build in force; empty before the first."""
    path = current_build(folder)
    if path is None or not path.exists():
        return Last()
    with duckdb.connect(str(path), read_only=True) as connection:
        form = connection.execute(
            """
            select field, coalesce(text, value::varchar), value
            from current_form
            where society_id = $society and period = (
                select max(period) from current_form where society_id = $society and period < $period
            )
            """,
            {"society": society.society_id, "period": period},
        ).fetchall()
        members = connection.execute(
            "select year, individual, unit from membership where society_id = ? and year < ?",
            [society.society_id, period],
        ).fetchall()
    layout = layouts.read()
    stated: dict[str, str | int | dt.date] = {}
    for name, text, value in form:
        kind = layout.fields[name].type
        if kind == "yes_no" and value is not None:
            stated[name] = "是" if value else "否"
        elif kind == "count" and value is not None:
            stated[name] = value
        elif text:
            stated[name] = text
    return Last(stated, {year: (individual, unit) for year, individual, unit in members})


def _prepare(folder: DataFolder, archive: Archive) -> None:
    """Clear litter, and archive registry and rubrics where they changed; a broken one is refused before anything else."""
    archive.sweep()
    sweep(folder)
    registries.read(folder.registry, layouts.read())
    rubrics.read_all(RUBRICS)
    archive.keep_version("registry", folder.registry)
    for path in sorted(RUBRICS.glob("*.toml")):
        archive.keep_version("rubric", path)


def _publish(
    folder: DataFolder, archive: Archive, as_of: dt.datetime | None, mine: Sequence[Receipt], progress: Progress
) -> Report:
    with tempfile.TemporaryDirectory() as scratch:
        versions = archive.latest("registry", as_of)
        if not versions:
            raise registries.RegistryError("档案中没有那时的名录，无法生成。")
        registry_copy = archive.named_copies(versions, Path(scratch))[-1]
        rubric_files = tuple(archive.named_copies(archive.latest("rubric", as_of), Path(scratch)))
        registry = registries.read(registry_copy, layouts.read())
        receipts = archive.receipts(as_of)
        places = {one.sha256: archive.file(one.sha256) for one in receipts}
        with publish(folder) as path, duckdb.connect(str(path)) as connection:
            return _judge(
                connection,
                registry,
                versions[registry_copy.name],
                rubric_files,
                receipts,
                places,
                archive.entries(as_of),
                mine,
                progress,
            )


def _judge(
    connection: duckdb.DuckDBPyConnection,
    registry: Registry,
    registry_sha256: str,
    rubric_files: tuple[Path, ...],
    receipts: Sequence[Receipt],
    places: dict[str, Path],
    entries: Sequence[Entry],
    mine: Sequence[Receipt],
    progress: Progress,
) -> Report:
    """Understand every archived file once, decide what is a version, and build."""
    hashes = list(dict.fromkeys(receipt.sha256 for receipt in receipts))
    jobs = [(places[sha256], Knowledge(rubric_files)) for sha256 in hashes]
    understood: dict[str, Understanding | Unreadable] = {}
    for done, (sha256, result) in enumerate(zip(hashes, each(understand, jobs), strict=True), 1):
        understood[sha256] = result
        progress("读取", done, len(hashes))
    loaded = list(_versions(_submissions(receipts, understood, registry)))
    progress("汇总", 0, 1)
    build(connection, registry, registry_sha256, [rubrics.read(file) for file in rubric_files], loaded)
    progress("汇总", 1, 1)
    return _report(connection, loaded, mine)


def _submissions(
    receipts: Iterable[Receipt], understood: dict[str, Understanding | Unreadable], registry: Registry
) -> Iterator[Loaded]:
    """Every receipt as submissions, in order of receipt."""
    for receipt in receipts:
        result = understood[receipt.sha256]
        if isinstance(result, Unreadable):
            reason = finding(result.kind, **result.detail)
            yield Loaded(f"{receipt.number:06d}", receipt, None, None, None, "returned", None, (reason,))
            continue
        if not result.parts:
            reason = finding("no_table")
            yield Loaded(f"{receipt.number:06d}", receipt, None, None, result.format, "returned", None, (reason,))
        for ordinal, part in enumerate(result.parts):
            number = f"{receipt.number:06d}" + (f"-{ordinal + 1:03d}" if len(result.parts) > 1 else "")
            yield _loaded(number, receipt, result.format, part, registry)


def _loaded(submission_id: str, receipt: Receipt, file_format: str, part: Part, registry: Registry) -> Loaded:
    given = attribute(part.identity, registry)
    findings = (*given.findings, *part.findings)
    if given.is_fatal:
        state, findings = "returned", given.findings
    else:
        state = "to_correct" if any(one.severity == "error" for one in findings) else "accepted"
    society_id = given.society.society_id if given.society else None
    return Loaded(submission_id, receipt, society_id, given.period, file_format, state, part, findings)


def _versions(submissions: Iterable[Loaded]) -> Iterator[Loaded]:
    """Those that are versions of their own: what only repeats the version in force, or a load already taken in, is left out.

    For each society and period the accepted files of a load are compared with the history so far: the longest end of the
    history that the load begins with was there already (the same folder loaded again); the rest is new.
    """
    loads: dict[str, list[Loaded]] = defaultdict(list)
    for one in submissions:
        loads[one.receipt.load].append(one)
    history: dict[Key, list[str]] = defaultdict(list)
    returned: set[tuple[str, str | None, int | None]] = set()
    for of_load in loads.values():
        kept: set[str] = set()
        by_key: dict[Key, list[Loaded]] = defaultdict(list)
        for one in of_load:
            if one.state != "returned" and one.society_id is not None and one.period is not None:
                sequence = by_key[one.society_id, one.period]
                if not sequence or sequence[-1].receipt.sha256 != one.receipt.sha256:
                    sequence.append(one)
            elif (mark := (one.receipt.sha256, one.society_id, one.period)) not in returned:
                returned.add(mark)
                kept.add(one.submission_id)
        for key, sequence in by_key.items():
            hashes = [one.receipt.sha256 for one in sequence]
            known = history[key]
            longest = min(len(known), len(hashes))
            overlap = next((size for size in range(longest, 0, -1) if known[-size:] == hashes[:size]), 0)
            known += hashes[overlap:]
            kept.update(one.submission_id for one in sequence[overlap:])
        yield from (one for one in of_load if one.submission_id in kept)


def _report(connection: duckdb.DuckDBPyConnection, loaded: Sequence[Loaded], mine: Sequence[Receipt]) -> Report:
    """The files of this load with their submissions; the findings as the build has them, cross-checks included."""
    hashes = {receipt.sha256 for receipt in mine}
    found: dict[str, list[Finding]] = defaultdict(list)
    columns = "submission_id, kind, severity, sheet, cell, message, remedy, value, suggestion"
    for submission_id, *rest in connection.execute(f"select {columns} from finding").fetchall():
        found[submission_id].append(Finding(*rest))
    by_receipt: dict[int, list[Loaded]] = defaultdict(list)
    for one in loaded:
        if one.receipt.sha256 in hashes:
            by_receipt[one.receipt.number].append(replace(one, findings=tuple(found[one.submission_id])))
    earlier = {of_receipt[0].receipt.sha256: of_receipt for of_receipt in by_receipt.values()}
    return Report(
        tuple(
            FileReport(
                receipt.name,
                tuple(by_receipt.get(receipt.number) or earlier[receipt.sha256]),
                receipt.number not in by_receipt,
            )
            for receipt in mine
        )
    )
