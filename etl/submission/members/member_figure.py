"""One year-end figure of members, as found in a sheet."""

from collections import defaultdict
from typing import NamedTuple

from etl.submission.found_tables.grid import Grid, Position
from etl.workbook import Value

SERIES = ("individual", "unit", "total")


class Figure(NamedTuple):
    """Where a figure stands, and what is written. `year` is None where nothing says it, 0 and -1 are the end of the
    report's year and of the one before; `society` is the cell that
    names the society, in a table of several; titles stand above `header_row`.
    """

    year: int | None
    series: str
    grid: Grid
    row: int
    column: int
    value: Value
    society: Position | None = None
    header_row: int = 0

    @property
    def cell(self) -> str:
        return self.grid.address(self.row, self.column)

    @property
    def society_cell(self) -> str:
        return self.grid.address(*self.society) if self.society else ""


def by_society(figures: list[Figure]) -> dict[str, list[Figure]]:
    """The figures of tables of several societies, by the name as written."""
    groups: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.society and (name := figure.grid.text(*figure.society)):
            groups[name].append(figure)
    return groups
