"""Do the tests catch? `python -m tests.mutation --count 200 --seed 1 [--only etl/warehouse/sql]` changes one line of
the program at a time, runs the tests of its room, and lists the changes that no test noticed.

What may go unnoticed stands in `harmless.toml`, each with its reason. Ends with 1 where any other survives.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
ROOMS = ("etl/warehouse/sql", "etl/warehouse", "etl/submission", "dashboard/queries")


def main() -> int:
    """Tries the mutants and prints what became of them; 1 where one survives that is not known to be harmless."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="files whose path begins so")
    chosen = parser.parse_args()
    drawn = sample(chosen.count, chosen.seed, chosen.only)
    harmless = {
        (entry["file"], entry["line"], entry["change"]): entry["why"]
        for entry in tomllib.loads((HERE / "harmless.toml").read_text("utf-8")).get("harmless", [])
    }
    survived = []
    with tempfile.TemporaryDirectory() as folder, Copy(Path(folder)) as copy:
        for mutant in drawn:
            is_noticed = copy.is_noticed(mutant)
            print("." if is_noticed else f"\n{mutant.said}\n", end="", flush=True)
            if not is_noticed:
                survived.append(mutant)
    killed = len(drawn) - len(survived)
    print(f"\n{killed} of {len(drawn)} noticed ({killed / max(len(drawn), 1):.0%}).")
    unexplained = 0
    for mutant in survived:
        why = harmless.get((mutant.file, mutant.line, mutant.change))
        unexplained += why is None
        print(f"{mutant.said}\n    {why or 'no test noticed'}")
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


class Copy:
    """A copy of the program in a folder, in which one mutant at a time is tried."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.second = 1
        self.sound: dict[str, bool] = {}  # files of tests -> they pass on the program as it is

    def __enter__(self) -> "Copy":
        names = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
        for name in filter(None, names.stdout.split("\0")):
            if (ROOT / name).is_file():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, self.folder / name)
        words = [sys.executable, "-m", "tests.mutation.server"]
        compiles = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.process = subprocess.Popen(
            words, cwd=self.folder, env=compiles, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()

    def is_noticed(self, mutant: Mutant) -> bool:
        """Whether a test fails with the change. Raises RuntimeError where it fails without the change, too."""
        path = self.folder / mutant.file
        whole = path.read_text(encoding="utf-8")
        self._write(path, mutant.applied(whole))
        is_passed, failed = True, ""
        for tests in filter(None, tests_of(mutant.file)):
            is_passed, failed = self._run(tests)
            if not is_passed:
                failed = failed or tests[0]
                break
        self._write(path, whole)
        if not is_passed and not self._is_sound(failed):
            raise RuntimeError(f"{failed} fails on the program as it is.")
        return not is_passed

    def _write(self, path: Path, text: str) -> None:
        """Write the file at a second of its own: compiled modules are told apart by time and size."""
        self.second += 1
        path.write_text(text, encoding="utf-8")
        os.utime(path, (self.second, self.second))

    def _is_sound(self, file: str) -> bool:
        if file not in self.sound:
            self.sound[file] = self._run([file])[0]
        return self.sound[file]

    def _run(self, tests: list[str]) -> tuple[bool, str]:
        """Whether the tests pass, and the first file that did not."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(tests) + "\n")
        self.process.stdin.flush()
        is_passed, failed = json.loads(self.process.stdout.readline())
        return is_passed, failed


def tests_of(file: str) -> tuple[list[str], list[str], list[str]]:
    """The files of tests that should notice a change of the file (`rooms.toml`): the quickest, the others, and those
    that are tried only where none of these notices it."""
    rooms = tomllib.loads((HERE / "rooms.toml").read_text("utf-8"))["room"]
    room = next(room for room in rooms if any(fnmatch(file, pattern) for pattern in room["files"]))
    path = Path(file)
    imported = re.compile(rf"\b{path.parent.name}(\.| import .*\b){path.stem}\b")
    others = [other for folder in room.get("where", ()) for other in sorted((ROOT / folder).rglob("test_*.py"))]
    naming = [one for one in others if one.stem == f"test_{path.stem}" or imported.search(one.read_text("utf-8"))]
    tests = list(dict.fromkeys([*(one.relative_to(ROOT).as_posix() for one in naming), *room["tests"]]))
    return tests[:1], tests[1:], [one for one in room.get("then", ()) if one not in tests]


if __name__ == "__main__":
    sys.exit(main())
