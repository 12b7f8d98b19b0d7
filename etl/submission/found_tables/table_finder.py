"""Where the tables stand in a sheet: found by their headings, wherever, in whatever order and under whatever name."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.answers import ticked_columns
from etl.submission.cells.values import written
from etl.submission.cells.year_ends import year_end
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM, Header, header
from etl.text import heading_key, match_key

_ENDINGS = tuple(
    "合计 总计 小计 共计 总人数 填表 填报人 制表 审核 负责人 单位负责人 联系人 "
    "注: 备注: 说明: 盖章 (盖章) 选做任务".split()
)
_EXAMPLES = frozenset("例 示例 样例 例如 举例 范例 填写示例 填写样例".split())
_PERSONS_IN_ALL = re.compile(r"共[0-9]+[人名]")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table in one sheet: its header, its columns (key → zero-based column), where it ends (exclusive).

    `rows` are those that may hold data: not blank, not a total, a note, a signature, a title. `spans` are the runs of
    neighbouring columns. `continues` is the table on another sheet that goes on here without headings.
    """

    name: str
    grid: Grid
    header_row: int
    first_row: int
    end_row: int
    columns: Mapping[str, int]
    rows: tuple[int, ...]
    continues: "FoundTable | None" = None
    spans: tuple[tuple[int, int], ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spans", _spans(self.columns.values()))

    def is_merged_across(self, row: int) -> bool:
        """True where one merged cell covers several columns of the table: a heading, not an answer."""
        anchors = [self.grid.anchor(row, column) for column in self.columns.values()]
        return len(set(anchors)) < len(anchors)

    def is_blank(self, row: int, key: str) -> bool:
        """True where the column is missing or the cell is blank."""
        return key not in self.columns or self.grid.is_blank(row, self.columns[key])

    def mark_read(self, row: int) -> None:
        """Say in the account that the row was read: its cells in all columns that we know."""
        for left, right in self.spans:
            self.grid.account.mark_read(row, left, right)

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of one column, row by row."""
        column, lines = self.columns.get(key), self.grid.lines
        if column is None:
            return ("",) * len(self.rows)
        cells = (lines[row][column] for row in self.rows)
        return tuple(cell if isinstance(cell, str) else "" if cell is None else written(cell) for cell in cells)

    def text(self, row: int, key: str) -> str:
        column = self.columns.get(key)
        return "" if column is None else self.grid.text(row, column)

    def address(self, row: int, key: str) -> str | None:
        column = self.columns.get(key)
        return None if column is None else self.grid.address(row, column)


def _spans(columns: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """The runs of neighbouring columns: the first of each, and the one after its last."""
    known = sorted(set(columns))
    starts = [column for column in known if column - 1 not in known]
    ends = [column + 1 for column in known if column + 1 not in known]
    return tuple(zip(starts, ends, strict=True))


def rows_of_data(grid: Grid, rows: range) -> Iterator[int]:
    """Those of the rows that may hold data; an example of the form (例) holds none."""
    for row in rows:
        opening = grid.openings[row]
        if opening is None:
            continue
        if isinstance(opening, str):
            is_end = is_ending(opening) and not _is_category(grid, row, opening)
            if is_end or names_example(opening) or _is_title(grid, row, opening):
                continue
        yield row


def _is_category(grid: Grid, row: int, opening: str) -> bool:
    """True for 负责人 in the first column of a person, which is no signature."""
    return match_key(opening) == "负责人" and grid.width - grid.rows[row].count(None) > 3


@lru_cache(maxsize=4096)
def is_ending(opening: str) -> bool:
    """True for a row of totals, notes or signatures: told by its first filled cell."""
    key = match_key(opening)
    return key.startswith(_ENDINGS) or _PERSONS_IN_ALL.match(key) is not None


def names_example(text: str) -> bool:
    """True for 例 or 示例 in the place of a row's number: the row shows how to fill in the table."""
    return match_key(text).strip("():【】") in _EXAMPLES


def _is_title(grid: Grid, row: int, opening: str) -> bool:
    """True where the row holds nothing but one cell merged across: a title or a heading between."""
    line = grid.rows[row]
    if grid.width - line.count(None) > 1:
        return False
    column = line.index(opening)
    return grid.merge_end(row, column)[1] > column


def find(grid: Grid, layout: Layout) -> list[FoundTable]:
    """The tables of a sheet from top to bottom; a table ends where the next begins or the sheet ends."""
    headers: list[tuple[int, Header]] = []
    below = 0
    for row in grid.heading_rows:
        if row >= below and isinstance(grid.openings[row], str):  # rows of data open with a number
            head = header(grid, row, layout)
            if head:
                headers.append((row, head))
                below = row + head.depth
    limits = [row for row, _ in headers[1:]] + [grid.height]
    tables = []
    for (row, head), limit in zip(headers, limits, strict=False):  # no headers: one limit too many
        first = _below_headings(grid, row, head)
        end = _end(grid, head.table, first, limit, layout)
        if head.table in ROSTERS:
            end = _before_other_roster(grid, range(row, first), end, layout)
        rows = tuple(rows_of_data(grid, range(first, end)))
        ticked_columns.show_answers(grid, rows, head.ticked, layout)
        tables.append(FoundTable(head.table, grid, row, first, end, head.columns, rows))
    return [_told_apart(table, layout) for table in tables]


def _below_headings(grid: Grid, row: int, head: Header) -> int:
    """The first row below the headings: they may be merged down over more rows than say something."""
    first = row + head.depth
    while first < grid.height and any(row <= grid.anchor(first, one)[0] < first for one in head.columns.values()):
        first += 1
    return first


def _end(grid: Grid, name: str, first: int, limit: int, layout: Layout) -> int:
    """Where a table ends: before the titles of the next table, or of the form, which begins with a label.

    A form written as a table ends with a blank row: what stands below it is a title of something else.
    """
    for row in range(first, limit):
        if name == FORM and grid.openings[row] is None:
            return row
        if not isinstance(grid.openings[row], str):
            continue
        opening = [value for value in grid.rows[row] if value is not None][:2]  # a label, or one beside a heading
        if any(isinstance(value, str) and _label(value) in layout.labels for value in opening):
            return _before_titles(grid, first, row)
    return limit if limit == grid.height else _before_titles(grid, first, limit)


def _before_other_roster(grid: Grid, header: range, end: int, layout: Layout) -> int:
    """Where a roster ends: before headings of persons that are not its own (序号 | 姓名 | 专业 of a list below)."""
    own: dict[int, set[str]] = {}
    for row in header:
        for column, key in grid.heading_keys(row).items():
            own.setdefault(column, set()).add(key)
    headings = layout.headings["council"]
    for row in grid.heading_rows:
        if header.stop <= row < end:
            keys = grid.heading_keys(row)
            known = {headings[key] for key in keys.values() if key in headings}
            is_other = any(key not in own.get(column, ()) for column, key in keys.items())
            if "name" in known and len(known) > 1 and len(keys) > 2 and is_other:
                return _before_titles(grid, header.stop, row)
    return end


def _before_titles(grid: Grid, first: int, limit: int) -> int:
    """The first of the blank rows that part a table from the titles above `limit`; `limit` where there are none."""
    row = limit
    while row > first and grid.width - grid.rows[row - 1].count(None) <= 1:
        row -= 1
    return next((blank for blank in range(row, limit) if grid.openings[blank] is None), limit)


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    """The label that a text is or begins with, up to its colon."""
    return heading_key(text.replace("：", ":").partition(":")[0])


def _told_apart(table: FoundTable, layout: Layout) -> FoundTable:
    """Council and supervisors have the same headings: told apart by the posts, what stands above the header, or the
    sheet's name.
    """
    if table.name not in ROSTERS:
        return table
    if sum("监事" in match_key(post) for post in table.texts("post")) * 2 > len(table.rows):
        return _named(table, "supervisors")
    for title in titles_above(table, layout):
        if "理事" in title:
            return _named(table, "council")
        if "监事" in title:
            return _named(table, "supervisors")
    return table if "post" in table.columns else _named(table, "council")


def titles_above(table: FoundTable, layout: Layout) -> Iterator[str]:
    """The texts that open the rows just above a header, the nearest first, without labels; then the sheet's name."""
    grid = table.grid
    for row in range(table.header_row - 1, max(-1, table.header_row - 5), -1):
        opening = grid.openings[row]
        filled = grid.width - grid.rows[row].count(None)
        if filled > 3 or _is_below_labels(grid, row, layout):  # of a table above
            break
        if isinstance(opening, str) and _label(opening) in layout.labels:
            continue
        if filled > 1 and (year_end(opening) is not None or isinstance(opening, int | float)):  # as well
            break
        if isinstance(opening, str):
            yield match_key(opening)
    yield match_key(grid.name)
    if table.continues:
        yield from titles_above(table.continues, layout)


def _is_below_labels(grid: Grid, row: int, layout: Layout) -> bool:
    """True for the values of a form whose labels stand in the row above them, two or more."""
    above = [value for value in grid.rows[row - 1] if value is not None] if row else []
    return len(above) > 1 and all(isinstance(value, str) and _label(value) in layout.labels for value in above)


def _named(table: FoundTable, name: str) -> FoundTable:
    return replace(table, name=name)
