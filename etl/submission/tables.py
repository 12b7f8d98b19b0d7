"""Where the tables stand in a sheet: found by their headings, wherever, in whatever order and under whatever name."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from etl.layout import ROSTERS, Layout, is_heading
from etl.submission.grid import Grid
from etl.submission.values import is_blank
from etl.text import heading_key, match_key

_ENDINGS = tuple(
    "合计 总计 小计 共计 总人数 填表 填报人 制表 审核 负责人 单位负责人 联系人 注: 备注: 说明: 盖章 (盖章)".split()
)
_PERSONS_IN_ALL = re.compile(r"共[0-9]+[人名]")
FORM = "form"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table in one sheet: its header, its columns (key → zero-based column), its rows (end exclusive)."""

    name: str
    grid: Grid
    header_row: int
    first_row: int
    end_row: int
    columns: Mapping[str, int]
    only: tuple[int, ...] | None = None  # the rows of one society in a 汇总表

    def rows(self) -> Iterator[int]:
        """The rows that may hold data: not blank, not a total, a note or a signature."""
        for row in range(self.first_row, self.end_row) if self.only is None else self.only:
            if not self.grid.is_blank_row(row) and not is_ending(self.grid, row) and not self.is_title(row):
                yield row

    def is_title(self, row: int) -> bool:
        """True where the row holds nothing but one cell merged across: a title or a heading between."""
        if not isinstance(self.grid.openings[row], str):
            return False
        filled = (column for column, value in enumerate(self.grid.rows[row]) if not is_blank(value))
        first = next(filled, None)
        return first is not None and self.grid.merge_end(row, first)[1] > first and next(filled, None) is None

    def is_merged_across(self, row: int) -> bool:
        """True where one merged cell covers several columns of the table: a heading, not an answer."""
        anchors = [self.grid.anchor(row, column) for column in self.columns.values()]
        return len(set(anchors)) < len(anchors)

    def is_blank(self, row: int, key: str) -> bool:
        """True where the column is missing or the cell is blank."""
        return key not in self.columns or self.grid.is_blank(row, self.columns[key])

    def text(self, row: int, key: str) -> str:
        return self.grid.text(row, self.columns[key]) if key in self.columns else ""

    def address(self, row: int, key: str) -> str | None:
        return self.grid.address(row, self.columns[key]) if key in self.columns else None


def is_ending(grid: Grid, row: int) -> bool:
    """True for a row of totals, notes or signatures: told by its first filled cell."""
    if not isinstance(grid.openings[row], str):
        return False
    for value in grid.rows[row]:
        if isinstance(value, str) and (key := match_key(value)):
            return key.startswith(_ENDINGS) or _PERSONS_IN_ALL.match(key) is not None
        if value is not None and not isinstance(value, str):
            return False
    return False


def find(grid: Grid, layout: Layout) -> list[FoundTable]:
    """The tables of a sheet from top to bottom; a table ends where the next begins or the sheet ends."""
    headers: list[tuple[str, int, int, dict[str, int]]] = []
    row = 0
    while row < grid.height:
        header = _header(grid, row, layout) if _may_be_header(grid, row) else None
        if header:
            name, depth, columns = header
            headers.append((name, row, row + depth, columns))
            row += depth
        else:
            row += 1
    starts = [start for _, start, _, _ in headers]
    tables = [
        FoundTable(name, grid, start, first, _end(grid, name, first, limit, layout), columns)
        for (name, start, first, columns), limit in zip(headers, [*starts[1:], grid.height], strict=False)
    ]
    return [_told_apart(table, layout) for table in tables]


def _end(grid: Grid, name: str, first: int, limit: int, layout: Layout) -> int:
    """Where a table ends: before the titles of the next table, or of the form, which begins with a label.

    A form written as a table ends with a blank row: what stands below it is a title of something else.
    """
    for row in range(first, limit):
        if name == FORM and grid.is_blank_row(row):
            return row
        if not isinstance(grid.openings[row], str):
            continue
        opening = [value for value in grid.rows[row] if not is_blank(value)][:2]  # a label, or one beside a heading
        if any(isinstance(value, str) and _label(value) in layout.labels for value in opening):
            return _before_titles(grid, first, row)
    return limit if limit == grid.height else _before_titles(grid, first, limit)


def _before_titles(grid: Grid, first: int, limit: int) -> int:
    """The first of the blank rows that part a table from the titles above `limit`; `limit` where there are none."""
    row = limit
    while row > first and sum(not is_blank(value) for value in grid.rows[row - 1]) <= 1:
        row -= 1
    return next((blank for blank in range(row, limit) if grid.is_blank_row(blank)), limit)


def _label(text: str) -> str:
    """The label that a text is or begins with, up to its colon."""
    return heading_key(text.replace("：", ":").partition(":")[0])


def _header(grid: Grid, row: int, layout: Layout) -> tuple[str, int, dict[str, int]] | None:
    """Table, number of header rows and columns, if a header begins in this row."""
    top, below = _keys(grid, row), _keys(grid, row + 1)
    if len(top) < 2:
        return None
    if name := _table_of(top, layout):
        headings = layout.headings[name]
        if _is_second_row(top, below, headings):
            return name, 2, _columns(headings, _stacked(grid, row, top, below))
        return name, 1, _columns(headings, [top])
    known_top = {column: key for column, key in top.items() if any(key in known for known in layout.headings.values())}
    is_below_alone = _table_of(below, layout) and (
        not known_top.keys().isdisjoint(below) or all(_identifies(key, layout) for key in known_top.values())
    )
    if known_top and below and not is_below_alone:
        for name, table in layout.tables.items():
            both = _columns(layout.headings[name], _stacked(grid, row, top, below))
            is_second = _is_second_row(top, below, layout.headings[name])
            if is_second and all(group & both.keys() for group in table.needs):
                return name, 2, both
    return _form_header(top, layout)


def _identifies(key: str, layout: Layout) -> bool:
    """True for a label that says who or when."""
    return key in layout.labels and layout.fields[layout.labels[key]].identifies


def _table_of(keys: Mapping[int, str], layout: Layout) -> str | None:
    """The table that a row of headings alone is enough for."""
    for name, table in layout.tables.items():
        columns = _columns(layout.headings[name], [dict(keys)])
        if all(group & columns.keys() for group in table.needs):
            return name
    return None


def _is_second_row(top: Mapping[int, str], below: Mapping[int, str], headings: Mapping[str, str]) -> bool:
    """True where the row below goes on with headings: under a known one stands nothing, or a part of it, or more."""
    goes_on = [key in headings or top.get(column, "") + key in headings for column, key in below.items()]
    over = [(top.get(column, ""), key) for column, key in below.items()]
    return any(goes_on) and all(above not in headings or key in above or above in key for above, key in over)


def _form_header(top: Mapping[int, str], layout: Layout) -> tuple[str, int, dict[str, int]] | None:
    """A row of labels, values below: the form written as a table, a row for each society."""
    columns = {layout.labels[key]: column for column, key in top.items() if key in layout.labels}
    others = [key for key in top.values() if key not in layout.labels and key not in ("序号", "备注")]
    places = sorted(top)
    is_unbroken = places[-1] - places[0] == len(places) - 1
    if len(columns) >= 3 and not others and is_unbroken:
        return FORM, 1, columns
    return None


def _may_be_header(grid: Grid, row: int) -> bool:
    """False for nearly all rows of data, at little cost: they open with a number, or no cell of theirs is a heading."""
    return isinstance(grid.openings[row], str) and any(
        isinstance(value, str) and is_heading(value) for value in grid.rows[row]
    )


def _keys(grid: Grid, row: int) -> dict[int, str]:
    """Column → heading key of the texts standing in the row itself."""
    if row >= grid.height:
        return {}
    return {
        column: key
        for column, value in enumerate(grid.rows[row])
        if isinstance(value, str) and len(value) < 60 and (key := heading_key(value))
    }


def _stacked(grid: Grid, row: int, top: Mapping[int, str], below: Mapping[int, str]) -> list[dict[int, str]]:
    """The ways to read a two-row header: the lower heading, both together, the upper."""
    spread = {column: heading_key(grid.text(row, column)) for column in range(grid.width)}
    return [
        dict(below),
        {column: key + spread.get(column, "") for column, key in below.items()},
        {column: spread.get(column, "") + key for column, key in below.items()},
        {column: key for column, key in top.items() if column not in below},
    ]


def _columns(headings: Mapping[str, str], readings: list[dict[int, str]]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for reading in readings:
        for column, key in reading.items():
            if key in headings and column not in columns.values():
                columns.setdefault(headings[key], column)
    return columns


def _told_apart(table: FoundTable, layout: Layout) -> FoundTable:
    """Council and supervisors have the same headings: told apart by the posts, the column 是否基层一线, what stands
    above the header, or the sheet's name.
    """
    if table.name not in ROSTERS:
        return table
    posts = [match_key(table.text(row, "post")) for row in table.rows()]
    if sum("监事" in post for post in posts) * 2 > len(posts):
        return _named(table, "supervisors")
    if "frontline" in table.columns:
        return _named(table, "council")
    for title in _titles_above(table, layout):
        if "理事会" in title or "理事名册" in title:
            return _named(table, "council")
        if "监事" in title:
            return _named(table, "supervisors")
    return _named(table, "council")


def _titles_above(table: FoundTable, layout: Layout) -> Iterator[str]:
    """The texts that open the rows just above a header, the nearest first, without labels; then the sheet's name."""
    grid = table.grid
    for row in range(table.header_row - 1, max(-1, table.header_row - 5), -1):
        opening = next((value for value in grid.rows[row] if not is_blank(value)), None)
        if isinstance(opening, str) and _label(opening) not in layout.labels:
            yield match_key(opening)
    yield match_key(grid.name)


def _named(table: FoundTable, name: str) -> FoundTable:
    return replace(table, name=name)
