"""Reads every file of a folder, loads all of them, and says what it cost: seconds of each, the process's peak memory.

Run it as `python tests/etl/under_attack.py DATA FOLDER GOOD`; `GOOD` is loaded in the end.
"""

import hashlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from etl.loading.pipeline import load
from etl.loading.reading import Reader
from etl.paths import RUBRICS, DataFolder


def peak_memory_mib() -> float:
    """The largest memory that this process held, its workers not counted."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main(data: str, folder: str, good: str) -> None:
    """Print a line of JSON: `seconds` by file name, `peak_mib`, and the state of the `good` file."""
    seconds = {}
    hostile = sorted(Path(folder).iterdir())
    rubrics = tuple(sorted(RUBRICS.glob("*.toml")))
    with Reader() as reader:
        list(reader.understood([("good", Path(good))], rubrics))
        for path in hostile:
            began = time.perf_counter()
            list(reader.understood([(hashlib.sha256(path.read_bytes()).hexdigest(), path)], rubrics))
            seconds[path.name] = time.perf_counter() - began
        load(DataFolder(Path(data)), [(path, path.name) for path in hostile], "command", lambda *_: None, reader)
        report = load(DataFolder(Path(data)), [(Path(good), "好.xlsx")], "command", lambda *_: None, reader)
    print(json.dumps({"seconds": seconds, "good": report.files[0].state, "peak_mib": peak_memory_mib()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
