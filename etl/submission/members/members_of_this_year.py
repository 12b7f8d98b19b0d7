"""Which tables and figures of members count: this society's own, of this year (docs/workbook.md: What stands beside our
tables and is not ours).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells.cell_reader import Cells
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.other_years import by_year, why_of_other_year
from etl.submission.found_tables.setting_aside import corner, set_aside
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.members.member_figure import SERIES, Figure
from etl.submission.members.member_titles import titles_above, why_foreign


class Members(NamedTuple):
    """Tables with a column 年份, and figures that stand elsewhere."""

    tables: list[FoundTable]
    figures: list[Figure]

    @property
    def sheet(self) -> str:
        """The sheet of the first of them."""
        return self.tables[0].grid.name if self.tables else self.figures[0].grid.name


class _Group(NamedTuple):
    """What stands under one title: a table, or figures."""

    grid: Grid
    header_row: int
    table: FoundTable | None
    figures: list[Figure]

    @property
    def cell(self) -> str:
        return corner(self.table) if self.table else self.figures[0].cell

    def set_aside(self, reason: str, cells: Cells) -> None:
        if self.table:
            set_aside(self.table, reason, cells)
            return
        for figure in self.figures:
            self.grid.account.mark(Fate.SET_ASIDE, figure.row, (figure.column,))
        self.grid.account.reasons.append(reason)
        cells.add("table_set_aside", self.grid.name, self.cell, reason=reason)


def own_members(
    tables: Iterable[FoundTable], figures: Sequence[Figure], period: int | None, layout: Layout, cells: Cells
) -> Members:
    """What counts. Fees in yuan, branches, and where there are others too what names another year, are set aside, each
    with a finding; the only ones there are count, with a finding.
    """
    groups: list[_Group] = []
    for table in tables:
        if reason := why_foreign(table.grid, table.header_row, _headings(table)):
            set_aside(table, reason, cells)
        else:
            groups.append(_Group(table.grid, table.header_row, table, []))
    groups += _groups(figures)
    years = by_year(groups, lambda group: titles_above(group.grid, group.header_row), period)
    for group, word in years.doubtful:
        cells.add("table_other_year", group.grid.name, group.cell, word=word)
    for group, word in years.others:
        group.set_aside(why_of_other_year(word, layout.tables["membership"].title), cells)
    counted = [*years.own, *(group for group, _ in years.doubtful)]
    return Members(
        [group.table for group in counted if group.table], [figure for group in counted for figure in group.figures]
    )


def _groups(figures: Iterable[Figure]) -> Iterator[_Group]:
    by_title: dict[tuple[str, int], list[Figure]] = {}
    for figure in figures:
        by_title.setdefault((figure.grid.name, figure.header_row), []).append(figure)
    for (_, header_row), of_title in by_title.items():
        yield _Group(of_title[0].grid, header_row, None, of_title)


def _headings(table: FoundTable) -> str:
    columns = [table.columns[series] for series in SERIES if series in table.columns]
    rows = range(table.header_row, table.first_row)
    return "".join(table.grid.text(row, column) for row in rows for column in columns)
