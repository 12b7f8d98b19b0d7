"""完成情况 and 数量 headed with years: 2017年完成情况 | 2018年完成情况, or the years below one heading
(docs/workbook.md, What people really send back).
"""

import re
from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import parted, year_end
from etl.submission.found_tables.grid import Grid
from etl.text import heading_key, match_key

Keys = dict[int, str]
_COUNT = re.compile("((?:19|20)[0-9]{2})年度?(数量)")
_YEAR = re.compile("[0-9〇○零一二三四五六七八九]年")
ASKED = ("status", "quantity")
"""The columns of a table of answers that may be given for several years."""


def by_year(grid: Grid, row: int, asked: str, layout: Layout) -> dict[int, int]:
    """Year → the column that is headed with it and what is asked, in this row or in this and the next."""
    return {**dict(_named(grid, row, asked, layout)), **dict(_named_below(grid, row, asked, layout))}


def with_answers(grid: Grid, row: int, top: Keys, below: Keys, layout: Layout) -> tuple[Keys, Keys]:
    """The heading keys of two rows; what is asked stands for the latest year's column alone, where years head it."""
    if not any(_YEAR.search(key) for key in (*top.values(), *below.values())):
        return top, below
    for asked in ASKED:
        label = heading_key(layout.tables["answers"].columns[asked].label)
        groups = _columns(top, asked, layout)
        in_row, below_one = dict(_named(grid, row, asked, layout)), dict(_named_below(grid, row, asked, layout))
        if below_one:
            kept = {column: key for column, key in below.items() if column not in below_one.values()}
            top = {column: key for column, key in top.items() if column not in groups}
            below = kept | {below_one[max(below_one)]: label}
        elif in_row and not groups:
            top = top | {in_row[max(in_row)]: label}
    return top, below


def _named(grid: Grid, row: int, asked: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """Year and column of each heading like 2018年完成情况."""
    for column in grid.heading_keys(row):
        text = grid.text(row, column)
        count = _COUNT.fullmatch(match_key(text))  # 2018年数 is a year-end as well, 2018年数量 is not
        named = (int(count[1]), count[2]) if count else parted(text)
        if named and layout.headings["answers"].get(heading_key(named[1])) == asked:
            yield named[0], column


def _named_below(grid: Grid, row: int, asked: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """Year and column of two years or more below one heading."""
    keys = grid.heading_keys(row)
    for column in _columns(keys, asked, layout):
        end = min((one for one in keys if one > column), default=grid.width)
        years = [(year, at) for at in range(column, end) if (year := year_end(grid.value(row + 1, at))) is not None]
        if len(years) > 1 and all(isinstance(grid.value(row + 1, at), str) for _, at in years):
            yield from years


def _columns(keys: Keys, asked: str, layout: Layout) -> list[int]:
    return [column for column, key in keys.items() if layout.headings["answers"].get(key) == asked]
