"""What stands outside the tables: labels with their values, and years in titles."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import takewhile
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.account import Fate
from etl.submission.grid import Grid, Position
from etl.submission.headers import FORM
from etl.submission.table_finder import FoundTable
from etl.submission.values import is_blank
from etl.text import heading_key, match_key
from etl.workbook import Value

_YEAR_IN_TITLE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?!年?[0-9]{0,2}月|[.\-/][0-9])")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)[0-9]{2}年?(?:度|底)?[-—–~至到]+(?:19|20)[0-9]{2}")
_WORDS = re.compile(r"[\s\u3000]+(?=\S+[:：])")


class Entry(NamedTuple):
    """A field of the form as found: its value and where the value stands (also when it is blank)."""

    field: str
    value: Value
    grid: Grid
    row: int
    column: int

    @property
    def cell(self) -> str:
        return self.grid.address(self.row, self.column)


def entries(grid: Grid, tables: list[FoundTable], layout: Layout) -> Iterator[Entry]:
    """Every label outside the tables with its value: in the same cell after a colon, to the right, or below."""
    covered = _covered_rows(grid, tables)
    outside = [row for row in range(grid.height) if row not in covered]
    fields = labels(grid, outside, layout)
    inline = list(_inline(grid, outside, layout))
    taken = fields.keys() | {(entry.row, entry.column) for entry in inline}
    is_read_below = bool(fields) and not any(_right(grid, place, taken) for place in fields)
    for place, field in fields.items():
        grid.account.mark(Fate.FURNITURE, place[0], (place[1],))
        row, column = _value_place(grid, place, taken, is_read_below, covered)
        value = None
        if (row, column) not in taken:
            value = grid.value(row, column)
            grid.mark_read(row, column)
        yield Entry(field, value, grid, row, column)
    for entry in inline:
        grid.mark_read(entry.row, entry.column)
        yield entry


def labels(grid: Grid, rows: Iterable[int], layout: Layout) -> dict[Position, str]:
    """Where labels of the form stand in these rows, and what field each one is."""
    fields = {text: layout.labels[key] for text in grid.headings if (key := heading_key(text)) in layout.labels}
    return {(row, column): fields[text] for row, column, text in grid.holding(fields.keys(), rows)}


def form_rows(table: FoundTable) -> Iterator[list[Entry]]:
    """The form written as a table: for each row its fields."""
    for row in table.rows:
        table.mark_read(row)
        yield [
            Entry(field, table.grid.value(row, column), table.grid, row, column)
            for field, column in table.columns.items()
        ]


def title_years(grid: Grid, tables: list[FoundTable], layout: Layout) -> dict[int, str]:
    """Years named in titles (texts outside tables and labels, first rows of the sheet) → the cell."""
    covered = _covered_rows(grid, tables)
    found: dict[int, str] = {}
    for row in range(min(layout.title_rows, grid.height)):
        if row in covered:
            continue
        for column, value in enumerate(grid.rows[row]):
            if not isinstance(value, str) or _is_label_or_value(grid, row, column, layout):
                continue
            text = _SPAN_OF_YEARS.sub("", match_key(value))
            for year in _YEAR_IN_TITLE.findall(text):
                found.setdefault(int(year), grid.address(row, column))
    return found


def titles(grid: Grid, tables: list[FoundTable], layout: Layout) -> Iterator[str]:
    """The texts of the first rows outside tables."""
    covered = _covered_rows(grid, tables)
    for row in range(min(layout.title_rows, grid.height)):
        if row not in covered:
            yield from (value for value in grid.rows[row] if isinstance(value, str))


def _covered_rows(grid: Grid, tables: list[FoundTable]) -> set[int]:
    """Rows of tables; in a form below a table, its labels are read again."""
    covered: set[int] = set()
    for table in tables:
        end = table.end_row
        if table.name == FORM:
            end = table.rows[-1] + 1 if table.rows else table.first_row
        covered.update(range(table.header_row, end))
    return covered


def _right(grid: Grid, place: Position, taken: Set[Position]) -> Position | None:
    """The cell to the right if it holds a value. `taken`: the cells that hold labels."""
    row, column = place[0], grid.merge_end(*place)[1] + 1
    if not grid.has_merge_information:
        while column < min(grid.width, place[1] + 3) and grid.is_blank(row, column):
            column += 1
    target = (row, column)
    return None if target in taken or grid.is_blank(row, column) else target


def _value_place(grid: Grid, place: Position, taken: Set[Position], is_read_below: bool, covered: set[int]) -> Position:
    row, column = place[0], grid.merge_end(*place)[1] + 1
    if right := _right(grid, place, taken):
        return right
    below = (grid.merge_end(*place)[0] + 1, place[1])
    is_in_label_row = (row, column) in taken or any(
        (row, left) in taken for left in (place[1] - 1, grid.anchor(row, place[1] - 1)[1]) if place[1] > 0
    )
    is_free = below not in taken and below[0] not in covered and not grid.is_blank(*below)
    if (is_in_label_row or is_read_below) and is_free:
        return below
    return row, column


def _inline(grid: Grid, rows: Iterable[int], layout: Layout) -> Iterator[Entry]:
    """`学会名称：… 填报年度：…` in one cell."""
    marked = {text for text in grid.texts if ":" in text or "：" in text}
    for row, column, text in grid.holding(marked, rows):
        for field, written in _labelled(text, layout):
            if not is_blank(written):
                yield Entry(field, written.strip(), grid, row, column)


def _labelled(text: str, layout: Layout) -> list[tuple[str, str]]:
    """Fields and values in a text of one or more `label：value`; blanks may stand in labels and values.

    Of words before a colon the most that make a label are one: `常务 理事人数：10` is not 理事人数.
    """
    found: list[tuple[str, str]] = []
    words: list[str] = []  # since the last label found: its value goes on, or the next label begins
    for part in _WORDS.split(text.strip()):
        words.append(part)
        for start in range(len(words)):
            label, colon, rest = " ".join(words[start:]).replace("：", ":").partition(":")
            if colon and (field := layout.labels.get(heading_key(label))):
                found = _continued(found, words[:start])
                found.append((field, rest))
                words = []
                break
    return _continued(found, words)


def _continued(found: list[tuple[str, str]], words: list[str]) -> list[tuple[str, str]]:
    """The last value goes on with these words, up to a label that is none of ours."""
    own = list(takewhile(lambda word: ":" not in word and "：" not in word, words))
    if not found or not own:
        return found
    field, written = found[-1]
    return [*found[:-1], (field, " ".join([written, *own]))]


def _is_label_or_value(grid: Grid, row: int, column: int, layout: Layout) -> bool:
    """True for a label, for the value beside a label and for text that begins with a label."""
    text = grid.text(row, column).replace("：", ":")
    if layout.labels.get(heading_key(text.partition(":")[0])):
        return True
    return column > 0 and bool(layout.labels.get(heading_key(grid.text(row, column - 1))))
