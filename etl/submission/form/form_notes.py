"""What stands beside the fields of the form: 备注, what a society wants to say of it, and 填写说明, how to fill it in
(docs/workbook.md, Sheets of the template).
"""

from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.form.form_labels import is_label_beside
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.understanding import Remark
from etl.text import heading_key

_LONGEST_HEADING = 10


def note_cells(grid: Grid, layout: Layout) -> Iterator[Position]:
    """The filled cells under the heading 备注 of the template's form."""
    asked, answer, *_ = layout.form_headings
    for row, column, _ in grid.holding({layout.form_note} & grid.headings, grid.heading_rows):
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


def hide_hints(grid: Grid, layout: Layout) -> None:
    """Take out what stands under 填写说明 between 项目 and 填报内容, beside labels: it is the form's own words."""
    hints = {text for text in grid.texts if len(text) <= _LONGEST_HEADING and heading_key(text) in layout.form_hints}
    for row, column, _ in grid.holding(hints, range(grid.height)):
        right = range(column + 1, grid.width)
        answer = next((one for one in right if heading_key(grid.text(row, one)) in layout.form_answers), None)
        if answer is None:
            continue
        for below in range(row + 1, grid.height):
            label = grid.text(below, column - 1)
            if heading_key(label) in layout.labels or is_label_beside(label, layout):
                grid.hide(below, [column])
                grid.show(below, column, grid.value(below, answer), grid.anchor(below, answer))
