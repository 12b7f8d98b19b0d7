"""Tries mutants in a copy of the program: writes the changed line, runs the tests of its room, puts the line back."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from tests.mutation.drawing import ROOT
from tests.mutation.mutants import Mutant

ROOMS = Path(__file__).parent / "rooms.toml"


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

    def noticed_by(self, mutant: Mutant, is_quick: bool) -> str:
        """The file of tests that fails with the change, "" where none does; `is_quick`: without the dear ones.

        Raises RuntimeError where it fails without the change, too.
        """
        path = self.folder / mutant.file
        whole = path.read_text(encoding="utf-8")
        self._write(path, mutant.applied(whole))
        is_passed, failed = True, ""
        for tests in filter(None, tests_of(mutant.file, self.folder)[: 2 if is_quick else 3]):
            is_passed, failed = self._run(tests)
            if not is_passed:
                failed = failed or tests[0]
                break
        self._write(path, whole)
        if not is_passed and not self._is_sound(failed):
            raise RuntimeError(f"{failed} fails on the program as it is.")
        return failed

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


def tests_of(file: str, root: Path = ROOT) -> tuple[list[str], list[str], list[str]]:
    """The files of tests that should notice a change of the file (`rooms.toml`): the quickest, the others, and those
    that are tried only where none of these notices it."""
    rooms = tomllib.loads(ROOMS.read_text("utf-8"))["room"]
    room = next(room for room in rooms if any(fnmatch(file, pattern) for pattern in room["files"]))
    path = Path(file)
    imported = re.compile(rf"\b{path.parent.name}(\.| import .*\b){path.stem}\b")

    def naming(folders: str) -> list[str]:
        others = [other for folder in room.get(folders, ()) for other in sorted((root / folder).rglob("test_*.py"))]
        named = [one for one in others if one.stem == f"test_{path.stem}" or imported.search(one.read_text("utf-8"))]
        return [one.relative_to(root).as_posix() for one in named]

    tests = list(dict.fromkeys([*naming("where"), *room["tests"]]))
    dear = dict.fromkeys([*naming("then_where"), *room.get("then", ())])
    return tests[:1], tests[1:], [one for one in dear if one not in tests]
