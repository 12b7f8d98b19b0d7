"""Which columns of a table of answers are the report's year's (docs/workbook.md, What people really send back)."""

from dataclasses import replace

from etl.knowledge.layout import Layout
from etl.submission.answers.year_columns import ASKED, by_year
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.table_finder import FoundTable


def own_columns(table: FoundTable, period: int | None, layout: Layout, cells: Cells) -> FoundTable:
    """The table with 完成情况, 数量 and 是否选做 of the period, where years head several such columns.

    Where all of them are of other years the latest is read, with a finding.
    """
    for asked in ASKED:
        years = by_year(table.grid, table.header_row, asked, layout)
        column = table.columns.get(asked)
        if period is None or column not in years.values():
            continue
        years = {year if year > 0 else period + year: at for year, at in years.items()}
        if period in years:
            table = replace(table, columns={**table.columns, asked: years[period]})
        else:
            address = table.grid.address(table.first_row - 1, years[max(years)])
            cells.add("table_other_year", table.grid.name, address, word=f"{max(years)}年")
    return table
