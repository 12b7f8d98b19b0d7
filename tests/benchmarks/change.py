"""What one more workbook and one more review cost among many: `python -m tests.benchmarks.change`.

Folders of a few and of many archived files are loaded first: a city over two years, each society with so many
corrections. Then everything is measured in turns, so that other work on the computer falls on all of it alike, and the
medians are laid beside `etl check` of one file in an empty archive: seconds, and processor time of all processes, which
other work on the computer changes less. What the dashboard does when somebody uploads or reviews is done in a process
that stays, as its server does it.

The folders are filled by `pipeline.load`, with each workbook received, journalled and built as ever; only that
workbooks which differ in nothing but the comment behind the package are read once. With `--before COMMIT…` the first
load of the larger folder is laid beside that of earlier programs instead, everything read.
"""

import argparse
import asyncio
import hashlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

import duckdb
from rich.console import Console

from etl import registry as registries
from etl.knowledge import layout as layouts
from etl.loading import pipeline
from etl.loading.reading import Reader, Understood
from etl.paths import DataFolder
from etl.sample import generate
from etl.warehouse import current_build
from tests.benchmarks.loading import renamed
from tests.benchmarks.visitor import ROOT, RUN_SECONDS, Server, Visitor, connected, served
from tests.etl import society

SOCIETIES = 168
DISTINCT = 20
PERIODS = (2017, 2018)
MOST_VERSIONS = 6
COMMENT_BYTES = 8
CHECK = "空档案中 check 一份"
# The workers are children of a process that ends before them: they are waited for here all the same.
_MEASURED = """
import ctypes, os, resource, subprocess, sys
PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
run = subprocess.run(sys.argv[1:], stdout=sys.stderr)
try:
    while os.wait():
        pass
except ChildProcessError:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
sys.exit(run.returncode)
"""
_REVIEWABLE = """
select society_id, period, criterion_id, judged_submission_id, reviewed_at
from build.criterion_result
where is_reviewable
order by society_id, period, criterion_id
offset ?
limit 1
"""


class Cost(NamedTuple):
    """Seconds of something, and seconds of processor time that it takes."""

    seconds: float
    processor: float


class ReadingOnce(Reader):
    """Of workbooks that differ only in the comment behind the package it reads one, since they say the same."""

    def begin(self, files: Iterable[tuple[str, Path]], rubric_files: tuple[Path, ...]) -> None:
        """All is read when it is asked for."""

    def understood(
        self, files: Sequence[tuple[str, Path]], rubric_files: tuple[Path, ...]
    ) -> Iterator[tuple[str, Understood]]:
        """What each file says, in order."""
        keys = [hashlib.sha256(path.read_bytes()[: -2 - COMMENT_BYTES]).digest() for _, path in files]
        firsts = dict(zip(reversed(keys), reversed(files), strict=True))
        read = super().understood(list(firsts.values()), rubric_files)
        said = {key: result for key, (_, result) in zip(firsts, read, strict=True)}
        yield from ((sha256, said[key]) for key, (sha256, _) in zip(keys, files, strict=True))


class City:
    """A data folder whose inbox holds so many workbooks of a city, and further ones to come."""

    def __init__(self, root: Path, count: int) -> None:
        self.data, self._root, self._count = root / "data", root, count
        societies = max(SOCIETIES, count // (len(PERIODS) * MOST_VERSIONS))
        self._workbooks = _workbooks(root / "sample", societies)
        lines = [{"编号": f"S{number:05d}", "学会名称": _name(number)} for number in range(societies)]
        society.write_registry(self.data / "registry.xlsx", lines, periods=PERIODS)
        self.inbox = self.data / "inbox"
        self.inbox.mkdir()
        for number in range(count):
            self._write(self.inbox, number)

    def load_all(self) -> None:
        """Take in the whole inbox."""
        files = [(path, path.name) for path in sorted(self.inbox.iterdir())]
        with ReadingOnce() as reader:
            pipeline.load(DataFolder(self.data), files, "command", _silent, reader)

    def one_more(self) -> Path:
        """A correction that nobody has sent yet, in a folder of its own."""
        self._count += 1
        folder = self._root / "come" / str(self._count)
        folder.mkdir(parents=True)
        self._write(folder, self._count)
        return folder

    def _write(self, folder: Path, number: int) -> None:
        """The workbook of one society and period; each time another comment behind the package, so other bytes."""
        comment = f"{number:0{COMMENT_BYTES}d}".encode()
        content = self._workbooks[number % len(self._workbooks)]
        (folder / f"{number:06d}.xlsx").write_bytes(content[:-2] + len(comment).to_bytes(2, "little") + comment)


def _workbooks(sample: Path, societies: int) -> list[bytes]:
    """One for each society and period: those of a few invented societies, renamed for the others."""
    generate(sample, societies=DISTINCT, periods=PERIODS)
    names = [one.name for one in registries.read(sample / "registry.xlsx", layouts.read()).societies]
    found = [
        (path.read_bytes(), name)
        for period in PERIODS
        for path in sorted((sample / "inbox" / str(period)).glob("*.xlsx"))
        for name in names
        if name in path.name and zipfile.is_zipfile(path)
    ]
    return [
        renamed(*found[number % len(found)], _name(number % societies)) for number in range(societies * len(PERIODS))
    ]


def _name(number: int) -> str:
    return f"滨海市示例第{number:05d}学会"


def command(*words: str | Path, data: Path, program: Path = ROOT) -> Cost:
    """What a whole command of a program costs, its workers with it."""
    arguments = [sys.executable, "-m", "etl", *map(str, words), "--data", str(data)]
    start = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", _MEASURED, *arguments], cwd=program, capture_output=True, text=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stdout + run.stderr)
    return Cost(time.perf_counter() - start, float(run.stdout.split()[-1]))


def first_load(city: City, root: Path, program: Path = ROOT) -> Cost:
    """What it costs a program to load all of the inbox into a folder without an archive."""
    root.mkdir()
    shutil.copy(city.data / "registry.xlsx", root)
    return command("load", city.inbox, data=root, program=program)


@contextmanager
def costed() -> Iterator[list[Cost]]:
    """A list that holds what the block has cost in this process, once it has ended."""
    costs: list[Cost] = []
    start, used = time.perf_counter(), time.process_time()
    yield costs
    costs.append(Cost(time.perf_counter() - start, time.process_time() - used))


@contextmanager
def checked_out(commit: str, root: Path) -> Iterator[Path]:
    """The program of a commit, in a folder of its own as long as the block."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", str(root), commit], check=True, capture_output=True)
    try:
        yield root
    finally:
        subprocess.run([*git, "remove", "--force", str(root)], check=True, capture_output=True)


def uploaded(city: City) -> Cost:
    """From an upload in the dashboard to the build that counts it."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    [path] = city.one_more().iterdir()
    upload = desk.Upload(path.name, path.read_bytes())
    with costed() as costs:
        desk.receive_files(DataFolder(city.data), [upload], _silent)
    return costs[0]


def reviewed(city: City, turn: int) -> Cost:
    """From a decision in the dashboard to the build that counts it."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    folder = DataFolder(city.data)
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        [answer] = connection.execute(_REVIEWABLE, [turn]).fetchall()
    society_id, period, criterion_id, submission_id, seen = answer
    review = desk.Review(society_id, period, criterion_id, submission_id, "approved", "", "示例审核员", seen)
    with costed() as costs:
        desk.record(folder, review, _silent)
    return costs[0]


def started(data: Path) -> Cost:
    """From the start of the dashboard's server to the end of the first visitor's first page."""
    start = time.perf_counter()
    with served(ROOT / "dashboard" / "app.py", data) as server:
        asyncio.run(_first_visit(server))
        return Cost(time.perf_counter() - start, server.cpu_seconds())


async def _first_visit(server: Server) -> None:
    async with connected(server) as connection:
        await asyncio.wait_for(Visitor(connection).visit("", f"period={PERIODS[-1]}"), RUN_SECONDS)


def _silent(*_: object) -> None:
    """Progress nobody watches."""


def in_turns(root: Path, cities: dict[int, City], turns: int) -> dict[str, Cost]:
    """What is measured → medians of what it costs."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    measured: dict[str, list[Cost]] = defaultdict(list)
    empty = root / "empty"
    empty.mkdir()
    shutil.copy(cities[min(cities)].data / "registry.xlsx", empty)
    largest = cities[max(cities)]
    uploaded(largest)  # the server's workers have started
    for turn in range(turns):
        measured[CHECK].append(command("check", cities[min(cities)].one_more(), data=empty))
        for count, city in cities.items():
            measured[f"{count:,} 份中 load 一份"].append(command("load", city.one_more(), data=city.data))
        measured[f"{max(cities):,} 份中 check 一份"].append(command("check", largest.one_more(), data=largest.data))
        measured[f"{max(cities):,} 份中，看板里上传到发布"].append(uploaded(largest))
        measured[f"{max(cities):,} 份中，看板里审核到发布"].append(reviewed(largest, turn))
        measured["启动看板到第一页，没有档案"].append(started(empty))
        measured[f"启动看板到第一页，{max(cities):,} 份"].append(started(largest.data))
    desk.close()
    return {what: Cost(*map(statistics.median, zip(*costs, strict=True))) for what, costs in measured.items()}


def compared(city: City, root: Path, commits: Sequence[str]) -> Iterator[str]:
    """The first load of this program and of earlier ones, in turns."""
    costs: dict[str, list[Cost]] = defaultdict(list)
    for turn in range(2):
        for commit in ["", *commits]:
            data = root / f"{commit}-{turn}"
            with checked_out(commit, root / "program") if commit else nullcontext(ROOT) as program:
                costs[commit].append(first_load(city, data, program))
    least = {commit: Cost(*map(min, zip(*some, strict=True))) for commit, some in costs.items()}
    for commit, cost in least.items():
        ratio = f"，现在是它的 {least[''].processor / cost.processor:.2f} 倍" if commit else ""
        yield f"第一次收取，{commit or '现在'}：{cost.seconds:.1f} s，处理器 {cost.processor:.1f} s{ratio}"


def main() -> None:
    """Measure all of it and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[168, 2000], help="so many archived files")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--before", metavar="COMMIT", nargs="+", help="earlier programs: only the first loads")
    options = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        if options.before:
            console.print(*compared(City(root / "city", max(options.files)), root, options.before), sep="\n")
            return
        cities = {count: City(root / str(count), count) for count in sorted(options.files)}
        for city in cities.values():
            city.load_all()
        costs = in_turns(root, cities, options.turns)
        check = costs[CHECK]
        for what, cost in costs.items():
            ratios = cost.seconds / check.seconds, cost.processor / check.processor
            console.print(
                f"{what}：{1000 * cost.seconds:,.0f} ms，{ratios[0]:.2f} 倍；"
                f"处理器 {1000 * cost.processor:,.0f} ms，{ratios[1]:.2f} 倍"
            )


if __name__ == "__main__":
    main()
