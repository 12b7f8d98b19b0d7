"""Checks every file of a folder in one process and says what it cost: seconds of each, the process's peak memory.

Run it as `python tests/etl/under_attack.py DATA FOLDER GOOD`; `GOOD` is loaded in the end.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from etl.loading.pipeline import check, load
from etl.loading.reading import Reader
from etl.paths import DataFolder


def peak_memory_mib() -> float:
    """The largest memory that this process held, its workers not counted."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(data: str, folder: str, good: str) -> None:
    """Print a line of JSON: `seconds` by file name, `peak_mib`, and the state of the good file."""
    seconds, states = {}, {}
    with Reader() as reader:
        reader.start()
        check(DataFolder(Path(data)), [(Path(good), "先.xlsx")], lambda *_: None, reader)
        for path in sorted(Path(folder).iterdir()):
            began = time.perf_counter()
            report = check(DataFolder(Path(data)), [(path, path.name)], lambda *_: None, reader)
            seconds[path.name] = time.perf_counter() - began
            states[path.name] = report.files[0].state
        load(
            DataFolder(Path(data)), [(path, path.name) for path in Path(folder).iterdir()], "x", lambda *_: None, reader
        )
        began = time.perf_counter()
        report = load(DataFolder(Path(data)), [(Path(good), "好.xlsx")], "command", lambda *_: None, reader)
        seconds["好.xlsx"] = time.perf_counter() - began
        states["好.xlsx"] = report.files[0].state
    print(json.dumps({"seconds": seconds, "states": states, "peak_mib": peak_memory_mib()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
