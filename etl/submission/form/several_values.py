"""Several numbers or answers right of one label, of which the headings above must say which is this year's: of 第七届 |
第八届 nobody can be sure (docs/workbook.md, What people really send back).
"""

from collections.abc import Iterator, Set
from contextlib import suppress
from itertools import islice

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.found_tables.grid import Grid, Position
from etl.text import heading_key, match_key
from etl.workbook import Value

_LONGEST_FORM, _WIDEST_LABEL = 60, 8  # rows between a value and its heading, columns from a label to its value
_MOST_OTHERS = 8  # more are no clearer
_UNDERSTAND = {"count": values.count, "yes_no": values.yes_no}


def places_meant(grid: Grid, place: Position, field_type: str, taken: Set[Position], layout: Layout) -> list[Position]:
    """The cells that a label may mean whose value stands right of it in `place`, the nearest: the one under a heading
    that says so, or all that differ. `taken`: the cells that hold labels.
    """
    row, first = place
    others = _others(grid, place, field_type, taken, layout) if field_type in _UNDERSTAND else iter(())
    columns = [first, *islice(others, _MOST_OTHERS)]
    if len(columns) == 1:
        return [place]
    rows_above = list(_rows_without_labels(grid, place, taken))
    heads = [
        heading_key(next((grid.text(one, column) for one in rows_above if grid.text(one, column)), ""))
        for column in columns
    ]
    if field_type == "yes_no" and len(set(heads)) == 1:
        return [place]  # 是 | 否, of which one is ticked
    meant = layout.current | layout.form_answers
    said = [column for column, head in zip(columns, heads, strict=True) if head in meant]
    return [(row, column) for column in said[:1] or columns]


def _others(grid: Grid, place: Position, field_type: str, taken: Set[Position], layout: Layout) -> Iterator[int]:
    """The columns further right in which another number or answer stands, up to a text or the next label."""
    row, column = place
    nearest = _meaning(grid.value(*place), field_type, layout)
    while nearest is not None:
        column = grid.merge_end(row, column)[1] + 1
        if column >= grid.width or (row, column) in taken:
            return
        value = grid.value(row, column)
        meaning = _meaning(value, field_type, layout)
        if meaning is None and isinstance(value, str) and match_key(value) not in (":", *layout.units):
            return
        if meaning not in (None, nearest):
            yield column


def _meaning(value: Value, field_type: str, layout: Layout) -> int | bool | None:
    with suppress(ValueError):
        return _UNDERSTAND[field_type](value, layout)
    return None


def _rows_without_labels(grid: Grid, place: Position, taken: Set[Position]) -> Iterator[int]:
    """The rows above that may hold headings, the nearest first, up to a blank one."""
    row, column = place
    for above in range(row - 1, max(-1, row - _LONGEST_FORM), -1):
        if grid.openings[above] is None:
            return
        if not any((above, left) in taken for left in range(max(0, column - _WIDEST_LABEL), column)):
            yield above
