"""完成情况 headed with years: 2017年完成情况 | 2018年完成情况, or the years below one 完成情况 (docs/workbook.md, What
people really send back).
"""

from collections.abc import Iterable, Iterator

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import parted, year_end
from etl.submission.found_tables.grid import Grid
from etl.text import heading_key

Keys = dict[int, str]


def by_year(grid: Grid, row: int, layout: Layout) -> dict[int, int]:
    """Year → the column that is headed with it and 完成情况, in this row or in this and the next."""
    return {**dict(_named(grid, row, layout)), **dict(_named_below(grid, row, layout))}


def with_answers(grid: Grid, row: int, top: Keys, below: Keys, layout: Layout) -> tuple[Keys, Keys]:
    """The heading keys of two rows; 完成情况 stands for the latest year's column alone, where years head it."""
    if not any("年" in key for key in (*top.values(), *below.values())):
        return top, below
    status = heading_key(layout.tables["answers"].columns["status"].label)
    below_one = dict(_named_below(grid, row, layout))
    if below_one:
        groups = set(_status_columns(top, layout))
        kept = {column: key for column, key in below.items() if column not in below_one.values()}
        others = {column: key for column, key in top.items() if column not in groups}
        return others, kept | {below_one[max(below_one)]: status}
    in_row = dict(_named(grid, row, layout))
    if in_row and not any(_status_columns(top, layout)):
        return top | {in_row[max(in_row)]: status}, below
    return top, below


def _named(grid: Grid, row: int, layout: Layout) -> Iterator[tuple[int, int]]:
    """Year and column of each heading like 2018年完成情况."""
    for column in grid.heading_keys(row):
        named = parted(grid.text(row, column))
        if named and layout.headings["answers"].get(heading_key(named[1])) == "status":
            yield named[0], column


def _named_below(grid: Grid, row: int, layout: Layout) -> Iterator[tuple[int, int]]:
    """Year and column of two years or more below one 完成情况."""
    keys = grid.heading_keys(row)
    for column in _status_columns(keys, layout):
        end = min((one for one in keys if one > column), default=grid.width)
        years = [(year, at) for at in range(column, end) if (year := year_end(grid.value(row + 1, at))) is not None]
        if len(years) > 1 and all(isinstance(grid.value(row + 1, at), str) for _, at in years):
            yield from years


def _status_columns(keys: Keys, layout: Layout) -> Iterable[int]:
    return [column for column, key in keys.items() if layout.headings["answers"].get(key) == "status"]
