"""Two columns that answer one question: where both say something else of a row, nobody can be sure of either
(docs/workbook.md, What people really send back).
"""

from collections.abc import Iterator
from contextlib import suppress

from etl.knowledge.layout import Layout
from etl.submission.cells.values import status, written
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key, match_key
from etl.workbook import Value

_UNDERSTOOD = frozenset("chosen status quantity year individual unit total gender birth party post frontline".split())
"""Columns whose cells mean something; of a name or an employer there may be two."""


def join_twins(table: FoundTable, layout: Layout) -> None:
    """Let the column that is read show what its twin says where it is blank, and both where they differ. What is headed
    with another word for 完成情况 (自评) is a twin where it says a word of that column.
    """
    grid = table.grid
    keys = grid.heading_keys(table.first_row - 1).values()
    for key in () if len(set(keys)) == len(keys) else _UNDERSTOOD & table.columns.keys():
        for twin in _twins(table, table.columns[key]):
            for row in table.rows:
                _join(grid, row, table.columns[key], twin)
    if "name" in table.columns:
        _join_names(table)
    if "status" in table.columns:
        own = table.columns["status"]
        for other in _synonyms(table, layout):
            for row in table.rows:
                if (said := _status(grid.value(row, other), layout)) and said != _status(grid.value(row, own), layout):
                    _join(grid, row, own, other)


def _twins(table: FoundTable, column: int) -> Iterator[int]:
    """The other columns with the same heading."""
    own = _headings(table, column)
    for other, value in enumerate(table.grid.rows[table.first_row - 1]):
        if value is not None and other not in table.columns.values() and _headings(table, other) == own:
            yield other


def _join_names(table: FoundTable) -> None:
    """姓 and 名 in two columns under 姓名 are one name."""
    grid, own = table.grid, table.columns["name"]
    if grid.merge_end(table.header_row, own)[1] != own + 1:
        return
    for row in table.rows:
        if grid.anchor(row, own + 1) == (row, own + 1) and not grid.is_blank(row, own + 1):
            grid.mark_read(row, own + 1)
            grid.show(row, own, grid.text(row, own) + grid.text(row, own + 1), grid.anchor(row, own))


def _synonyms(table: FoundTable, layout: Layout) -> Iterator[int]:
    """The columns headed with another word for 完成情况 than the one that is read."""
    headings = layout.headings["answers"]
    keys = table.grid.heading_keys(table.first_row - 1)
    own = keys.get(table.columns["status"])
    for column, key in keys.items():
        if own in headings and key != own and headings.get(key) == "status":
            yield column


def _status(value: Value, layout: Layout) -> str | None:
    with suppress(ValueError):
        return status(value, layout)
    return None


def _headings(table: FoundTable, column: int) -> list[str]:
    """What stands over a column, and above that."""
    return [heading_key(table.grid.text(row, column)) for row in range(table.header_row - 1, table.first_row)]


def _join(grid: Grid, row: int, column: int, twin: int) -> None:
    said, own = grid.value(row, twin), grid.value(row, column)
    if said is None or grid.anchor(row, twin) == grid.anchor(row, column):
        return
    grid.mark_read(row, twin)
    if own is None:
        grid.show(row, column, said, grid.anchor(row, twin))
    elif match_key(written(own)) != match_key(written(said)):
        grid.show(row, column, f"{written(own)}？{written(said)}", grid.anchor(row, column))
