"""How long a load takes, end to end, against the plain script: `python -m tests.benchmarks.loading`.

The same generated workbooks go both ways in one run: `python -m etl load` on all of them, with gate, worker processes,
findings, verdicts and publishing; and pandas.read_excel (openpyxl) with executemany, a transaction for each file, on a
part of them. Prints milliseconds per workbook (of three loads the median), their ratio, and the largest memory of the
loader's own process.
"""

import argparse
import io
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
from rich.console import Console

from etl import registry as registries
from etl.knowledge import layout as layouts
from etl.sample import generate
from tests.etl import society

LOADS = 3
DISTINCT = 40  # societies whose workbooks are written cell by cell; the others differ in the society's name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=2000)
    parser.add_argument("--plain", type=int, default=100, help="so many of them for the plain script")
    options = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        paths = make_workbooks(data, options.workbooks)
        console.print(f"{len(paths)} 份填报表，平均 {sum(path.stat().st_size for path in paths) // len(paths):,} 字节")
        loads = [load_all(data, Path(scratch) / f"{number}") for number in range(LOADS)]
        ours, memory = statistics.median(seconds for seconds, _ in loads), max(mebibytes for _, mebibytes in loads)
        each = "、".join(f"{seconds:.1f}" for seconds, _ in loads)
        console.print(
            f"python -m etl load：{1000 * ours / len(paths):.2f} ms/份（{each} s 的中位数），主进程内存 {memory} MiB"
        )
        readable = [path for path in paths if zipfile.is_zipfile(path)]  # the plain script stops at a damaged one
        some = random.Random(0).sample(readable, min(options.plain, len(readable)))
        plain = load_plainly(some, Path(scratch) / "plain.duckdb")
        console.print(f"pandas(openpyxl) + executemany：{1000 * plain / len(some):.2f} ms/份（{len(some)} 份）")
        console.print(f"相差 {(plain / len(some)) / (ours / len(paths)):.1f} 倍")


def make_workbooks(data: Path, count: int) -> list[Path]:
    """A registry and `count` workbooks as societies send them: from the template, six sheets each."""
    sample = data.parent / "sample"
    generate(sample, societies=DISTINCT, periods=(2018,))
    societies = registries.read(sample / "registry.xlsx", layouts.read()).societies
    originals = [
        (one.name, path.read_bytes()) for one in societies for path in sorted(sample.rglob(f"*{one.name}*.xlsx"))[:1]
    ]
    names = [f"滨海市示例第{number:05d}学会" for number in range(count)]
    lines = [{"编号": f"S{number:05d}", "学会名称": name} for number, name in enumerate(names)]
    society.write_registry(data / "registry.xlsx", lines)
    inbox = data / "inbox"
    inbox.mkdir()
    paths = []
    for number, name in enumerate(names):
        original_name, content = originals[number % len(originals)]
        path = inbox / f"{number:05d}.xlsx"
        path.write_bytes(renamed(content, original_name, name))
        paths.append(path)
    return paths


def renamed(content: bytes, old: str, new: str) -> bytes:
    """The workbook with another society's name in it."""
    result = io.BytesIO()
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content + new.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            part = package.read(name)
            for encode in (str.encode, as_references):
                part = part.replace(encode(old), encode(new))
            copy.writestr(name, part)
    return result.getvalue()


def as_references(text: str) -> bytes:
    """The text as XML written in ASCII has it."""
    return text.encode("ascii", "xmlcharrefreplace")


def load_all(given: Path, data: Path) -> tuple[float, int]:
    """Seconds of the whole command into a fresh data folder, and the peak memory of its own process in MiB."""
    data.mkdir()
    shutil.copy(given / "registry.xlsx", data)
    measured = (
        "import atexit, resource, runpy\n"
        "peak = lambda: print('peak', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
        "atexit.register(peak)\n"
        "runpy.run_module('etl', run_name='__main__', alter_sys=True)"
    )
    command = [sys.executable, "-c", measured, "load", str(given / "inbox"), "--data", str(data)]
    start = time.perf_counter()
    run = subprocess.run(command, capture_output=True, text=True)
    seconds = time.perf_counter() - start
    if run.returncode == 2:
        raise SystemExit(run.stdout + run.stderr)
    return seconds, int(run.stdout.rpartition("peak ")[2].split()[0])


def load_plainly(paths: list[Path], database: Path) -> float:
    """Seconds of the script one writes first: every row of every sheet, a transaction for each file."""
    with duckdb.connect(str(database)) as connection:
        connection.execute("create table line (file varchar, sheet varchar, number integer, cells varchar[])")
        start = time.perf_counter()
        for path in paths:
            rows = []
            for sheet, frame in pd.read_excel(path, sheet_name=None, header=None, dtype=str, engine="openpyxl").items():
                lines = frame.astype(object).where(frame.notna(), None).to_numpy().tolist()
                rows += [(path.name, sheet, number, cells) for number, cells in enumerate(lines, 1)]
            connection.begin()
            connection.executemany("insert into line values (?, ?, ?, ?)", rows)
            connection.commit()
        return time.perf_counter() - start


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
