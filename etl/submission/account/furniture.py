"""What stands in a sheet and is no value: headings, row numbers, titles, notes, signatures, the template's own words
(docs/workbook.md, Nothing vanishes).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells.values import written
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable, is_ending
from etl.text import heading_key, match_key
from etl.workbook import Value

_ORDINAL = re.compile("[(]?([0-9]{1,3}|[一二三四五六七八九十]{1,3})[)]?[.、]?")
_NUMBERS = ("row_number", "task_number", "year")  # the template has years without figures


def mark(grid: Grid, tables: Iterable[FoundTable], layout: Layout) -> None:
    """Mark the furniture that its place in a table, or in the template's form, tells."""
    for table in tables:
        for row in set(range(table.header_row, table.end_row)).difference(table.rows):
            _mark_row(table, row, grid)
        for key in _NUMBERS:
            if key in table.columns:
                grid.account.mark_column(Fate.FURNITURE, table.columns[key], range(table.first_row, table.end_row))
    _mark_template_form(grid, layout)
    for row, _, _ in grid.holding({layout.guide_statuses} & grid.texts, range(grid.height)):
        for below in range(row + 1, grid.height):
            if grid.rows[below][0] is not None:
                break
            grid.account.mark_row(Fate.FURNITURE, below)


def _mark_row(table: FoundTable, row: int, grid: Grid) -> None:
    """Mark a row of a table; where others stand beside it, only what is in its part of the sheet."""
    if table.grid is grid:
        grid.account.mark_row(Fate.FURNITURE, row)
        return
    own = (column for column, value in enumerate(table.grid.rows[row]) if value is not None)
    grid.account.mark(Fate.FURNITURE, row, own)


def _mark_template_form(grid: Grid, layout: Layout) -> None:
    """The template's form has columns that nobody fills in: what is asked, what was stated last, how to fill in."""
    asked, _, stated_last, how = layout.form_headings
    for row, _, text in grid.holding({stated_last} & grid.texts, range(grid.height)):
        headings = {heading_key(one): place for place, one in enumerate(grid.rows[row]) if isinstance(one, str)}
        if asked in headings and how in headings:
            grid.account.mark_row(Fate.FURNITURE, row)
            for heading in (asked, text, how):
                grid.account.mark_column(Fate.FURNITURE, headings[heading_key(heading)], range(row, grid.height))


def mark_words(grid: Grid, tables: Iterable[FoundTable], unread: bytearray) -> None:
    """Mark the furniture among the cells that nobody read, told by what stands in their row: titles and headings that
    stand alone, notes, signatures, a remark behind a value of the form. `unread` has a byte for each cell, 1 or 0.
    """
    rows_of_tables = {row for table in tables for row in table.rows} if 1 in unread else set()
    place = unread.find(1)
    while place >= 0:
        row = place // grid.width
        below = (row + 1) * grid.width
        columns = [column for column, is_unread in enumerate(unread[row * grid.width : below]) if is_unread]
        place = unread.find(1, below)
        cells = [grid.value(row, column) for column in columns]
        if _stands_alone(grid, row, cells) or (row not in rows_of_tables and _is_remark(cells)):
            grid.account.mark(Fate.FURNITURE, row, columns)


def _stands_alone(grid: Grid, row: int, unread: list[Value]) -> bool:
    """True for a row that holds one text, perhaps behind a number, and nothing that was read."""
    *before, text = unread
    is_alone = isinstance(text, str) and len(before) < 2 and all(map(is_ordinal, before))
    return is_alone and not grid.account.is_read(row)


def _is_remark(unread: list[Value]) -> bool:
    """True for one text beside what was read, and for texts with a colon, as lines for signatures have."""
    texts = [value for value in unread if isinstance(value, str)]
    is_one = len(unread) == 1 or all(":" in text or "：" in text or is_ending(text) for text in texts)
    return is_one and len(texts) == len(unread)


@lru_cache(maxsize=4096, typed=True)
def is_ordinal(value: Value) -> bool:
    """True for what rows and points of a list begin with: a whole number below a thousand, 一, （二）, 3."""
    return _ORDINAL.fullmatch(match_key(written(value))) is not None
