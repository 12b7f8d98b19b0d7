"""是否常务理事 beside 会内职务: who is one holds that post as well (docs/workbook.md, What people really send back)."""

import re

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.roster import posts
from etl.text import heading_key

_WHETHER = re.compile("^是否(?:兼任|担任|为|是|任)?")


def join_posts(table: FoundTable, layout: Layout) -> None:
    """Let 会内职务 show the posts that columns of their own give with 是 or a tick. Where such a column says 否 of the
    post that stands there, or is not understood, nobody can read the post.
    """
    if "post" not in table.columns:
        return
    headings = table.grid.lines[table.first_row - 1]
    for column, heading in enumerate(headings):
        if not isinstance(heading, str) or column in table.columns.values():
            continue
        key = heading_key(heading)
        word = _WHETHER.sub("", key)
        role = layout.words["post"].get(word)
        if role not in (None, posts.NOBODY):
            for row in table.rows:
                _join(table, row, column, word, layout)


def _join(table: FoundTable, row: int, column: int, word: str, layout: Layout) -> None:
    """One row: what the column headed with the post says."""
    grid, place = table.grid, table.columns["post"]
    said, own = grid.value(row, column), grid.text(row, place)
    if values.is_blank(said) or grid.account.is_cell_read(row, column):  # posts that are ticked have been read
        return
    try:
        is_so = values.yes_no(said, layout)
    except ValueError:
        is_so = None
    grid.mark_read(row, column)
    if is_so:
        grid.show(row, place, f"{own}、{word}" if own else word, (row, place))
    elif is_so is None or _holds(own, word, layout):
        grid.show(row, place, f"{own}？{word}", (row, place))


def _holds(own: str, word: str, layout: Layout) -> bool:
    """True where the post is the one that the column denies."""
    try:
        return posts.post(own, layout) == layout.words["post"][word]
    except ValueError:
        return False
