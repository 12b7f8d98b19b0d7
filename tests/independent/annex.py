"""The official annex as printed, read apart from the product: its tasks and their work standards."""

import re
from dataclasses import dataclass
from pathlib import Path

_ANNEX = Path(__file__).resolve().parents[1] / "etl" / "knowledge" / "reform-task-table.txt"
_STARTS_A_CELL = "\t"
_COLUMNS = 5
_LAST_BASIC, _LAST_RENEWAL = 6, 10


@dataclass(frozen=True, slots=True)
class Standard:
    """One work standard: `criterion` as `T12-1`, its text with the ordinal where the annex prints one."""

    criterion: str
    text: str

    @property
    def wording(self) -> str:
        """The text without its ordinal."""
        return re.sub(r"^\d+\.", "", self.text)


@dataclass(frozen=True, slots=True)
class Task:
    """One numbered row of the annex."""

    number: int
    name: str
    content: str
    standards: tuple[Standard, ...]

    @property
    def task_id(self) -> str:
        return f"T{self.number:02d}"

    @property
    def group(self) -> str:
        if self.number <= _LAST_BASIC:
            return "basic"
        return "renewal" if self.number <= _LAST_RENEWAL else "optional"


def _cells() -> list[str]:
    text = _ANNEX.read_text(encoding="utf-8")
    return [cell.strip(" \n　") for cell in text.split("\n" + _STARTS_A_CELL)]


def _tasks() -> tuple[Task, ...]:
    cells = _cells()
    starts = [place for place, cell in enumerate(cells) if re.fullmatch(r"\d+", cell)]
    tasks = []
    for start in starts:
        number, name, content, standards = int(cells[start]), *cells[start + 1 : start + _COLUMNS - 1]
        lines = standards.split("\n")
        tasks.append(
            Task(
                number,
                name,
                content,
                tuple(Standard(f"T{number:02d}-{place}", line.strip()) for place, line in enumerate(lines, 1)),
            )
        )
    return tuple(tasks)


TASKS = _tasks()
