"""How much the guard costs: the guarded pool against bare calamine in a pool of as many processes.

Run it with `python tests/benchmarks/reading.py [--files 500] [--runs 5]`.
"""

import argparse
import multiprocessing
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from etl.workbook import Unreadable, read
from etl.workbook.pool import each

SHEETS = {
    "填报说明": (20, 2),
    "基本情况": (24, 4),
    "任务完成情况": (62, 8),
    "会员情况": (10, 4),
    "理事会名册": (120, 12),
    "监事名册": (12, 8),
}
"""Rows and columns: about 2,250 cells in all."""
PROCESSES = os.cpu_count() or 1


def write_workbook(path: Path, seed: int) -> None:
    """Write a workbook of the size societies send, with texts, numbers, blanks and a merged title."""
    import openpyxl  # here, because every worker process imports this script

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (height, width) in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in range(2, height + 1):
            sheet.append([_value(seed + row * 31 + column * 7) for column in range(width)])
        sheet.insert_rows(1)
        sheet["A1"] = f"{name}（示例{seed:03}）"
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)
    book.save(path)


def _value(number: int) -> str | int | None:
    if number % 11 == 0:
        return None
    return number if number % 3 == 0 else f"内容{number % 97}号示例"


def count_bare(path: Path) -> int:
    """Return the number of rows that calamine alone reads."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def count_guarded(path: Path, _: None) -> int:
    """Return the number of rows that the guarded reader reads."""
    return sum(len(sheet.rows) for sheet in read(path).sheets)


def run_bare(paths: list[Path]) -> int:
    """Return the number of rows in all files."""
    with multiprocessing.Pool(PROCESSES) as pool:
        return sum(pool.map(count_bare, paths))


def run_guarded(paths: list[Path]) -> int:
    """Return the number of rows in all files."""
    rows = 0
    for result in each(count_guarded, ((path, None) for path in paths), PROCESSES):
        if isinstance(result, Unreadable):
            raise result
        rows += result
    return rows


def seconds(run: Callable[[list[Path]], int], paths: list[Path]) -> float:
    """Return how long the run takes, the start and the end of its processes included."""
    began = time.perf_counter()
    run(paths)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:04}.xlsx" for number in range(options.files)]
        for number, path in enumerate(paths):
            if number < 20:
                write_workbook(path, number)
            else:
                shutil.copy(paths[number % 20], path)
        if run_bare(paths) != run_guarded(paths):
            raise SystemExit("the two readers do not read the same")
        pairs = [(seconds(run_bare, paths), seconds(run_guarded, paths)) for _ in range(options.runs)]
    bare, guarded = (statistics.median(column) for column in zip(*pairs, strict=True))
    each_ms = 1000 / options.files
    print(
        f"{options.files} workbooks, {PROCESSES} processes, median of {options.runs} runs: "
        f"calamine {bare:.2f} s ({bare * each_ms:.2f} ms a file), guarded {guarded:.2f} s "
        f"({guarded * each_ms:.2f} ms a file), ratio {guarded / bare:.2f}"
    )


if __name__ == "__main__":
    main()
