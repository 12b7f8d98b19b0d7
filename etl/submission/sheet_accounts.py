"""The accounts of the sheets of a file, settled once everything was read (docs/workbook.md, Nothing vanishes)."""

from collections.abc import Sequence

from etl.knowledge.layout import Layout
from etl.submission import furniture
from etl.submission.account import Fate, SheetAccount
from etl.submission.grid import Grid
from etl.submission.table_finder import FoundTable


def settle(grid: Grid, tables: Sequence[FoundTable], layout: Layout) -> SheetAccount:
    """Tell furniture from what nobody read, and count."""
    furniture.mark(grid, tables, layout)
    filled = grid.filled()
    for top, left, bottom, right in grid.sheet.merges:
        if top < grid.height and left < grid.width and grid.rows[top][left] is not None:
            grid.account.mark(grid.account.best(top, left, bottom, right), top, (left,))
    furniture.mark_words(grid, tables, grid.account.unread(filled))
    counts = grid.account.counts(filled)
    return SheetAccount(
        grid.name,
        grid.sheet.is_hidden,
        sum(counts.values()),
        counts[Fate.READ],
        counts[Fate.FURNITURE],
        counts[Fate.SET_ASIDE],
        counts[Fate.UNREAD],
        "；".join(dict.fromkeys(grid.account.reasons)),
    )
