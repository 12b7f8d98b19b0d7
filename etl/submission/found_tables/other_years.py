"""Tables of answers and of members that name another year in their title or sheet's name (docs/workbook.md: What stands
beside our tables and is not ours).
"""

import re
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.setting_aside import corner, set_aside
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.submission.found_tables.titles import years_in

_EARLIER = re.compile("上一?届|往届|往年|上一?年度?|去年")


class _Named(NamedTuple):
    """What a title says of the time of its table: the word, and the year (0 where it is no year)."""

    word: str
    year: int


def of_this_year(tables: list[FoundTable], period: int | None, layout: Layout, cells: Cells) -> list[FoundTable]:
    """The tables of one kind that count. Where one names no other year, those that do are set aside, each with a
    finding; else the latest counts, with a finding.
    """
    named = [(table, _named(table, period, layout)) for table in tables] if period else []
    others = [(table, name) for table, name in named if name]
    if not others:
        return tables
    latest = max(name.year for _, name in others)
    is_any_own = len(others) < len(named)
    counted = [table for table, name in named if name is None]
    for table, name in others:
        if not is_any_own and name.year == latest:
            cells.add("table_other_year", table.grid.name, corner(table), word=name.word)
            counted.append(table)
        else:
            title = layout.tables[table.name].title
            set_aside(table, f"标题或工作表名称写着“{name.word}”，文件中另有“{title}”", cells)
    return counted


def _named(table: FoundTable, period: int | None, layout: Layout) -> _Named | None:
    """The other year that the titles name; None where they name none, or the reported one too."""
    titles = list(titles_above(table, layout))
    years = {year for title in titles for year in years_in(title)}
    if period in years:
        return None
    if years:
        return _Named(f"{max(years)}年", max(years))
    earlier = next((found for title in titles if (found := _EARLIER.search(title))), None)
    return _Named(earlier[0], 0) if earlier else None
