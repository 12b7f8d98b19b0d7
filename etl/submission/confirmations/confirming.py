"""Everything that a workbook confirms of last year, sheet by sheet, before its tables are read."""

from collections.abc import Iterable, Sequence

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.confirmations.choice import ConfirmationReader
from etl.submission.confirmations.confirmed_rosters import confirm_roster
from etl.submission.confirmations.confirmed_values import confirm_answers, confirm_form
from etl.submission.confirmations.source import UNKNOWN, Source
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.understanding import Identity

Found = Sequence[tuple[Grid, list[FoundTable]]]


def may_confirm(grids: Iterable[Grid], layout: Layout) -> bool:
    """True where a sheet has the heading 本年."""
    return any(layout.confirmation.heading in grid.texts for grid in grids)


def confirm(
    tables_by_grid: Found, source: Source | None, identity: Identity, layout: Layout, cells: Cells
) -> ConfirmationReader:
    """What is confirmed; the grids show it where it was left blank, and hide the persons who are not confirmed.

    `identity` is what the workbook says of itself, `source` what it says of last year's values. Findings go to `cells`.
    """
    refusal = source.refusal(identity) if source else UNKNOWN
    choices = ConfirmationReader(layout, cells, source.period if source else 0, refusal)
    files = source.files if source else {}
    for grid, tables in tables_by_grid:
        if layout.confirmation.heading not in grid.texts:
            continue
        confirm_form(grid, choices)
        for table in tables:
            if table.name == "answers":
                confirm_answers(table, choices)
            elif table.name in ROSTERS:
                confirm_roster(table, files.get(table.name), choices)
    return choices
