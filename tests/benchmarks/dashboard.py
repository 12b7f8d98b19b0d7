"""What the dashboard costs its server, against pages built naively: `python -m tests.benchmarks.dashboard`.

Real servers on this computer, asked over their websocket. Prints the CPU time of a warm run of every page, with and
without the links below its lists of societies, and of naive pages, at 168 and at 5,000 societies; how long 50 visitors
who think for 2 seconds wait; the server's memory before and after 500 runs; and the bytes of its JavaScript. Needs
Linux, where it reads CPU time and memory, and five minutes.
"""

import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit
from rich.console import Console
from rich.table import Table

from tests.benchmarks import association
from tests.benchmarks.visitor import ROOT, RUN_SECONDS, Server, Visitor, connected, served

SIZES = (168, 5000)
STAFF_PAGES = ("registry", "reviews")  # which nobody would draw naively
PAGES = ("", "tasks", "membership", "council", "optional_tasks", "society", "submissions")
OWN_PAGES = (*PAGES, *STAFF_PAGES)
UNLINKED = "tests.benchmarks.unlinked"
OURS, NAIVE = ROOT / "dashboard" / "app.py", ROOT / "tests" / "benchmarks" / "naive_pages" / "app.py"
QUERY = f"period={association.PERIOD}&society={association.society_id(1)}"
WARMING, ROUNDS, RUNS = 2, 3, {OURS: 20, NAIVE: 2}
VISITORS, THINK_SECONDS, LOAD_SECONDS = 50, 2.0, 40
LEAVING = 0.2  # so many of a visitor's runs are of another page; the others are of the page that is open
MEMORY_RUNS = 500


@dataclass(frozen=True, slots=True)
class Cost:
    """A run of a page: CPU milliseconds of the server, and how many charts there are on it."""

    milliseconds: float
    charts: int


def main() -> None:
    """Measure all of it and print it."""
    console = Console(highlight=False, width=100)
    with tempfile.TemporaryDirectory() as scratch:
        for size in SIZES:
            data = Path(scratch) / str(size)
            association.make(data, size)
            with served(NAIVE, data) as server:
                naive = asyncio.run(costs(server, PAGES, RUNS[NAIVE]))
            with served(OURS, data) as server:
                ours = asyncio.run(costs(server, OWN_PAGES, RUNS[OURS]))
                if size == SIZES[0]:
                    used_by_many(server, console)
            with served(OURS, data, UNLINKED) as server:
                unlinked = asyncio.run(costs(server, OWN_PAGES, RUNS[OURS]))
            console.print(compared(size, ours, unlinked, naive))


async def costs(server: Server, pages: Sequence[str], runs: int) -> dict[str, Cost]:
    """What each page costs when it has been run before: the least of several rounds, for other work disturbs."""
    found = {}
    for page in pages:
        async with connected(server) as connection:
            visitor = Visitor(connection)
            await asyncio.wait_for(visitor.visit(page, QUERY), RUN_SECONDS)
            charts = visitor.charts
            for _ in range(WARMING - 1):
                await asyncio.wait_for(visitor.visit(page, QUERY), RUN_SECONDS)
            rounds = [await _milliseconds(server, visitor, page, runs) for _ in range(ROUNDS)]
            found[page] = Cost(min(rounds), charts)
    return found


async def _milliseconds(server: Server, visitor: Visitor, page: str, runs: int) -> float:
    before = server.cpu_seconds()
    for _ in range(runs):
        await asyncio.wait_for(visitor.visit(page, QUERY), RUN_SECONDS)
    return 1000 * (server.cpu_seconds() - before) / runs


def compared(size: int, ours: dict[str, Cost], unlinked: dict[str, Cost], naive: dict[str, Cost]) -> Table:
    """A row for each page; both ways must have drawn the same number of charts, where there are both."""
    title = f"{size:,} 家学会：运行一次的服务器 CPU"
    table = Table("页面", "图", "看板 ms", "不含链接 ms", "简单做法 ms", "倍数", title=title)
    for page in PAGES:
        if ours[page].charts != naive[page].charts or not ours[page].charts:
            raise SystemExit(f"{page}: {ours[page].charts} 张图，简单做法 {naive[page].charts} 张")
        mine, theirs = ours[page].milliseconds, naive[page].milliseconds
        bare = f"{unlinked[page].milliseconds:.1f}"
        table.add_row(page, str(ours[page].charts), f"{mine:.1f}", bare, f"{theirs:.0f}", f"{theirs / mine:.1f}")
    for page in STAFF_PAGES:
        table.add_row(page, "", f"{ours[page].milliseconds:.1f}", f"{unlinked[page].milliseconds:.1f}")
    return table


def used_by_many(server: Server, console: Console) -> None:
    """Let many come at once, then one stay long, then fetch the scripts."""
    waits = sorted(asyncio.run(waits_of_many(server)))
    p50, p95 = statistics.median(waits), waits[int(0.95 * len(waits))]
    console.print(f"{VISITORS} 人，每次停 {THINK_SECONDS:.0f} s：{len(waits)} 次，p50 {p50:.3f} s，p95 {p95:.3f} s")
    before, after = asyncio.run(memory_of_a_long_stay(server))
    console.print(f"运行 {MEMORY_RUNS} 次前后的内存：{before:.0f} → {after:.0f} MiB")
    plain, packed = scripts(server)
    console.print(f"JavaScript：{plain:,} 字节，压缩后 {packed:,} 字节（{packed / plain:.0%}）")


async def waits_of_many(server: Server) -> list[float]:
    """Seconds of every run after the first of visitors who stay on a page for some runs and then go to another."""
    end = time.monotonic() + LOAD_SECONDS
    of_each = await asyncio.gather(*(_stroll(server, number, end) for number in range(VISITORS)))
    return [wait for waits in of_each for wait in waits]


async def _stroll(server: Server, number: int, end: float) -> list[float]:
    chance = random.Random(number)
    waits = []
    async with connected(server) as connection:
        visitor = Visitor(connection)
        page = PAGES[number % len(PAGES)]
        await asyncio.sleep(chance.uniform(0, THINK_SECONDS))
        await visitor.visit(page, QUERY)
        while time.monotonic() < end:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * THINK_SECONDS)
            page = chance.choice(PAGES) if chance.random() < LEAVING else page
            waits.append(await visitor.visit(page, QUERY))
    return waits


async def memory_of_a_long_stay(server: Server) -> tuple[float, float]:
    """The server's memory in MiB before and after many runs of all pages by one visitor."""
    async with connected(server) as connection:
        visitor = Visitor(connection)
        await _rounds(visitor, PAGES)
        before = server.memory()
        await _rounds(visitor, [PAGES[number % len(PAGES)] for number in range(MEMORY_RUNS)])
        return before, server.memory()


async def _rounds(visitor: Visitor, pages: Sequence[str]) -> None:
    for page in pages:
        await asyncio.wait_for(visitor.visit(page, QUERY), RUN_SECONDS)


def scripts(server: Server) -> tuple[int, int]:
    """Bytes of all JavaScript files as they are sent to one who takes nothing packed, and to a browser."""
    folder = Path(streamlit.__file__).parent / "static"
    paths = [f"/{file.relative_to(folder).as_posix()}" for file in sorted(folder.rglob("*.js"))]
    plain = sum(len(server.body(path)) for path in paths)
    packed = sum(len(server.body(path, **{"Accept-Encoding": "gzip, deflate, br"})) for path in paths)
    return plain, packed


if __name__ == "__main__":
    main()
