"""Year-end figures of members outside a table with a column 年份: years across, headings in several rows, labels of the
form (2016年底个人会员数). A figure counts where headings say both its year and its kind; fees in yuan never do.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells.year_ends import is_compared, parted, year_end, year_meant
from etl.submission.form.form_entries import outside_rows
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.table_finder import FoundTable, is_ending
from etl.submission.members.member_figure import Figure
from etl.submission.members.member_titles import ABOUT_FEES, title_year, titles_above, why_foreign
from etl.text import heading_key, match_key
from etl.workbook import Value

_VALUE = re.compile(
    "[-−+]?(?:约|近|超过?|逾)?[0-9〇零一二两三四五六七八九十百千万,.]+[多余]?[人名个家%]?(?:左右|以上|以下)?|[无/—-]+"
)
_LABELLED = re.compile(r"([^\s:：;；,，]+)[:：]\s*([^\s:：;；,，]+)")


@dataclass(frozen=True, slots=True)
class _Heading:
    """What headings say: a year, a kind of members, and their words; `is_other`: something else."""

    year: int | None = None
    series: str | None = None
    words: str = ""
    is_other: bool = False

    @property
    def says_something(self) -> bool:
        return self.year is not None or self.series is not None

    def under(self, above: "_Heading") -> "_Heading":
        """Both together, where this one stands under the other."""
        return _Heading(
            above.year if self.year is None else self.year, self.series or above.series, above.words + self.words
        )


def find(grid: Grid, tables: list[FoundTable], layout: Layout) -> list[Figure]:
    """The figures outside the tables of a sheet, in the order of its rows; a form as a table may hold some too."""
    if not any("会员" in text for text in (grid.name, *grid.texts)):
        return []
    outside = outside_rows(grid, [table for table in tables if table.name != FORM])
    texts = {value for value in chain.from_iterable(grid.lines[row] for row in outside) if isinstance(value, str)}
    if not any(_names_series(text, layout) for text in texts):
        return []
    figures: list[Figure] = []
    block: _Block | None = None
    last = -1
    for row in outside:
        if grid.openings[row] is None:
            continue
        if block is None or row != last + 1:
            figures += block.figures() if block else []
            block = _Block(grid, row, layout)
        block.read(row)
        last = row
    figures += block.figures() if block else []
    own = {table.rows[0] for table in tables if table.name == FORM and len(table.rows) == 1}
    return [figure._replace(society=None) if figure.row in own else figure for figure in figures]


@dataclass(slots=True)
class _Block:
    """Rows without a blank one between them, read from top to bottom."""

    grid: Grid
    first_row: int
    layout: Layout
    top: dict[int, _Heading] = field(default_factory=dict)  # column → what the headings above say
    leading: dict[int, _Heading] = field(default_factory=dict)  # column → what the row before begins with
    heading_row: int = -1
    first_heading: int = -1
    society_column: int | None = None
    is_row_of_years: bool = False
    opening_end: int = -1
    year_columns: set[int] = field(default_factory=set)  # headed 年份
    headings: dict[int, list[int]] = field(default_factory=dict)  # row → the columns of its headings
    # said by headings above alone: row of the headings → figures
    from_above: dict[int, list[Figure]] = field(default_factory=dict)
    others: list[Figure] = field(default_factory=list)

    def figures(self) -> list[Figure]:
        """What was found; of rows that only one row of headings above explains there may be one: several are not one
        society's.
        """
        all_figures = list(self.others)
        for figures in self.from_above.values():
            if self.society_column is not None or len({figure.row for figure in figures}) == 1:
                all_figures += figures
        for row, columns in self.headings.items() if all_figures else ():
            self.grid.account.mark(Fate.FURNITURE, row, columns)
        return all_figures

    def read(self, row: int) -> None:
        line = self.grid.lines[row]
        self.find_heading_numbers(row)
        headings = self.layout.headings["membership"]
        self.year_columns |= {
            column for column, key in self.grid.heading_keys(row).items() if headings.get(key) == "year"
        }
        marks = {column: self.mark(row, column) for column, value in enumerate(line) if value is not None}
        has_values = any(not marks[column].says_something and _is_value(line[column], self.layout) for column in marks)
        self.headings[row] = [column for column, mark in marks.items() if mark.says_something or not has_values]
        if any(mark.says_something for mark in marks.values()) and not has_values:
            self.read_headings(row, marks)
        elif self.society_column is None or not is_ending(str(self.grid.openings[row])):
            self.read_values(row, marks)
        self.read_labelled(row)

    def mark(self, row: int, column: int) -> _Heading:
        """What one cell says by itself."""
        value = self.grid.value(row, column)
        if not isinstance(value, str):
            year = year_end(value)
            is_heading = self.is_row_of_years or column <= self.opening_end or column in self.year_columns
            return _Heading(year if is_heading else None)
        if (year := year_end(value)) is not None or (year := self.year_meant(row, column, value)) is not None:
            return _Heading(year)
        return _mark_of_text(value, self.layout)

    def year_meant(self, row: int, column: int, text: str) -> int | None:
        """The year that 年末会员数 means beside or above 年初会员数; alone it is what the headings below it are of."""
        year = year_meant(text)
        if year is None or "会员" not in text:
            return year
        around = [*self.grid.rows[row], *(line[column] for line in self.grid.rows)]
        means_other = any(isinstance(one, str) and year_meant(one) not in (None, year) for one in around)
        return year if means_other else None

    def find_heading_numbers(self, row: int) -> None:
        """Where a year as a number is a heading: it opens its row, alone or behind a running number, or stands in a
        row of years.
        """
        line = self.grid.rows[row]
        filled = [column for column, value in enumerate(line) if value is not None]
        first, behind = line[filled[0]] if filled else None, filled[1:]
        is_of_kind = isinstance(first, str) and _mark_of_text(first, self.layout).series
        is_wide = not is_of_kind and len(behind) > 1
        years = [column for column in behind if year_end(line[column]) is not None]
        others = [line[column] for column in behind if column not in years]
        self.is_row_of_years = is_wide and len(years) > 1 and all(map(is_compared, others))
        is_number = isinstance(first, int | float) and first < 100
        opening = filled[1:2] if is_number else filled[:1]
        self.opening_end = opening[0] if opening else self.grid.width

    def read_headings(self, row: int, marks: dict[int, _Heading]) -> None:
        is_below_heading = self.heading_row == row - 1
        above = self.top if is_below_heading else {}
        self.top = {}
        if not is_below_heading:
            self.first_heading = row
        for column in range(self.grid.width):
            mark = marks.get(column)
            if mark is None:
                self.top[column] = above.get(column, _Heading())
            elif mark.is_other and "会员" in mark.words and not ABOUT_FEES.search(mark.words):
                self.top[column] = _Heading(words=mark.words).under(above.get(column, _Heading()))
            elif mark.is_other:
                self.top[column] = mark
                if self.layout.labels.get(heading_key(self.grid.text(row, column))) == "society_name":
                    self.society_column = column
            else:
                self.top[column] = mark.under(self.spread(row - 1, column, above))
        self.heading_row = row

    def spread(self, row: int, column: int, above: dict[int, _Heading]) -> _Heading:
        """The heading over a column; where the cell is blank, what stands to the left of it."""
        while column > 0 and row >= 0 and above and self.grid.is_blank(row, column):
            column -= 1
        heading = above.get(column, _Heading())
        return heading if not heading.is_other else _Heading(words=heading.words)

    def read_values(self, row: int, marks: dict[int, _Heading]) -> None:
        left = _Heading()
        leading: dict[int, _Heading] = {}
        is_leading, since = True, 0
        for column in range(self.grid.width):
            mark = marks.get(column)
            if mark is not None and mark.words in self.layout.units:
                continue  # 个人会员 | 人 | 200
            if mark is None:
                mark = self.leading.get(column) if is_leading else None
                if mark is None:
                    continue
            elif not mark.says_something and _is_value(self.grid.value(row, column), self.layout):
                is_leading = False
                self.value(row, column, left, since)
                since += 1
                continue
            if mark.says_something:
                left, since = mark.under(left) if since == 0 else mark.under(replace(left, series=None)), 0
                leading |= {column: mark} if is_leading else {}
            else:
                left, since = _Heading(), 1
        self.leading = leading

    def read_labelled(self, row: int) -> None:
        """`2016年底个人会员数：210` in one cell."""
        for column, text in enumerate(self.grid.rows[row]):
            if isinstance(text, str):
                for label, value in _labelled(text):
                    mark = _mark_of_text(label, self.layout)
                    if mark.series and self.is_of_members(mark.words) and not self.why_foreign(mark.words):
                        figure = Figure(mark.year, mark.series, self.grid, row, column, value)
                        self.others.append(figure._replace(header_row=self.header_row))

    def value(self, row: int, column: int, left: _Heading, since: int) -> None:
        """One filled cell: a figure where `left` and the headings above say year and kind, and do not disagree."""
        top = self.top.get(column, _Heading())
        is_left_whole = left.year is not None and left.series is not None
        if is_left_whole and since > 0:
            return
        both = left if is_left_whole or top.is_other else left.under(top)
        if both.series is None or (not is_left_whole and self.disagree(left, top)):
            return
        words = left.words + top.words
        if reason := self.why_foreign(words):
            self.grid.account.mark(Fate.SET_ASIDE, row, (column,))
            self.grid.account.reasons.append(reason)
            return
        if not self.is_of_members(words):
            return
        is_from_above = left.series is None and left.year is None
        if both.year is None and not is_from_above and since > 0:
            return
        year = both.year if both.year is not None or not is_from_above else self.title_year()
        society = None if self.society_column is None else (row, self.society_column)
        written = self.grid.value(row, column)
        figure = Figure(year, both.series, self.grid, row, column, written, society, self.header_row)
        (self.from_above.setdefault(self.heading_row, []) if is_from_above else self.others).append(figure)

    def disagree(self, left: _Heading, top: _Heading) -> bool:
        return (None not in (left.year, top.year) and left.year != top.year) or (
            None not in (left.series, top.series) and left.series != top.series
        )

    @property
    def header_row(self) -> int:
        """The row of the first heading; titles stand above it."""
        return self.first_row if self.first_heading < 0 else self.first_heading

    def why_foreign(self, words: str) -> str | None:
        return why_foreign(self.grid, self.header_row, words)

    def is_of_members(self, words: str) -> bool:
        """个人 and 单位 alone are members where a heading above, the title or a column (会员类别) says so."""
        headings = self.grid.heading_keys(self.header_row).values()
        return "会员" in words or any("会员" in text for text in (*self.titles(), *headings))

    def titles(self) -> list[str]:
        return titles_above(self.grid, max(self.first_heading, 0))

    def title_year(self) -> int | None:
        return title_year(self.grid, max(self.first_heading, 0))


@lru_cache(maxsize=4096)
def _mark_of_text(text: str, layout: Layout) -> _Heading:
    """What a text says by itself: a kind of members, perhaps with a year, or something else."""
    words = match_key(text)[:40]
    year, rest = (parted(text) if len(text) <= 40 else None) or (None, text)
    series = layout.member_series.get(heading_key(rest))
    return _Heading(words=words, is_other=True) if series is None else _Heading(year, series, words)


@lru_cache(maxsize=4096)
def _names_series(text: str, layout: Layout) -> bool:
    """True for a text that names a kind of members, alone or before a colon: without one there are no figures."""
    return any(_mark_of_text(label, layout).series for label in (text, *(label for label, _ in _labelled(text))))


def _labelled(text: str) -> list[tuple[str, str]]:
    """Labels and values of `2016年底个人会员数：210`."""
    return _LABELLED.findall(text) if len(text) <= 500 and ("：" in text or ":" in text) else []


def _is_value(value: Value, layout: Layout) -> bool:
    """True for a number and for a text that could be meant as one."""
    if not isinstance(value, str):
        return value is not None
    return len(value) <= 20 and bool(_VALUE.fullmatch(match_key(value))) and heading_key(value) not in layout.labels
