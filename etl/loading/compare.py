"""Two moments of the archive side by side: which verdicts moved, and whether data, registry or rubric moved them."""

import datetime as dt
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise

import duckdb

from etl import registry as registries
from etl.archive.chain import JournalEntry
from etl.archive.decisions import DECISIONS
from etl.archive.files import Archive
from etl.knowledge import layout as layouts
from etl.loading import pipeline
from etl.loading.material import Moments, Progress
from etl.loading.reading import Reader
from etl.loading.verdict_moves import Key, Move, differences, results
from etl.paths import DataFolder
from etl.words import CAUSES

_DATA = ("file", "healing", *DECISIONS, "undo")


@dataclass(frozen=True, slots=True)
class Happening:
    """What the journal tells of one moment: `count` files of one load, or a registry, a rubric, a review, a note."""

    at: dt.datetime
    what: str  # file registry rubric review note
    count: int


def history(folder: DataFolder) -> list[Happening]:
    """Everything that was received or decided so far, in order; the files of one load are one happening."""
    happenings: list[Happening] = []
    loads: list[str | None] = []
    for entry in Archive(folder.archive).entries():
        if entry.what in ("chain", "torn"):  # about the journal itself
            continue
        load = entry.detail.get("load")
        if load and loads[-1:] == [load]:
            happenings[-1] = Happening(entry.at, entry.what, happenings[-1].count + 1)
        else:
            happenings.append(Happening(entry.at, entry.what, 1))
            loads.append(load)
    return happenings


def moves(
    folder: DataFolder,
    before: dt.datetime,
    after: dt.datetime,
    progress: Progress,
    reader: Reader | None = None,
) -> list[Move]:
    """Everything that moved between two moments, by cause: first the data are exchanged, then the registry, then the
    rubric.

    A verdict that moves there and back again within these steps is listed with both. Raises as `loading.rebuild` does.
    """
    steps = [
        Moments(before, before, before),
        Moments(after, before, before),
        Moments(after, after, before),
        Moments(after, after, after),
    ]
    entries = Archive(folder.archive).entries(max(before, after))
    states: list[dict[Key, str]] = []
    with nullcontext(reader) if reader else Reader() as readers:
        for done, (step, cause) in enumerate(zip(steps, ("", *CAUSES), strict=True)):
            progress("比较", done, len(steps))
            is_same = cause and _known(entries, cause, before) == _known(entries, cause, after)
            states.append(states[-1] if is_same else _state(folder, step, readers))
    moved: list[Move] = []
    for cause, (old, new) in zip(CAUSES, pairwise(states), strict=True):
        moved += differences(old, new, cause)
    return moved


def society_names(folder: DataFolder, *moments: dt.datetime) -> dict[str, str]:
    """The names of the societies by 编号 in the registries in force at these moments. Where they differ, the
    last moment's registry decides.
    """
    archive = Archive(folder.archive)
    files = [archive.file(sha256) for moment in moments for sha256 in archive.latest("registry", moment).values()]
    return {one.society_id: one.name for file in files for one in registries.read(file, layouts.read()).societies}


def _known(entries: list[JournalEntry], cause: str, moment: dt.datetime) -> list[int]:
    """The numbers of the journal's entries of one cause up to a moment. Where two moments have the same numbers, that
    cause has moved no verdict between them."""
    kinds = _DATA if cause == "data" else (cause,)
    return [entry.number for entry in entries if entry.what in kinds and entry.at <= moment]


def _state(folder: DataFolder, moments: Moments, reader: Reader) -> dict[Key, str]:
    with duckdb.connect() as connection:
        pipeline.build_as_of(folder, connection, moments, reader)
        return results(connection)
