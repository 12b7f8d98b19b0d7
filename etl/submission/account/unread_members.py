"""Numbers that stand among figures of members under a heading nobody knows (docs/workbook.md, Nothing vanishes): a
table is known by 单位会员数 or 会员总数 alone, and its 在册个人会员 would be lost in silence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from etl.knowledge.layout import Layout
from etl.submission.account.unread import LONGEST_HEADING, Rest
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.found_tables.grid import Position
from etl.submission.found_tables.table_finder import is_ending
from etl.submission.members.member_figure import Figure
from etl.submission.members.member_titles import why_foreign
from etl.text import heading_key
from etl.workbook import address


def report(rest: Rest, figures: Sequence[Figure], layout: Layout, cells: Cells) -> None:
    """Add the findings about one sheet to `cells`; `figures` are those that were read in the whole file outside of
    tables with a column 年份.
    """
    of_sheet = [figure for figure in figures if figure.grid.account is rest.grid.account]
    if 1 not in rest.unread or not of_sheet:
        return
    table = layout.tables["membership"]
    is_lacking = all(figure.series != "individual" for figure in figures)
    nearest = f"；“{table.columns['individual'].label}”没有找到，是不是这一栏看不出来" if is_lacking else ""
    for row, column in [*_heads_of_columns(rest, of_sheet), *_heads_of_rows(rest, of_sheet)]:
        heading = rest.grid.text(row, column)
        is_told = heading_key(heading) in layout.quiet_headings or rest.grid.account.is_cell_read(row, column)
        if not is_told and not why_foreign(rest.grid, row, heading):
            cells.add(
                "column_not_read",
                rest.grid.name,
                address(row, column),
                heading=shortened(heading, LONGEST_HEADING),
                why=f"“{table.title}”没有这一栏",
                nearest=nearest,
            )


def _heads_of_columns(rest: Rest, figures: Sequence[Figure]) -> Iterator[Position]:
    """The headings over columns in which unread numbers stand in half the rows of the figures."""
    rows = {figure.row for figure in figures}
    top = min(figure.header_row for figure in figures)
    columns = Counter(column for row in rows for column in _numbers(rest, row))
    for column, count in sorted(columns.items()):
        above = range(min(rows) - 1, top - 1, -1)
        head = next((row for row in above if isinstance(rest.grid.rows[row][column], str)), None)
        if head is not None and 2 * count >= len(rows):
            yield head, column


def _heads_of_rows(rest: Rest, figures: Sequence[Figure]) -> Iterator[Position]:
    """The first texts of the rows, among those of the figures or right below, in which unread numbers stand in half the
    columns of the figures, where headings stand above them: years side by side, or 会员类别 | 人数.
    """
    grid, columns = rest.grid, {figure.column for figure in figures}
    top = min(figure.header_row for figure in figures)
    if len(columns) < 2 and top == min(figure.row for figure in figures):
        return  # labels of the form
    for row in range(top, grid.height):
        if grid.openings[row] is None:
            return
        text = next((column for column, value in enumerate(grid.rows[row]) if isinstance(value, str)), None)
        is_read = 2 * len(columns.intersection(_numbers(rest, row))) < len(columns)
        if text is not None and not is_read and not is_ending(grid.text(row, text)):
            yield row, text


def _numbers(rest: Rest, row: int) -> list[int]:
    line = rest.grid.rows[row]
    return [column for column in rest.unread_columns(row, range(len(line))) if isinstance(line[column], int | float)]
