"""The staff before the renewal, where full-time and part-time are given apart (docs/workbook.md, What people really
send back: group labels over sub-labels).
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.form.form_labels import groups_over
from etl.submission.found_tables.grid import Grid, Position
from etl.text import heading_key
from etl.workbook import Value

FIELD = "staff_before"
PARTS = ("staff_fulltime", "staff_parttime")
_BEFORE = "换届前"
_MOST_ROWS = 3


class Sum(NamedTuple):
    """The sum of both parts where both are understood, else what is written of one that is not; and its first cell."""

    value: Value
    row: int
    column: int


def staff_before(grid: Grid, rows: Iterable[int], layout: Layout) -> Sum | None:
    """The staff before the renewal as a sum; None where not both parts are there. Marks their cells as read."""
    if not any(_BEFORE in text and heading_key(text) not in layout.labels for text in grid.texts):
        return None
    places: dict[str, Position] = {}
    may_be_parts = {text for text in grid.texts if _may_be_part(heading_key(text), layout)}
    for row, column, text in grid.holding(may_be_parts, rows):
        if summand := _part(grid, row, column, text, layout):
            field, place = summand
            places.setdefault(field, place)
    if set(places) != set(PARTS):
        return None
    for place in places.values():
        grid.mark_read(*place)
    return Sum(_sum([grid.value(*places[part]) for part in PARTS], layout), *places[PARTS[0]])


def rows_led(grid: Grid, place: Position, layout: Layout) -> dict[str, int]:
    """Rows below a label that begin with a word for a time (换届前 | 换届后, 上年 | 本年): `before`, `earlier` or
    `current` → row.
    """
    led: dict[str, int] = {}
    for row in range(place[0] + 1, min(place[0] + 1 + _MOST_ROWS, grid.height)):
        before = (heading_key(grid.text(row, left)) for left in range(place[1] - 1, -1, -1))
        word = next((time for text in before if (time := _time(text, layout))), None)
        if word is None:
            break
        led.setdefault(word, row)
    return led


def _time(key: str, layout: Layout) -> str | None:
    if key.startswith(_BEFORE) and key not in layout.labels:
        return "before"
    return "earlier" if key in layout.earlier else "current" if key in layout.current else None


@lru_cache(maxsize=4096)
def _may_be_part(key: str, layout: Layout) -> bool:
    """True for a label of a part, for what one begins or ends with, and for what names the time before."""
    labels = (label for label, field in layout.labels.items() if field in PARTS)
    return key.startswith(_BEFORE) or any(label.startswith(key) or label.endswith(key) for label in labels)


def _part(grid: Grid, row: int, column: int, text: str, layout: Layout) -> tuple[str, Position] | None:
    """The part that a label names, and where its number before the renewal stands."""
    key = heading_key(text)
    right = (row, grid.merge_end(row, column)[1] + 1)
    named = layout.labels.get(key.removeprefix(_BEFORE))
    if key.startswith(_BEFORE):
        return (named, right) if named in PARTS else None
    groups = list(groups_over(grid, row, column)) if key in layout.labels or key in layout.label_parts else []
    both = (layout.labels.get(one) for group in groups for one in (key + group, group + key))
    field = named if named in PARTS else next((one for one in both if one in PARTS), None)
    if field is None:
        return None
    if any(group.startswith(_BEFORE) for group in groups):
        is_number = not isinstance(grid.value(*right), str) and not grid.is_blank(*right)
        return field, right if is_number else (grid.merge_end(row, column)[0] + 1, column)
    led = rows_led(grid, (row, column), layout)
    if "before" in led:
        return field, (led["before"], column)
    headed = next(_columns_headed(grid, row, column), None)
    return None if headed is None else (field, (row, headed))


def _columns_headed(grid: Grid, row: int, column: int) -> Iterator[int]:
    """Columns right of a label that a row above heads with 换届前."""
    for above in range(row - 1, max(-1, row - 10), -1):
        for right, key in grid.heading_keys(above).items():
            if right > column and key.startswith(_BEFORE):
                yield right


def _sum(written: list[Value], layout: Layout) -> Value:
    total = 0
    for value in written:
        try:
            number = values.count(value, layout)
        except ValueError:
            return value
        if number is None:
            return None
        total += number
    return total
