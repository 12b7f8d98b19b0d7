"""完成情况 and 数量 headed with years: 2017年完成情况 | 2018年完成情况, the years below one heading, or above several:
2017年度 over 完成情况 | 数量 (docs/workbook.md, What people really send back).
"""

import re
from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import parted, year_end, year_meant
from etl.submission.found_tables.grid import Grid
from etl.text import heading_key, match_key
from etl.workbook import Value

Keys = dict[int, str]
_COUNT = re.compile("((?:19|20)[0-9]{2})年度?(数量)")
_YEAR = re.compile("[0-9〇○零一二三四五六七八九]年")
ASKED = ("status", "quantity", "chosen")
"""The columns of a table of answers that may be given for several years."""
_NAMED_WITH_YEAR = ("status", "quantity")
"""Those whose own heading may name the year; 2017年是否选做 is none of ours."""


def by_year(grid: Grid, row: int, asked: str, layout: Layout) -> dict[int, int]:
    """Year → the column that is headed with it and what is asked, in this row or in this and the next. 0 is the
    report's year (本年), -1 the one before it (上年).
    """
    below = {**dict(_named_below(grid, row, asked, layout)), **dict(_named_above(grid, row, asked, layout))}
    return below if asked not in _NAMED_WITH_YEAR else {**dict(_named(grid, row, asked, layout)), **below}


def with_answers(grid: Grid, row: int, top: Keys, below: Keys, layout: Layout) -> tuple[Keys, Keys]:
    """The heading keys of two rows; what is asked stands for the latest year's column alone, where years head it."""
    if not any(_YEAR.search(key) or year_meant(key) is not None for key in (*top.values(), *below.values())):
        return top, below
    for asked in ASKED:
        above = dict(_named_above(grid, row, asked, layout))
        if above:
            others = set(_columns(below, asked, layout)) - {above[max(above)]}
            below = {column: key for column, key in below.items() if column not in others}
    for asked in _NAMED_WITH_YEAR:
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


def _named_above(grid: Grid, row: int, asked: str, layout: Layout) -> Iterator[tuple[int, int]]:
    """Year and column of what is asked in the next row below two years or more, each over columns of its own."""
    over = {column: year for column in range(grid.width) if (year := _year_over(grid.rows[row][column])) is not None}
    if len(set(over.values())) < 2:
        return
    filled = [column for column, value in enumerate(grid.rows[row]) if value is not None]
    for column in _columns(grid.heading_keys(row + 1), asked, layout):
        nearest = max((one for one in filled if one <= column), default=None)
        if nearest in over:
            yield over[nearest], column


def _year_over(value: Value) -> int | None:
    year = year_end(value)
    return year_meant(value) if year is None and isinstance(value, str) else year


def _columns(keys: Keys, asked: str, layout: Layout) -> list[int]:
    return [column for column, key in keys.items() if layout.headings["answers"].get(key) == asked]
