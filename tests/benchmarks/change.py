"""What one more workbook and one more review cost among many: `python -m tests.benchmarks.change`.

Folders of a few and of many archived files are loaded first: a city over two years, each society with so many
corrections. Then everything is measured in turns, so that other work on the computer falls on all of it alike, and the
medians are laid beside `etl check` of one file in an empty archive. What the dashboard does when somebody uploads or
reviews is done in a process that stays, as its server does it. With `--before COMMIT` the first load of the larger
folder is laid beside that of an earlier program. Needs some minutes, most of them for the first loads.
"""

import argparse
import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from rich.console import Console

from etl import registry as registries
from etl.knowledge import layout as layouts
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
CHECK = "空档案中 check 一份"
_REVIEWABLE = """
select society_id, period, criterion_id, judged_submission_id, reviewed_at
from build.criterion_result
where is_reviewable
order by society_id, period, criterion_id
offset ?
limit 1
"""


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

    def one_more(self) -> Path:
        """A correction that nobody has sent yet, in a folder of its own."""
        self._count += 1
        folder = self._root / "come" / str(self._count)
        folder.mkdir(parents=True)
        self._write(folder, self._count)
        return folder

    def _write(self, folder: Path, number: int) -> None:
        """The workbook of one society and period; each time another comment behind the package, so other bytes."""
        comment = f"{number:08d}".encode()
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


def command(*words: str | Path, data: Path, program: Path = ROOT) -> float:
    """Seconds of a whole command of a program."""
    arguments = [sys.executable, "-m", "etl", *map(str, words), "--data", str(data)]
    start = time.perf_counter()
    run = subprocess.run(arguments, cwd=program, capture_output=True, text=True)
    if run.returncode == 2:
        raise SystemExit(run.stdout + run.stderr)
    return time.perf_counter() - start


def first_load(city: City, root: Path, program: Path = ROOT) -> float:
    """Seconds in which a program loads all of the inbox into a folder without an archive."""
    root.mkdir()
    shutil.copy(city.data / "registry.xlsx", root)
    return command("load", city.inbox, data=root, program=program)


@contextmanager
def checked_out(commit: str, root: Path) -> Iterator[Path]:
    """The program of a commit, in a folder of its own as long as the block."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", str(root), commit], check=True, capture_output=True)
    try:
        yield root
    finally:
        subprocess.run([*git, "remove", "--force", str(root)], check=True, capture_output=True)


def uploaded(city: City) -> float:
    """Seconds from an upload in the dashboard to the build that counts it."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    [path] = city.one_more().iterdir()
    upload = desk.Upload(path.name, path.read_bytes())
    start = time.perf_counter()
    desk.receive_files(DataFolder(city.data), [upload], _silent)
    return time.perf_counter() - start


def reviewed(city: City, turn: int) -> float:
    """Seconds from a decision in the dashboard to the build that counts it."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    folder = DataFolder(city.data)
    with duckdb.connect() as connection:
        connection.execute("attach ? as build (read_only)", [str(current_build(folder))])
        [answer] = connection.execute(_REVIEWABLE, [turn]).fetchall()
    society_id, period, criterion_id, submission_id, seen = answer
    review = desk.Review(society_id, period, criterion_id, submission_id, "approved", "", "示例审核员", seen)
    start = time.perf_counter()
    desk.record(folder, review, _silent)
    return time.perf_counter() - start


def started(data: Path) -> float:
    """Seconds from the start of the dashboard's server to the end of the first visitor's first page."""
    start = time.perf_counter()
    with served(ROOT / "dashboard" / "app.py", data) as server:
        asyncio.run(_first_visit(server))
        return time.perf_counter() - start


async def _first_visit(server: Server) -> None:
    async with connected(server) as connection:
        await asyncio.wait_for(Visitor(connection).visit("overview", f"period={PERIODS[-1]}"), RUN_SECONDS)


def _silent(*_: object) -> None:
    """Progress nobody watches."""


def in_turns(root: Path, cities: dict[int, City], turns: int) -> dict[str, float]:
    """What is measured → median of its seconds."""
    from etl import desk  # not in the processes that write the sample: it starts workers

    found: dict[str, list[float]] = defaultdict(list)
    empty = root / "empty"
    empty.mkdir()
    shutil.copy(cities[min(cities)].data / "registry.xlsx", empty)
    largest = cities[max(cities)]
    uploaded(largest)  # the server's workers have started
    for turn in range(turns):
        found[CHECK].append(command("check", largest.one_more(), data=empty))
        for count, city in cities.items():
            found[f"{count:,} 份中 load 一份"].append(command("load", city.one_more(), data=city.data))
        found[f"{max(cities):,} 份中 check 一份"].append(command("check", largest.one_more(), data=largest.data))
        found[f"{max(cities):,} 份中，看板里上传到发布"].append(uploaded(largest))
        found[f"{max(cities):,} 份中，看板里审核到发布"].append(reviewed(largest, turn))
        found["启动看板到第一页，没有档案"].append(started(empty))
        found[f"启动看板到第一页，{max(cities):,} 份"].append(started(largest.data))
    desk.close()
    return {what: statistics.median(seconds) for what, seconds in found.items()}


def compared(city: City, root: Path, commit: str) -> str:
    """The first load of this program and of an earlier one, in turns."""
    with checked_out(commit, root / "before") as before:
        pairs = [
            (first_load(city, root / f"now{turn}"), first_load(city, root / f"before{turn}", before))
            for turn in range(2)
        ]
    now, then = (min(seconds) for seconds in zip(*pairs, strict=True))
    return f"第一次收取，与 {commit} 交替：{now:.1f} s，先前 {then:.1f} s，{now / then:.2f} 倍"


def main() -> None:
    """Measure all of it and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, nargs="+", default=[168, 2000], help="so many archived files")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--before", metavar="COMMIT", help="an earlier program, for the first load")
    options = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        cities = {count: City(root / str(count), count) for count in sorted(options.files)}
        for count, city in cities.items():
            console.print(f"{count:,} 份，第一次收取：{command('load', city.inbox, data=city.data):.1f} s")
        if options.before:
            console.print(compared(city, root, options.before))
        seconds = in_turns(root, cities, options.turns)
        check = seconds[CHECK]
        for what, median in seconds.items():
            console.print(f"{what}：{1000 * median:,.0f} ms，{median / check:.2f} 倍")


if __name__ == "__main__":
    main()
