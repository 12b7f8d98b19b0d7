"""The accounts of the sheets of a file, settled once everything was read (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Iterable, Sequence

from etl.knowledge.findings import Finding, kinds
from etl.knowledge.layout import Layout
from etl.submission.account import furniture, unread, unread_members, unread_regions
from etl.submission.account.fates import Fate, SheetAccount
from etl.submission.account.unread import Rest
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.members.member_figure import Figure
from etl.workbook.address import position
from etl.workbook.contents import PICTURES

Found = Sequence[tuple[Grid, Sequence[FoundTable]]]


def settle(
    tables_by_grid: Found,
    names_read: Iterable[str],
    figures: Sequence[Figure],
    said: Iterable[Finding],
    layout: Layout,
) -> tuple[list[SheetAccount], list[Finding]]:
    """The account of each sheet, and the findings about what nobody read.

    `names_read` are the tables that were read, the form among them; `figures` of members stood outside of tables;
    `said` are the findings so far: a cell with a finding of its own was read.
    """
    names = frozenset(names_read) | ({"membership"} if figures else set())
    cells = Cells()
    _mark_findings(tables_by_grid, said)
    accounts = []
    for grid, tables in tables_by_grid:
        furniture.mark(grid, tables, layout)
        filled = grid.filled()
        _mark_merges(grid)
        furniture.mark_words(grid, tables, grid.account.unread(filled))
        rest = Rest(grid, tables, filled, grid.account.unread(filled), names)
        before = len(cells.findings)
        unread.report(rest, layout, cells)
        unread_members.report(rest, figures, layout, cells)
        unread_regions.report(rest, layout, cells)
        accounts.append(_account(rest, cells.findings[before:]))
        # Beside filled cells a picture is a seal or a photograph.
        objects = [(name, count) for name, count in grid.sheet.objects if name != PICTURES or 1 not in filled]
        if objects:
            shown = "、".join(f"{name} {count} 个" for name, count in objects)
            cells.add("objects_not_read", grid.name, None, objects=shown)
    return accounts, cells.findings


def _mark_findings(tables_by_grid: Found, said: Iterable[Finding]) -> None:
    grids = {grid.name: grid for grid, _ in tables_by_grid}
    for finding in said:
        if finding.cell and finding.sheet in grids and finding.kind != "table_set_aside":
            grids[finding.sheet].mark_read(*position(finding.cell.partition(":")[0]))


def _mark_merges(grid: Grid) -> None:
    """A merge whose top-left cell nobody marked has the highest fate that a reader gave to another cell of it."""
    for top, left, bottom, right in grid.sheet.merges:
        if top < grid.height and left < grid.width and grid.rows[top][left] is not None:
            grid.account.mark_as_rest(top, left, bottom, right)


def _account(rest: Rest, findings: Iterable[Finding]) -> SheetAccount:
    grid = rest.grid
    counts = grid.account.counts(rest.filled)
    reasons = [*grid.account.reasons, *(kinds()[one.kind].title for one in findings)]
    return SheetAccount(
        grid.name,
        grid.sheet.is_hidden,
        sum(counts.values()),
        counts[Fate.READ],
        counts[Fate.FURNITURE],
        counts[Fate.SET_ASIDE],
        counts[Fate.UNREAD],
        "；".join(dict.fromkeys(reasons)),
    )
