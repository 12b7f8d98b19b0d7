"""备注 of the template's form: a cell beside each field for what a society wants to say of it (docs/workbook.md, Sheets
of the template).
"""

from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.understanding import Remark


def note_cells(grid: Grid, layout: Layout) -> Iterator[Position]:
    """The filled cells under the heading 备注 of the template's form."""
    asked, answer, *_ = layout.form_headings
    for row, column, _ in grid.holding({layout.form_note} & grid.texts, range(grid.height)):
        if {asked, answer}.issubset(grid.rows[row]):
            yield from ((below, column) for below in range(row + 1, grid.height) if not grid.is_blank(below, column))


def take_notes(grid: Grid, layout: Layout) -> list[Remark]:
    """Take what is written under 备注 out of the sheet, so that nobody reads a label or a value in it, and return where
    it stands.
    """
    places = list(note_cells(grid, layout))
    for row, column in places:
        grid.hide(row, [column])
        grid.mark_read(row, column)
    return [Remark(grid.name, row + 1, grid.address(row, column)) for row, column in places]
