"""What names another year in its title or in the name of its sheet, and what of that counts (docs/workbook.md: What
stands beside our tables and is not ours).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.setting_aside import corner, set_aside
from etl.submission.found_tables.table_finder import FoundTable, titles_above
from etl.submission.found_tables.titles import years_in

T = TypeVar("T")
_EARLIER = re.compile("上一?届|往届|往年|(?<!同)上一?年度?|去年")  # 同上年 is the template's word for a confirmation


class _Named(NamedTuple):
    """What a title says of the time of its table: the word, and the year (0 where it is no year)."""

    word: str
    year: int


@dataclass(frozen=True, slots=True)
class Years(Generic[T]):
    """Tables of one kind: `own` name no other year; those that do count only where there is no own one, and then the
    latest (`doubtful`). Each of `doubtful` and `others` has the word for its time beside it.
    """

    own: list[T]
    doubtful: list[tuple[T, str]]
    others: list[tuple[T, str]]


def by_year(tables: Iterable[T], titles: Callable[[T], Iterable[str]], period: int | None) -> Years[T]:
    """The tables, told apart by the years that their titles name."""
    named = [(table, _named(titles(table), period) if period else None) for table in tables]
    own = [table for table, name in named if name is None]
    others = [(table, name) for table, name in named if name is not None]
    latest = max((name.year for _, name in others), default=0)
    return Years(
        own,
        [(table, name.word) for table, name in others if not own and name.year == latest],
        [(table, name.word) for table, name in others if own or name.year != latest],
    )


def of_this_year(tables: Sequence[FoundTable], period: int | None, layout: Layout, cells: Cells) -> list[FoundTable]:
    """The tables of one kind that count. Those of other years are set aside, each with a finding; the only ones there
    are count, with a finding.
    """
    years = by_year(tables, lambda table: titles_above(table, layout), period)
    for table, word in years.doubtful:
        cells.add("table_other_year", table.grid.name, corner(table), word=word)
    for table, word in years.others:
        set_aside(table, why_of_other_year(word, layout.tables[table.name].title), cells)
    return [*years.own, *(table for table, _ in years.doubtful)]


def why_of_other_year(word: str, title: str) -> str:
    """Why a table of another year does not count; `title` is what the file has another one of."""
    return f"标题或工作表名称写着“{word}”，文件中另有“{title}”"


def _named(titles: Iterable[str], period: int | None) -> _Named | None:
    """The other year that the titles name; None where they name none, or the reported one too."""
    texts = list(titles)
    years = {year for title in texts for year in years_in(title)}
    if period in years:
        return None
    if years:
        return _Named(f"{max(years)}年", max(years))
    earlier = next((match for title in texts if (match := _EARLIER.search(title))), None)
    return _Named(earlier[0], 0) if earlier else None
