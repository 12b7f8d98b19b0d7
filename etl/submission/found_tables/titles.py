"""Titles: the texts of a sheet's first rows outside tables, and the years that they name."""

import re
from collections.abc import Iterator

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import NUMERALS, year_end
from etl.submission.form.form_entries import outside_rows
from etl.submission.form.form_labels import is_label_beside
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key, match_key

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?!年?[0-9]{0,2}月|[.\-/][0-9])")
_CHINESE_YEAR = re.compile("(?:一九|二[〇○零])[〇○零一二三四五六七八九]{2}(?=年)")
_SPAN_OF_YEARS = re.compile(
    r"(?:19|20)[0-9]{2}年?(?:度|底)?[-—–~至到]+(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}年?(?:[、,和](?:19|20)[0-9]{2}年?){2,}"
)


def titles(grid: Grid, tables: list[FoundTable], layout: Layout) -> Iterator[str]:
    """The texts of the first rows outside tables."""
    for row in outside_rows(grid, tables):
        if row < layout.title_rows:
            yield from (value for value in grid.rows[row] if isinstance(value, str))


def title_years(grid: Grid, tables: list[FoundTable], layout: Layout) -> dict[int, str]:
    """Years named in titles → the cell. Labels and their values are no titles, nor are the year-ends that head columns
    (2016年 | 2017年) or figures (2016年底个人会员数).
    """
    years: dict[int, str] = {}
    for row in outside_rows(grid, tables):
        if row >= layout.title_rows:
            break
        heads_columns = sum(isinstance(value, str) and year_end(value) is not None for value in grid.rows[row]) > 1
        for column, value in enumerate(grid.rows[row]):
            if not isinstance(value, str) or is_label_beside(value, layout):
                continue
            if not _is_label_or_value(grid, row, column, layout) and not (heads_columns and year_end(value)):
                for year in years_in(value):
                    years.setdefault(year, grid.address(row, column))
    return years


def years_in(title: str) -> list[int]:
    """The years that a title names; those of a span (2016—2018年; 2016、2017、2018年) or of a date are none."""
    key = _CHINESE_YEAR.sub(lambda found: found[0].translate(NUMERALS), match_key(title))
    return [int(year) for year in _YEAR.findall(_SPAN_OF_YEARS.sub("", key))]


def _is_label_or_value(grid: Grid, row: int, column: int, layout: Layout) -> bool:
    """True for a label, for the value beside a label and for text that begins with a label."""
    text = grid.text(row, column).replace("：", ":")
    if layout.labels.get(heading_key(text.partition(":")[0])):
        return True
    return column > 0 and bool(layout.labels.get(heading_key(grid.text(row, column - 1))))
