"""The form outside the tables: labels with their values."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain, takewhile
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells import values
from etl.submission.cells.year_ends import parted, year_end
from etl.submission.form.form_labels import NAME_OF_SOCIETY, is_label_beside, labels
from etl.submission.form.several_values import places_meant
from etl.submission.form.staff_before import FIELD as FIELD_OF_SUM
from etl.submission.form.staff_before import rows_led, staff_before
from etl.submission.form.values_beside import is_answer_behind, label_and_value, number_in_label
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import clean, heading_key, match_key
from etl.workbook import Value

_WORDS = re.compile(r" (?=\S+[:：])")
LINE_TO_FILL_IN = "_＿ "  # 学会名称：____滨海市示例学会____
_MOST_WORDS = 8  # of one label: 常 务 理 事 人 数
_NUMERAL = re.compile("[0-9〇○零一二三四五六七八九]")


class Entry(NamedTuple):
    """A field of the form as found: its value and where the value stands (also when it is blank).

    `year` is the year that its column is headed with, where columns of several years stand side by side; `is_short`
    is true where the label says little by itself (年度). `label` is the label as written.
    """

    field: str
    value: Value
    grid: Grid
    row: int
    column: int
    year: int | None = None
    is_short: bool = False
    label: str = ""

    @property
    def cell(self) -> str:
        return self.grid.address(self.row, self.column)


def entries(grid: Grid, tables: list[FoundTable], layout: Layout) -> Iterator[Entry]:
    """Every label outside the tables with its value: in the same cell after a colon, to the right, or below.

    Marks in the sheet's account what it used.
    """
    outside = outside_rows(grid, tables)
    free_rows = set(outside)
    places = labels(grid, outside, layout)
    inline = list(_inline(grid, outside, layout))
    beside = {text for text in grid.texts if is_label_beside(text, layout)}
    taken = places.keys() | {(entry.row, entry.column) for entry in inline}
    others_beside = {(row, column) for row, column, _ in grid.holding(beside, outside)}
    taken |= others_beside
    for row, column in _between(grid, places.keys() | others_beside, layout):
        grid.account.mark(Fate.FURNITURE, row, [column])
        grid.show(row, column, grid.value(row, column + 1), grid.anchor(row, column + 1))
    is_read_below = bool(places) and not any(_right(grid, place, taken) for place in places)
    short = {place for place in places if heading_key(grid.text(*place)) in layout.short_labels}
    others = taken - short - {(entry.row, entry.column) for entry in inline if entry.is_short}
    headed = _headed_columns(grid, outside, taken, layout)
    led = {place: rows for place in places if (rows := rows_led(grid, place, layout))}
    leading = {row for rows in led.values() for row in rows.values()}
    before = staff_before(grid, outside, layout)
    for place, field in places.items():
        if place[0] in leading and _whose(grid.text(*place), layout) is not None:
            continue  # 换届前 before a row of figures is no label of one
        columns = _columns_beside(grid, place, taken, headed)
        if place in led:
            own = [row for time, row in led[place].items() if time == "current"]
            candidates = [Entry(field, grid.value(row, place[1]), grid, row, place[1]) for row in own]
        elif columns:
            candidates = [Entry(field, grid.value(place[0], at), grid, place[0], at, year) for at, year in columns]
        else:
            may_stand_below = is_read_below and _may_stand_below(grid, place, field)
            nearest = _value_place(grid, place, taken, may_stand_below, free_rows)
            is_beside = nearest[0] == place[0]
            kind = layout.fields[field].type
            places_read = places_meant(grid, nearest, kind, taken, layout) if is_beside else [nearest]
            candidates = [Entry(field, None if at in taken else grid.value(*at), grid, *at) for at in places_read]
            if candidates[0].value is None and (remark := number_in_label(grid.text(*place), field, layout)):
                candidates = [Entry(field, remark, grid, *place)]
        if (named := parted(grid.text(*place))) is not None:  # 会员代表人数（2017年）
            candidates = [one._replace(year=named[0]) if one.year is None else one for one in candidates]
        if place not in short or (candidates and _is_among_labels(place, candidates[0], others)):
            grid.account.mark(Fate.FURNITURE, place[0], [place[1]])
            for entry in candidates:
                if (entry.row, entry.column) not in taken:
                    grid.mark_read(entry.row, entry.column)
                yield entry._replace(is_short=place in short, label=grid.text(*place))
    if before:
        yield Entry(FIELD_OF_SUM, before.value, grid, before.row, before.column)
    for entry in inline:
        if not entry.is_short or others:
            grid.mark_read(entry.row, entry.column)
            yield entry


def outside_rows(grid: Grid, tables: list[FoundTable]) -> list[int]:
    """The rows that belong to no table; in a form below a table, its labels are read again."""
    covered: set[int] = set()
    for table in tables:
        end = table.end_row
        if table.name == FORM:
            end = table.rows[-1] + 1 if table.rows else table.first_row
        covered.update(range(table.header_row, end))
    return [row for row in range(grid.height) if row not in covered]


def form_rows(table: FoundTable) -> Iterator[list[Entry]]:
    """The form written as a table: for each row its fields."""
    grid, heading = table.grid, table.header_row
    for row in table.rows:
        table.mark_read(row)
        yield [
            Entry(field, grid.value(row, column), grid, row, column, label=grid.text(heading, column))
            for field, column in table.columns.items()
        ]


def _is_among_labels(place: Position, entry: Entry, others: Set[Position]) -> bool:
    """True for 年度 with one year beside it and another label near; a column or a line of years is a table's."""
    is_near = any(abs(row - place[0]) <= 2 for row, _ in others)
    if not is_near or not _holds_numeral(values.written(entry.value)):
        return False
    down, right = (1, 0) if entry.row > place[0] else (0, 1)
    beyond = entry.row + down, entry.grid.merge_end(entry.row, entry.column)[1] + right
    return beyond in others or not _holds_numeral(entry.grid.text(*beyond))


def _holds_numeral(text: str) -> bool:
    return _NUMERAL.search(match_key(text)) is not None


def _headed_columns(
    grid: Grid, rows: Sequence[int], taken: Set[Position], layout: Layout
) -> dict[int, dict[int, int | str]]:
    """Rows that say whose figures the columns hold (上年 | 本年, 2017年 | 2018年): row → column → what it says."""
    headed: dict[int, dict[int, int | str]] = {}
    values_there = set(chain.from_iterable(grid.rows[row] for row in rows))
    said = {value: whose for value in values_there if (whose := _whose(value, layout)) is not None}
    for row in rows if said else ():
        if said.keys().isdisjoint(grid.rows[row]):
            continue
        words = {
            column: said[value]
            for column, value in enumerate(grid.rows[row])
            if value in said and (row, column - 1) not in taken
        }
        if len(words) > 1 and not any(
            grid.rows[row][column] is not None for column in range(min(words), max(words)) if column not in words
        ):
            headed[row] = words
    return headed


@lru_cache(maxsize=4096, typed=True)
def _whose(value: Value, layout: Layout) -> int | str | None:
    """Whose figures a heading says stand below it: of this year (current), of an earlier one, of the year it names."""
    key = heading_key(values.written(value)) if isinstance(value, str) else ""
    if key in layout.current:
        return "current"
    return "earlier" if key in layout.earlier else year_end(value)


def _columns_beside(
    grid: Grid, place: Position, taken: Set[Position], headed: Mapping[int, Mapping[int, int | str]]
) -> list[tuple[int, int | None]]:
    """Where columns to the right of a label are headed with years: the columns that are not an earlier year's,
    each with its year (None: this year's).
    """
    if not headed:
        return []
    row = place[0] - 1
    while row >= 0 and row not in headed and grid.openings[row] is not None:
        row -= 1
    beside: list[tuple[int, int | str]] = []
    for column, word in sorted(headed.get(row, {}).items()):
        if column > place[1] and not any((place[0], between) in taken for between in range(place[1] + 1, column + 1)):
            beside.append((column, word))
    current: list[tuple[int, int | None]] = [(column, None) for column, word in beside if word == "current"]
    return current[:1] or [(column, word) for column, word in beside if isinstance(word, int)]


def _between(grid: Grid, places: Set[Position], layout: Layout) -> list[Position]:
    """The cells between labels and values in columns that hold nothing but units and colons: 理事人数 | 人 | 45."""
    beside: dict[int, list[int]] = defaultdict(list)
    for row, column in places:
        beside[grid.merge_end(row, column)[1] + 1].append(row)
    cells: list[Position] = []
    for column, rows in beside.items():
        if column + 1 >= grid.width:
            continue
        signs = {match_key(grid.text(row, column)) for row in rows} - {""}
        is_left_out = not signs and is_answer_behind(grid, rows, column, places, layout)
        if (signs and signs <= {":", *layout.units}) or is_left_out:
            cells += [(row, column) for row in rows if (row, column + 1) not in places]
    return cells


def _right(grid: Grid, place: Position, taken: Set[Position]) -> Position | None:
    """The cell to the right if it holds a value. `taken`: the cells that hold labels."""
    row, column = place[0], grid.merge_end(*place)[1] + 1
    if not grid.has_merge_information:
        while column < min(grid.width, place[1] + 3) and grid.is_blank(row, column):
            column += 1
    target = (row, column)
    return None if target in taken or grid.is_blank(row, column) else target


def _may_stand_below(grid: Grid, place: Position, field: str) -> bool:
    """False for a note or a heading below 填报单位（盖章）：, which nobody filled in."""
    below = grid.text(grid.merge_end(*place)[0] + 1, place[1])
    return field != "society_name" or NAME_OF_SOCIETY.search(heading_key(below)) is not None


def _value_place(grid: Grid, place: Position, taken: Set[Position], is_read_below: bool, outside: Set[int]) -> Position:
    row, column = place[0], grid.merge_end(*place)[1] + 1
    if right := _right(grid, place, taken):
        return right
    below = (grid.merge_end(*place)[0] + 1, place[1])
    is_in_label_row = (row, column) in taken or any(
        (row, left) in taken for left in (place[1] - 1, grid.anchor(row, place[1] - 1)[1]) if place[1] > 0
    )
    is_free = below not in taken and below[0] in outside and not grid.is_blank(*below)
    if (is_in_label_row or is_read_below) and is_free:
        return below
    return row, column


def _inline(grid: Grid, rows: Iterable[int], layout: Layout) -> Iterator[Entry]:
    """`学会名称：… 填报年度：…` in one cell."""
    marked = {text for text in grid.texts if ":" in text or "：" in text}
    parted_by_blank = {
        text: said for text in grid.texts - marked if not text.isalnum() and (said := label_and_value(text, layout))
    }
    for row, column, text in grid.holding(marked | parted_by_blank.keys(), rows):
        for label, value in parted_by_blank.get(text) or _labelled(text, layout):
            if written := value.strip(LINE_TO_FILL_IN):
                key = heading_key(label)
                is_short = key in layout.short_labels
                yield Entry(layout.labels[key], written, grid, row, column, is_short=is_short, label=label)


@lru_cache(maxsize=1024)
def _labelled(text: str, layout: Layout) -> tuple[tuple[str, str], ...]:
    """Labels and their values in a text of one or more `label：value`; blanks may stand in labels and values.

    Of words before a colon the most that make a label are one: `常务 理事人数：10` is not 理事人数.
    """
    return tuple(_labels_and_values(text, layout))


def _labels_and_values(text: str, layout: Layout) -> Iterator[tuple[str, str]]:
    last, written = "", ""
    words: list[str] = []  # since the last label found: its value goes on, or the next label begins
    for part in _WORDS.split(clean(text)):
        words.append(part)
        for start in range(max(0, len(words) - _MOST_WORDS), len(words)):
            label, colon, rest = " ".join(words[start:]).replace("：", ":").partition(":")
            if colon and heading_key(label) in layout.labels:
                if last:
                    yield last, _value(written, words[:start])
                last, written, words = label, rest, []
                break
    if last:
        yield last, _value(written, words)


def _value(written: str, words: list[str]) -> str:
    """A value goes on with the words behind it, up to a label that is none of ours."""
    return " ".join([written, *takewhile(lambda word: ":" not in word and "：" not in word, words)]).strip()
