"""Reading one cell as one kind of value: the value, and a finding where it could not be understood."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from etl.knowledge.findings import Finding, finding
from etl.submission.cells import values
from etl.submission.found_tables.grid import Grid
from etl.workbook import Value

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Expected(NamedTuple, Generic[T_co]):
    """What a cell is expected to hold: the label it is known by, what makes its value out and raises ValueError where
    that cannot be done, the kind of the finding for it. What is written in personal cells stays out of findings.
    """

    label: str
    understand: Callable[[Value], T_co | None]
    kind: str
    is_personal: bool = False


@dataclass(slots=True)
class Cells:
    """Reads cells and collects the findings."""

    findings: list[Finding] = field(default_factory=list)

    def read(self, grid: Grid, row: int, column: int, expected: Expected[T]) -> tuple[T | None, bool]:
        """The value, and whether the cell is filled but not understood, which is then a finding; a count below zero or
        beyond the limit has a kind of its own.
        """
        grid.mark_read(row, column)
        problem = grid.problem(row, column)
        if problem:
            shown = grid.error_value(row, column) if problem == "cell_error" else None
            self.add(problem, grid.name, grid.address(row, column), value=shown, label=expected.label)
            return None, True
        value = grid.value(row, column)
        try:
            return expected.understand(value), False
        except (ValueError, OverflowError) as error:
            kind = "count_out_of_range" if isinstance(error, values.OutOfRangeError) else expected.kind
            shown = None if expected.is_personal else shortened(values.written(value))
            self.add(kind, grid.name, grid.address(row, column), value=shown, label=expected.label, row=row + 1)
            return None, True

    def add(self, kind: str, sheet: str, cell: str | None, *, value: str | None = None, **details: Any) -> None:
        """One more finding at a cell of a sheet."""
        self.findings.append(finding(kind, sheet, cell, value=value, **details))


@lru_cache(maxsize=4096)
def shortened(text: str, limit: int = 60) -> str:
    """The text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"
