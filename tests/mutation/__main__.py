"""Do the tests catch? `python -m tests.mutation --count 200 --seed 1 [--only etl/warehouse/sql]` changes one line of
the program at a time, runs the tests of its room, and lists the changes that no test noticed.

What may go unnoticed stands in `harmless.toml`, each with its reason. Ends with 1 where any other survives.
"""

import argparse
import concurrent.futures
import os
import queue
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
_EXAMPLES = "tests/independent/test_examples.py"
# Where the changed line stands -> the tests that should notice, the quickest first.
ROOMS = {
    "etl/warehouse/sql": [
        _EXAMPLES,
        "tests/etl/warehouse",
        "tests/dashboard/queries",
        "tests/independent/test_shortest_way.py",
    ],
    "etl/warehouse": [_EXAMPLES, "tests/etl/warehouse", "tests/etl/loading"],
    "etl/submission": [_EXAMPLES, "tests/etl/submission", "tests/cases", "tests/independent/test_kinds.py"],
    "dashboard/queries": ["tests/dashboard/queries", "tests/dashboard"],
}
LONGEST = 900  # seconds: a change that makes the tests run for ever is noticed


def main() -> int:
    """Tries the mutants and prints what became of them; 1 where one survives that is not known to be harmless."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    drawn = sample(chosen.count, chosen.seed, chosen.only)
    harmless = {
        (entry["file"], entry["line"], entry["change"]): entry["why"]
        for entry in tomllib.loads((Path(__file__).parent / "harmless.toml").read_text("utf-8")).get("harmless", [])
    }
    killed, survived = 0, []
    with tempfile.TemporaryDirectory() as folder:
        copies: queue.Queue[Path] = queue.Queue()
        for number in range(chosen.workers):
            copies.put(_copy(Path(folder) / str(number)))
        with concurrent.futures.ThreadPoolExecutor(chosen.workers) as pool:
            for mutant, is_noticed in zip(drawn, pool.map(lambda one: _is_noticed(one, copies), drawn), strict=True):
                killed += is_noticed
                print("." if is_noticed else "S", end="", flush=True)
                if not is_noticed:
                    survived.append(mutant)
    print(f"\n{killed} of {len(drawn)} noticed ({killed / max(len(drawn), 1):.0%}).")
    unexplained = 0
    for mutant in survived:
        why = harmless.get((mutant.file, mutant.line, mutant.change))
        unexplained += why is None
        print(f"{mutant.file}:{mutant.number}: {mutant.change}\n    {mutant.line}\n    {why or 'no test noticed'}")
    return 1 if unexplained else 0


def sample(count: int, seed: int, only: str = "") -> list[Mutant]:
    """So many mutants, an equal share of each room, each line at most once."""
    draw = random.Random(seed)
    drawn: list[Mutant] = []
    rooms = [room for room in ROOMS if room.startswith(only) or only.startswith(room)]
    for place, room in enumerate(rooms):
        inner = [other for other in ROOMS if other != room and other.startswith(room)]
        lines: dict[tuple[str, int], list[Mutant]] = {}
        for mutant in mutants(ROOT, room):
            if mutant.file.startswith(only or room) and not mutant.file.startswith(tuple(inner)):
                lines.setdefault((mutant.file, mutant.number), []).append(mutant)
        share = min(len(lines), (count - len(drawn)) // (len(rooms) - place))
        drawn += [draw.choice(lines[line]) for line in sorted(draw.sample(sorted(lines), share))]
    draw.shuffle(drawn)
    return drawn


def _copy(folder: Path) -> Path:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    for name in filter(None, names.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def _is_noticed(mutant: Mutant, copies: queue.Queue[Path]) -> bool:
    folder = copies.get()
    path = folder / mutant.file
    whole = path.read_text(encoding="utf-8")
    room = max((room for room in ROOMS if mutant.file.startswith(room)), key=len)
    try:
        path.write_text(mutant.applied(whole), encoding="utf-8")
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not browser"]
        done = subprocess.run([*words, *ROOMS[room]], cwd=folder, capture_output=True, timeout=LONGEST, check=False)
        return done.returncode == 1
    except subprocess.TimeoutExpired:
        return True
    finally:
        path.write_text(whole, encoding="utf-8")
        copies.put(folder)


if __name__ == "__main__":
    sys.exit(main())
