"""What nobody read of our own tables, in findings: columns and rows (docs/workbook.md, Nothing
vanishes).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from etl.knowledge.layout import Layout
from etl.submission.account.resemblance import nearest_text
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.cells.closed_lists import is_tick
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key, match_key
from etl.workbook import Value, address

_SHOWN_ROWS = 6
_FIGURE = re.compile(r"[0-9]{1,8}(?:\.[0-9]+)?(?:[人名次场期项个家篇种件份]|场次|%)")
LONGEST_HEADING = 20


@dataclass(frozen=True, slots=True)
class Rest:
    """What is left of a sheet once furniture is told from the unread; `filled` and `unread` have a byte for each cell,
    row by row. `names_read` are the tables that were read somewhere in the file.
    """

    grid: Grid
    tables: Sequence[FoundTable]
    filled: bytearray
    unread: bytearray
    names_read: frozenset[str]

    def unread_columns(self, row: int, within: Iterable[int]) -> list[int]:
        """The columns of a row in which something stands that nobody read."""
        start = row * self.grid.width
        return [column for column in within if self.unread[start + column]]


def report(rest: Rest, layout: Layout, cells: Cells) -> None:
    """Add the findings about what nobody read in a sheet to `cells`."""
    if 1 not in rest.unread:
        return
    for table in rest.tables:
        _columns_of(table, rest, layout, cells)
        _rows_of(table, rest, layout, cells)


def _columns_of(table: FoundTable, rest: Rest, layout: Layout, cells: Cells) -> None:
    """A column that holds words of our lists, ticks or numbers in half the rows that were read, or one that may be the
    answer to a row, unless its heading has a finding of its own.
    """
    grid = table.grid
    read = [row for row in table.rows if grid.account.is_read(row)]
    speaking: dict[int, int] = defaultdict(int)
    answering: dict[int, int] = {}  # → its first row with a word, a tick or what may be an answer
    for row in read:
        for column in rest.unread_columns(row, range(grid.width)):
            value = grid.value(row, column)
            may_answer = _may_answer(table, row, value, layout)
            speaking[column] += len(read) if may_answer else says_something(value, layout)
            if may_answer or (isinstance(value, str) and says_something(value, layout)):
                answering.setdefault(column, row)
    for column, count in speaking.items():
        heading = _heading(table, column)
        if not heading and column in answering and table.name == "answers":
            where = grid.name, address(answering[column], column)
            cells.add("column_not_read", *where, heading="无标题", why="看不出填的是什么", nearest="")
        if not heading or 2 * count < len(read) or heading_key(heading) in layout.quiet_headings:
            continue
        if column in table.columns.values():  # the row has a finding: its year, for one, is not understood
            continue
        if grid.account.is_cell_read(table.first_row - 1, column):
            continue
        known = layout.tables[table.name].columns if table.name in layout.tables else {}
        is_twice = table.name in layout.tables and heading_key(heading) in layout.headings[table.name]
        missing = [one.label for key, one in known.items() if key not in table.columns]
        near = nearest_text([heading_key(heading)], map(heading_key, missing))
        label = max(missing, key=lambda one: _common(one, heading)) if near else ""
        cells.add(
            "column_not_read",
            grid.name,
            address(table.first_row - 1, column),
            heading=shortened(heading, LONGEST_HEADING),
            why="同一栏在表中不止一列，读的是另一列" if is_twice else f"“{_title(table.name, layout)}”没有这一栏",
            nearest=f"；最接近的是“{label}”" if label and not is_twice else "",
        )


def _may_answer(table: FoundTable, row: int, value: Value, layout: Layout) -> bool:
    """True for a tick or a word of 完成情况 beside a blank one, and for a number beside a blank 数量."""
    if table.name != "answers":
        return False
    if isinstance(value, str):
        is_word = match_key(value) in layout.words["status"] or is_tick(value, layout)
        if is_word or not _FIGURE.fullmatch(match_key(value)):
            return is_word and table.is_blank(row, "status")
    return isinstance(value, str | int | float) and table.is_blank(row, "quantity")


def _common(one: str, other: str) -> int:
    return len(set(one) & set(other))


def _heading(table: FoundTable, column: int) -> str:
    """What stands over a column, in the lowest row of the header that says something."""
    texts = (table.grid.text(row, column) for row in range(table.first_row - 1, table.header_row - 1, -1))
    return next((text for text in texts if text), "")


def _rows_of(table: FoundTable, rest: Rest, layout: Layout, cells: Cells) -> None:
    """Rows of a recognised table of which nothing was read, and which hold words of our lists, ticks or numbers."""
    grid = table.grid
    rows: dict[int, int] = {}  # → its first column that says something
    for row in table.rows:
        if not grid.account.is_read(row):
            columns = rest.unread_columns(row, table.columns.values())
            speaking = [column for column in columns if says_something(grid.value(row, column), layout)]
            if speaking:
                rows[row] = min(speaking)
    if not rows:
        return
    first = next(iter(rows))
    shown = "、".join(str(row + 1) for row in list(rows)[:_SHOWN_ROWS])
    cells.add(
        "rows_not_read",
        grid.name,
        address(first, rows[first]),
        rows=shown if len(rows) <= _SHOWN_ROWS else f"{shown} 等 {len(rows)}",
        table=_title(table.name, layout),
    )


def _title(name: str, layout: Layout) -> str:
    return layout.tables[name].title if name in layout.tables else layout.form_title


@lru_cache(maxsize=4096)
def _is_list_word(text: str, layout: Layout) -> bool:
    key = match_key(text)
    return any(key in words for words in layout.words.values()) or _FIGURE.fullmatch(key) is not None


def says_something(value: Value, layout: Layout) -> bool:
    """True for a number, perhaps with a unit, a tick or a word of our lists."""
    if isinstance(value, str):
        return _is_list_word(value, layout)
    return value is not None
