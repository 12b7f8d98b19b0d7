"""Filling a build: from nothing, or a copy of the last build with what has come in since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import duckdb

from etl.archive.chain import JournalEntry
from etl.archive.decisions import WITHDRAWN
from etl.loading.files_understood import FilesUnderstood
from etl.loading.last_build import LastBuild, Memory, is_tired, memory
from etl.loading.material import Material, Progress
from etl.loading.past import history
from etl.loading.reading import Reader
from etl.loading.versions import attributed, submissions, versions
from etl.warehouse import BuildInput, Change, Loaded, build, change, change_findings, prepare_trial

_FOLLOWED = ("file", "review", "note", "clearance", "handling", "registry", "rubric")
"""Lines of the journal that a change can follow; registry and rubrics are compared by their content."""
_UNDONE = ("review", "note")
"""Decisions that an `undo` may be about for a change to follow it."""
_MOST_FILES = 500
"""With more new files than these a build from nothing is made: their parts would all be in memory together."""
_TOGETHER = 200


def fill(
    connection: duckdb.DuckDBPyConnection,
    material: Material,
    known: Memory,
    progress: Progress,
    reader: Reader,
) -> list[Loaded]:
    """Fill an empty database: understand every file once, decide what is a version, judge. Returns the submissions."""
    loaded: list[Loaded] = []
    files = FilesUnderstood(material, material.receipts, known, progress, reader)

    def as_they_come() -> Iterator[Loaded]:
        for one in submissions(material.standing, files.of, material.registry):
            loaded.append(replace(one, part=None))
            if one.state != WITHDRAWN:
                yield one
            files.keep(connection, at_least=_TOGETHER)
        files.keep(connection)
        known.hand_on(connection)
        progress("汇总", 0, 1)

    content = BuildInput(
        material.registry,
        material.registry_sha256,
        material.rubrics(),
        as_they_come(),
        material.standing.reviews,
        material.standing.notes,
        material.standing.clearances,
        material.standing.handlings,
    )
    build(connection, content)
    progress("汇总", 1, 1)
    return loaded


def can_follow(last: LastBuild | None, material: Material) -> bool:
    """Whether the last build with a change is what a build from nothing would be: the same registry and rubrics, and
    nothing in the journal since that concerns more than the societies it names.
    """
    if last is None or last.said.as_of is not None or last.said.line_count > material.line_count:
        return False
    before = last.made_of
    if (before.registry_sha256, before.rubrics_sha256) != (material.registry_sha256, material.rubrics_sha256()):
        return False
    since = material.since(last.said.line_count)
    undone = _undone(material, since)
    is_followed = all(entry.what in _FOLLOWED or (entry.what == "undo" and entry.number in undone) for entry in since)
    return is_followed and sum(entry.what == "file" for entry in since) <= _MOST_FILES


def must_read_again(last: LastBuild) -> bool:
    """Whether a file that ran out of its limits is to be read a second time, whosever it then is."""
    return any(map(is_tired, last.made_of.exhausted.values()))


def follow(
    connection: duckdb.DuckDBPyConnection, last: LastBuild, material: Material, progress: Progress, reader: Reader
) -> list[Loaded]:
    """Bring a copy of the last build up to date. Returns the new submissions, without their parts."""
    files, come = _come_since(last, material, progress, reader)
    withdrawn: list[Loaded] = []
    content = Change(
        _counted(_versions(connection, last, material, come), withdrawn),
        _reviewed(material, material.since(last.said.line_count)),
        material.standing.reviews,
        material.standing.notes,
        material.standing.clearances,
        material.standing.handlings,
    )
    loaded = change(connection, material.rubrics(), content)
    files.keep(connection)
    progress("汇总", 1, 1)
    return [*loaded, *withdrawn]


def _undone(material: Material, since: Sequence[JournalEntry]) -> dict[int, JournalEntry]:
    """By the number of each `undo` among these entries the review or note that it is about."""
    by_number = {entry.number: entry for entry in material.entries if entry.what in _UNDONE}
    undoing = [entry for entry in since if entry.what == "undo" and entry.detail["undoes"] in by_number]
    return {entry.number: by_number[entry.detail["undoes"]] for entry in undoing}


def _reviewed(material: Material, since: Sequence[JournalEntry]) -> list[str]:
    """The societies with an answer that one of these entries reviews, or whose review it undoes."""
    entries = [*since, *_undone(material, since).values()]
    return [entry.detail["society_id"] for entry in entries if entry.what == "review"]


def follow_on_trial(
    connection: duckdb.DuckDBPyConnection, last: LastBuild, material: Material, progress: Progress, reader: Reader
) -> list[Loaded]:
    """As `follow`, into an empty database that then holds findings and results of the societies concerned."""
    _, come = _come_since(last, material, progress, reader)
    prepare_trial(connection, last.path, {one.society_id for one in come})
    withdrawn: list[Loaded] = []
    come_in = _counted(_versions(connection, last, material, come), withdrawn)
    loaded = change_findings(connection, material.rubrics(), come_in)
    progress("汇总", 1, 1)
    return [*loaded, *withdrawn]


def _come_since(
    last: LastBuild, material: Material, progress: Progress, reader: Reader
) -> tuple[FilesUnderstood, list[Loaded]]:
    """What the files say that were received since the last build, by society and period; versions or not."""
    new = [receipt for receipt in material.receipts if receipt.number > last.said.line_count]
    files = FilesUnderstood(material, new, memory(last, material.wordings_sha256()), progress, reader)
    come = list(attributed(replace(material.standing, receipts=tuple(new)), files.of, material.registry))
    progress("汇总", 0, 1)
    return files, come


def _versions(
    connection: duckdb.DuckDBPyConnection, last: LastBuild, material: Material, come: Sequence[Loaded]
) -> Iterator[Loaded]:
    past = [receipt for receipt in material.receipts if receipt.number <= last.said.line_count]
    for one in versions(chain(history(connection, past, come), come)):
        if one.receipt.number > last.said.line_count:
            yield one


def _counted(submissions: Iterable[Loaded], withdrawn: list[Loaded]) -> Iterator[Loaded]:
    """The submissions that a build counts; those that are withdrawn are put aside."""
    for one in submissions:
        if one.state == WITHDRAWN:
            withdrawn.append(one)
        else:
            yield one
