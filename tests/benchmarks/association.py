"""A warehouse of any number of invented societies, made in seconds: a few workbooks are read, and stand for all."""

import datetime as dt
import tempfile
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import duckdb

from etl import registry as registries
from etl.archive.decisions import Receipt
from etl.archive.files import Archive
from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.paths import RUBRICS, DataFolder
from etl.submission import Knowledge, Part, understand
from etl.warehouse import BuildInput, Loaded, build, publish
from tests import association

PERIOD = 2018
DISTINCT = 40  # workbooks that are read
CATEGORIES = ("理科", "工科", "医科", "农科", "交叉学科")
UNITS = tuple(f"滨海示例第{number}单位" for number in range(1, 31))
SILENT = 25  # one society of so many has not reported


def make(root: Path, count: int) -> None:
    """Fill an empty data folder with a registry of `count` societies and a build of what they sent for one year."""
    folder = DataFolder(root)
    root.mkdir(parents=True)
    lines = [_line(number) for number in range(count)]
    association.write_registry(folder.registry, lines)
    registry = registries.read(folder.registry, layouts.read())
    archive = Archive(folder.archive)
    with archive.locked():
        archive.keep_version("registry", folder.registry)
        kept = archive.latest("registry")[folder.registry.name]
        sent = _sent(archive)
        loaded = [
            Loaded(f"{number:06d}", _receipt(number, file), line[0], PERIOD, "xlsx", "accepted", part, ())
            for number, (line, (file, part)) in enumerate(zip(lines, cycle(sent), strict=False))
            if number % SILENT
        ]
        with publish(folder, len(archive.entries())) as path, duckdb.connect(str(path)) as connection:
            build(connection, BuildInput(registry, kept, rubrics.read_all(RUBRICS), loaded))


def society_id(number: int) -> str:
    """Return the id of a society of the registry, counted from 0."""
    return f"S{number:05d}"


def _line(number: int) -> tuple[str, ...]:
    name = f"滨海市示例第{number:05d}学会"
    due = "2018" if number % 3 else "2021"
    return society_id(number), name, CATEGORIES[number % 5], UNITS[number % 30], due, "正常"


def _receipt(number: int, file: Receipt) -> Receipt:
    at = dt.datetime(2018, 11, 20, 9) + dt.timedelta(hours=number * 7 % 900)
    return replace(file, number=number, at=at, name=f"{number:05d}.xlsx")


def _sent(archive: Archive) -> list[tuple[Receipt, Part]]:
    """The distinct workbooks: each as it was archived, for pages that look into files, and as it was understood."""
    knowledge = Knowledge.of(tuple(sorted(RUBRICS.glob("*.toml"))))
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / f"{number}.xlsx" for number in range(DISTINCT)]
        for number, path in enumerate(paths):
            association.write_submission(path, _filled(number))
        parts = [understand(path, knowledge).parts[0] for path in paths]
        files = archive.receive(((path, path.name) for path in paths), "command")
        return list(zip(files, parts, strict=True))


def _filled(number: int) -> association.Filled:
    """One of the distinct societies: what it has not done, chose, and how it is composed goes with its number."""
    undone = {f"T{1 + (number * step) % 10:02d}-1": "未完成" for step in (1, 3)}
    base = 60 + number * 37 % 900
    now = base + base * (number % 9 - 2) // 20
    councillors = 12 + number
    return association.Filled(
        "S01",
        PERIOD,
        answers=undone if number % 4 else {},
        chosen=tuple(sorted({11 + (number * step) % 10 for step in (1, 2, 3, 5, 7)})),
        form={"会员代表人数": 60 + 4 * number},
        members={2016: (base, 10), 2017: ((base + now) // 2, 10), 2018: (now, 11)},
        councillors=councillors,
        standing=councillors // 4,
        frontline=councillors * (60 + number) // 100,
    )
