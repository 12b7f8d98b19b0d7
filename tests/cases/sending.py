"""Load the workbooks of a case into a data folder of their own, and say what came of it."""

import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.independent import product

CASES = Path(__file__).resolve().parent
ITS_FINDINGS = "select severity, kind, sheet, cell, message || coalesce(remedy, '') from finding order by all"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding. `cell` None: about the whole sheet; `sheet` None: about the file. `message` ends with what to do."""

    severity: str
    kind: str
    sheet: str | None
    cell: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program made of the files of a case."""

    build: Path
    verdicts: product.Verdicts
    states: tuple[str, ...]
    problems: tuple[Problem, ...]

    def differing(self, other: "Outcome") -> dict[str, str | None]:
        """The verdicts that are not those of the other outcome, by society and task, criterion, group or overall."""
        keys = sorted(self.verdicts.keys() | other.verdicts.keys())
        return {
            f"{society} {what}": self.verdicts.get((society, period, what))
            for society, period, what in keys
            if self.verdicts.get((society, period, what)) != other.verdicts.get((society, period, what))
        }

    def verdict(self, what: str, society: str) -> str | None:
        """One verdict of 2018."""
        return self.verdicts.get((society, 2018, what))

    def told(self, kind: str, sheet: str | None = None) -> list[Problem]:
        """The findings of a kind, those at one sheet where a sheet is named."""
        return [one for one in self.problems if one.kind == kind and sheet in (None, one.sheet)]

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """All rows that the build answers to a question in SQL."""
        return product.ask(self.build, question)


@cache
def outcome(registry: str, *names: str) -> Outcome:
    """Load files (paths below this folder) one after the other under a registry; the result is kept for other tests."""
    data = Path(tempfile.mkdtemp(prefix="cases-"))
    shutil.copy(CASES / registry, data / "registry.xlsx")
    for name in names:
        build = product.load(data, [(CASES / name, Path(name).name)])
    states = product.ask(build, "select state from submission order by submission_id")
    problems = [Problem(*row) for row in product.ask(build, ITS_FINDINGS)]
    return Outcome(build, product.verdicts(build), tuple(state for (state,) in states), tuple(problems))
