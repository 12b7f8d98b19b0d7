"""Rosters without a column 会内职务: a column 类别, headings between the rows or the title say the posts
(docs/workbook.md, What people really send back).
"""

import re

from etl.knowledge.layout import Layout
from etl.submission.found_tables.grid import Grid
from etl.submission.roster.posts import NOBODY, post_of_heading
from etl.text import heading_key

_TITLE = re.compile(r"(?:理事长|会长|秘书长|理事)(?:名单|名册|花名册|一览表|登记表)?$")
_HEADINGS_OF_A_TABLE = 3


def says_posts_elsewhere(grid: Grid, row: int, depth: int, category: int | None, layout: Layout) -> bool:
    """True where something beside a column says the posts of the roster whose headings begin in this row."""
    return _in_title(grid, row) or _in_rows(grid, row + depth, category, layout)


def _in_title(grid: Grid, row: int) -> bool:
    """True for 常务理事名单 right above the headings, or as the name of the sheet."""
    above = [text for text in (grid.rows[row - 1] if row else []) if text is not None]
    titles = [text for text in above if isinstance(text, str)] if len(above) == 1 else []
    return any(_TITLE.search(heading_key(title)) for title in (*titles, grid.name))


def _in_rows(grid: Grid, first: int, category: int | None, layout: Layout) -> bool:
    """True where a heading between the rows, or a text of the column 类别, is a post of the council."""
    for row in range(first, grid.height):
        line = grid.rows[row]
        texts = [value for value in line if isinstance(value, str)]
        if len(grid.headings.intersection(texts)) >= _HEADINGS_OF_A_TABLE:
            return False
        candidates = texts if grid.width - line.count(None) <= 2 else []
        if category is not None and line[category] is not None:
            candidates = [grid.text(row, category)]
        if any(post_of_heading(text, layout) not in (None, NOBODY) for text in candidates):
            return True
    return False
