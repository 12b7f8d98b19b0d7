"""Tables that are found and do not count: not ours, or not of this year (docs/workbook.md, Nothing vanishes)."""

from etl.submission.account.fates import Fate
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.table_finder import FoundTable


def set_aside(table: FoundTable, reason: str, cells: Cells) -> None:
    """Say in the account of the sheet, and in a finding at the table's first heading, that the table does not count;
    `reason` is half a sentence in Chinese.
    """
    for row in range(table.header_row, table.end_row):
        table.grid.account.mark_row(Fate.SET_ASIDE, row)
    table.grid.account.reasons.append(reason)
    cells.add("table_set_aside", table.grid.name, corner(table), reason=reason)


def corner(table: FoundTable) -> str:
    """The address of the table's first heading."""
    return table.grid.address(table.header_row, min(table.columns.values()))
