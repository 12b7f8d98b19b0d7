"""Where labels of the form stand: alone, or under the heading of a group (工作人员数 → 专职 | 兼职); not in the heading
of a table, whatever table it is (docs/workbook.md, Nothing vanishes).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.year_ends import parted
from etl.submission.found_tables.grid import Grid, Position
from etl.text import heading_key
from etl.workbook import Value

_LONGEST_HEADING = 20
_OTHERS = re.compile(
    "(?:我会|本会|学会|所属|下设)?(?:(?:挂靠|依托|支撑|支持|主管)单位|分支机构|专业委员会|专委会|分会|代表机构|下一?届|换届(?=方案|计划))"
    "(?:基本)?(?:理事会)?(?:情况|信息|概况|方案|计划)(?:拟|草案)?"
)
NAME_OF_SOCIETY = re.compile("(?:(?:学|协|究|商|联合|促进)会|学社|中心)$")

_IDENTIFIERS = {"society_name": NAME_OF_SOCIETY, "credit_code": re.compile("^[0-9a-z]{15,18}$")}

Labels = dict[Position, str]
"""Position of a label → field of the form."""


def labels(grid: Grid, rows: Iterable[int], layout: Layout) -> Labels:
    """The labels in these rows, and what field each one is."""
    outside = list(rows)
    places = _places(grid, outside, layout)
    if not places:
        return {}
    places = _grouped(grid, outside, places, layout)
    foreign = {*_rows_of_tables(grid, places, layout), *_rows_of_others(grid, outside, layout)}
    return {place: field for place, field in places.items() if place[0] not in foreign}


def _places(grid: Grid, rows: Iterable[int], layout: Layout) -> Labels:
    """The texts in these rows that are labels by what they say."""
    fields = {text: layout.labels[key] for text in grid.headings if (key := heading_key(text)) in layout.labels}
    return {(row, column): fields[text] for row, column, text in grid.holding(fields.keys(), rows)}


def _grouped(grid: Grid, rows: Sequence[int], places: Labels, layout: Layout) -> Labels:
    """With the labels in two parts (专职 and 兼职 under 工作人员数); 换届前 makes a label another one, or none."""
    result: Labels = {}
    written = {value for value in chain.from_iterable(grid.rows[row] for row in rows) if isinstance(value, str)}
    labels_there = {text for text in written if heading_key(text) in layout.labels}
    parts = {text for text in written if len(text) <= _LONGEST_HEADING and heading_key(text) in layout.label_parts}
    is_any_earlier = any(heading_key(text) in layout.earlier for text in grid.texts)
    for row, column, text in grid.holding(labels_there | parts, rows):
        key, field = heading_key(text), places.get((row, column))
        if field is None or is_any_earlier:
            groups = list(groups_over(grid, row, column))
            if field is None or not layout.earlier.isdisjoint(groups):
                both = (both for group in groups for both in (key + group, group + key))
                field = next((layout.labels[one] for one in both if one in layout.labels), None)
        if field:
            result[row, column] = field
    return result


def groups_over(grid: Grid, row: int, column: int) -> Iterator[str]:
    """The keys of what may be the heading over a cell: a heading above that has no value beside it; then texts to the
    left in its row or, where that is blank, further up.
    """
    if row > 0 and (above := _heading_above(grid, row - 1, column)):
        yield above
    for left in range(column - 1, -1, -1):
        up = row
        while up > 0 and grid.is_blank(up, left) and grid.openings[up] is not None:
            up -= 1
        if isinstance(grid.value(up, left), str):
            yield heading_key(grid.text(up, left))


def _heading_above(grid: Grid, row: int, column: int) -> str:
    """The key of the heading in this row that goes across the column; empty where there is none."""
    left = column
    while left > 0 and grid.is_blank(row, left):
        left -= 1
    left = grid.anchor(row, left)[1]
    beside = grid.merge_end(row, left)[1] + 1
    is_across = column > left or beside > left + 1 or grid.is_blank(row, beside)
    return heading_key(grid.text(row, left)) if is_across and isinstance(grid.value(row, left), str) else ""


def is_heading_of_other_table(grid: Grid, row: int, layout: Layout) -> bool:
    """True where the row is the heading of a table that is not ours, with labels of the form among its texts."""
    around = range(max(0, row - 3), min(grid.height, row + 4))
    places = _places(grid, around, layout)
    return any(_is_heading(grid, row, run, places, layout) for run in _runs(grid, row))


def _rows_of_tables(grid: Grid, places: Mapping[Position, str], layout: Layout) -> Iterator[int]:
    """The rows of tables that hold labels among their headings: the heading and what stands below it."""
    for row in sorted({row for row, _ in places}):
        if not any(_is_heading(grid, row, run, places, layout) for run in _runs(grid, row)):
            continue
        yield row
        for below in range(row + 1, grid.height):
            opening = [column for column, value in enumerate(grid.rows[below]) if value is not None][:2]
            if not opening or any((below, column) in places for column in opening):
                break
            yield below


def _rows_of_others(grid: Grid, rows: Iterable[int], layout: Layout) -> Iterator[int]:
    """The rows below a heading that names somebody else (挂靠单位情况, 换届方案), up to a blank or the next one; of a
    sheet with such a name all.
    """
    others = {text for text in grid.texts if len(text) <= _LONGEST_HEADING and _OTHERS.fullmatch(heading_key(text))}
    is_sheet_of_others = _OTHERS.fullmatch(heading_key(grid.name)) is not None
    if not others and not is_sheet_of_others:
        return
    is_others = is_sheet_of_others
    for row in rows:
        line, opening = grid.rows[row], grid.openings[row]
        if opening is None or grid.width - line.count(None) == 1:
            is_others = is_sheet_of_others or opening in others
        elif is_others:
            yield row


def _runs(grid: Grid, row: int) -> Iterator[list[int]]:
    """The columns of three or more short texts side by side."""
    run: list[int] = []
    if grid.width - grid.rows[row].count(None) < 3:
        return
    for column, value in enumerate(grid.rows[row]):
        if isinstance(value, str) and len(value) <= _LONGEST_HEADING and ":" not in value and "：" not in value:
            if run and grid.merge_end(row, run[-1])[1] + 1 != column:
                yield run
                run = []
            run.append(column)
        elif value is not None and run:
            yield run
            run = []
    yield run


def _is_heading(grid: Grid, row: int, run: list[int], places: Mapping[Position, str], layout: Layout) -> bool:
    """True for the heading of a table: texts of which one at least is no label, none the value of its neighbour,
    with filled cells below.
    """
    run = [column for column in run if not _is_section(grid, row, column, places)]
    known = {column: places[row, column] for column in run if (row, column) in places}
    if len(run) < 3 or not known:
        return False
    if all(column in known or is_label_beside(grid.text(row, column), layout) for column in run):
        return False
    may_be = partial(may_be_value, layout=layout)
    if any(may_be(grid.value(row, grid.merge_end(row, column)[1] + 1), field) for column, field in known.items()):
        return False
    if any(may_be(grid.value(row + 1, column), field) for column, field in known.items()):
        return True
    if any(column in known and other != row and abs(other - row) <= 3 for other, column in places):
        return False  # labels below one another: a form
    return 2 * sum(not grid.is_blank(row + 1, column) for column in run) > len(run)


@lru_cache(maxsize=4096)
def is_label_beside(text: str, layout: Layout) -> bool:
    """True for what the form may ask beside its own fields: 选做任务, the figure of a year-end (2016年底个人会员数)."""
    if len(text) > 2 * _LONGEST_HEADING or ("选" not in text and "会员" not in text):
        return False
    label = parted(text)
    return heading_key(text) in layout.choice_labels or (
        label is not None and heading_key(label[1]) in layout.member_series
    )


def _is_section(grid: Grid, row: int, column: int, places: Mapping[Position, str]) -> bool:
    """True for a text merged down beside labels that are not: 一、基本信息 left of the form."""
    last = grid.merge_end(row, column)[0]
    return (row, column) not in places and row < last and grid.merge_end(row, column + 1)[0] < last


def may_be_value(value: Value, field: str, layout: Layout) -> bool:
    """True where the value is one that the field can have; never for a text that could be anything."""
    if value is None:
        return False
    kind = layout.fields[field].type
    try:
        match kind:
            case "count":
                return values.count(value, layout) is not None
            case "yes_no":
                return values.yes_no(value, layout) is not None
            case "year":
                return values.year(value) is not None
            case "date":
                return values.date(value) is not None
            case _:
                pattern = _IDENTIFIERS.get(field)
                return pattern is not None and bool(pattern.search(heading_key(values.written(value))))
    except ValueError:
        return False
