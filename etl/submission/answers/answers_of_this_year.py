"""Which column of a table of answers is the report's year's (docs/workbook.md, What people really send back)."""

from dataclasses import replace

from etl.knowledge.layout import Layout
from etl.submission.answers.year_columns import by_year
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.table_finder import FoundTable


def own_column(table: FoundTable, period: int | None, layout: Layout, cells: Cells) -> FoundTable:
    """The table with 完成情况 of the period, where years head several such columns.

    Where all of them are of other years the latest is read, with a finding.
    """
    years = by_year(table.grid, table.header_row, layout)
    column = table.columns["status"]
    if period is None or column not in years.values():
        return table
    if period in years:
        return replace(table, columns={**table.columns, "status": years[period]})
    address = table.grid.address(table.first_row - 1, column)
    cells.add("table_other_year", table.grid.name, address, word=f"{max(years)}年")
    return table
