"""备注 as 完成情况: in the annex's own columns nothing else is headed for the answer (docs/workbook.md, What people
really send back).
"""

from collections.abc import Iterator
from itertools import takewhile

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.found_tables.grid import Grid
from etl.text import heading_key
from etl.workbook import Value

TASK_COLUMNS = {"task_title", "standard"}


def with_answers(grid: Grid, row: int, keys: dict[int, str], layout: Layout) -> dict[int, str]:
    """The heading keys of a row; 完成情况 replaces 备注 where a table of tasks has none and its 备注 says nothing but
    words of that column.
    """
    headings = layout.headings["answers"]
    columns = {headings[key]: column for column, key in keys.items() if key in headings}
    if "note" not in columns or "status" in columns or TASK_COLUMNS.isdisjoint(columns):
        return keys
    column = columns["note"]
    if not _are_answers(_values(grid, row + 1, column), layout):
        return keys
    return keys | {column: heading_key(layout.tables["answers"].columns["status"].label)}


def _values(grid: Grid, first: int, column: int) -> Iterator[Value]:
    """What stands in the column down to the first blank row."""
    for row in takewhile(lambda row: grid.openings[row] is not None, range(first, grid.height)):
        if grid.rows[row][column] is not None:
            yield grid.rows[row][column]


def _are_answers(notes: Iterator[Value], layout: Layout) -> bool:
    try:
        return {values.status(note, layout) for note in notes} > set()
    except ValueError:
        return False
