"""Other numbers in a rubric over the demonstration city (168 societies, two years): processor time of one trial.

`python -m tests.benchmarks.trial [DATA]`; without DATA it makes the city first.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from etl.loading.rubric_trial import try_numbers
from etl.paths import DataFolder

NUMBERS = [{"small_base": 500}, {"growth_pct": 10}, {"young_age": 40}, {"optional_minimum": 6}, {"small_base": 250}]


def main() -> None:
    """Prints the median of the trials, the first left out: it reads the program's files."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(sys.argv[1]) if len(sys.argv) > 1 else _city(Path(folder) / "city")
        seconds, moved = [], 0
        for numbers in [NUMBERS[0], *NUMBERS]:
            start = time.process_time()
            moved += len(try_numbers(DataFolder(data), 2017, numbers).moves)
            seconds.append(time.process_time() - start)
        print(f"{statistics.median(seconds[1:]):.2f} s of processor time a trial, {moved} verdicts moved")


def _city(folder: Path) -> Path:
    program = [sys.executable, "-m", "etl"]
    subprocess.run([*program, "sample", "--out", str(folder)], check=True)
    subprocess.run([*program, "load", str(folder / "inbox"), "--data", str(folder)], check=False, capture_output=True)
    return folder


if __name__ == "__main__":
    main()
