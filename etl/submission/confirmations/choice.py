"""One cell under 本年: 同上年, 有变化 or 不再担任."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.understanding import Confirmation

SAME, CHANGED, LEFT = "same", "changed", "left"


@dataclass(slots=True)
class ConfirmationReader:
    """Reads the cells under 本年; `confirmed` are the values that count by them, findings go to `cells`.

    `refusal` says why none counts in this workbook. `unconfirmed` are names and births that stay out of all findings.
    """

    layout: Layout
    cells: Cells
    period: int
    refusal: str | None
    confirmed: list[Confirmation] = field(default_factory=list)
    unconfirmed: set[str] = field(default_factory=set)
    refused_on: set[str] = field(default_factory=set)

    def read(self, grid: Grid, place: Position, accepted: Sequence[str]) -> str | None:
        """What the cell says: one of the `accepted`; None where it is blank or not understood, which is a finding.

        同上年 that cannot count in this workbook says nothing, which is one finding for each sheet.
        """
        if grid.is_blank(*place):
            return None
        grid.mark_read(*place)
        try:
            said = values.word(grid.value(*place), "confirmation", self.layout)
        except ValueError:
            said = None
        if said not in accepted:
            self.add("confirmation_unreadable", grid, place)
            return None
        if said == SAME and self.refusal:
            if grid.name not in self.refused_on:
                self.add("confirmation_refused", grid, place, reason=self.refusal)
                self.refused_on.add(grid.name)
            return None
        return said

    def confirm(self, table: str, grid: Grid, place: Position, sha256: str | None = None) -> None:
        """Keep that the value in this place is confirmed; of a roster its file too, and any choice."""
        self.confirmed.append(Confirmation(table, grid.name, grid.address(*place), self.period, sha256))

    def add(self, kind: str, grid: Grid, place: Position, **details: str) -> None:
        """A finding at a cell; what is written there stays out of it."""
        self.cells.add(kind, grid.name, grid.address(*place), **details)
