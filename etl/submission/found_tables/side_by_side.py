"""Tables side by side on a sheet, persons side by side in a row, a table right of the form: each part of the sheet is
read by its own headings (docs/workbook.md, What people really send back).
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM, header
from etl.text import heading_key
from etl.workbook import Value

_IDENTIFYING = {"council": "name", "supervisors": "name", "membership": "year", "answers": "task_title"}
"""What every row of a table has once: where such a heading stands twice in a row, there are two tables."""
_ANYWHERE = {"task_number", "row_number", "note"}
"""Columns whose headings (序号, 备注) stand in the form, too."""
_MOST_PARTS = 8
_FEWEST_LABELS = 2
Span = tuple[int, int]
"""The first column of a part and the one after its last."""


def parts(grid: Grid, layout: Layout) -> list[Grid]:
    """The sheet, or its parts that stand side by side. Cells keep their addresses and share the sheet's account."""
    return [part for one in _parted_by_blank_columns(grid, layout) for part in _parted_by_headings(one, layout)]


def _parted_by_blank_columns(grid: Grid, layout: Layout) -> list[Grid]:
    """Parts with a blank column between, one of them a table of ours and the others a table or the form."""
    blanks = [line.count(None) for line in grid.rows]
    table_rows = [row for row, blank in enumerate(blanks) if grid.width - blank > 1]
    if not table_rows or 0 in blanks:  # a row without blanks leaves no column blank
        return [grid]
    columns = list(zip(*(grid.rows[row] for row in table_rows), strict=True))
    is_filled = [column.count(None) < len(column) for column in columns]
    starts = [column for column, filled in enumerate(is_filled) if filled and not (column and is_filled[column - 1])]
    if not 1 < len(starts) <= _MOST_PARTS:
        return [grid]
    first, *others = pairwise([*starts, grid.width])
    right: list[tuple[int, Grid, str]] = []  # where a part begins, and what it holds
    for span in others:
        own = grid.headings.intersection(chain.from_iterable(columns[slice(*span)]))  # what goes across is the first's
        if own and (held := _held(part := _part(grid, span, table_rows[0]), own, layout)):
            right.append((span[0], part, held))
    if not right:
        return [grid]
    left = _part(grid, first, table_rows[0])
    known = [(first[0], _held(left, left.headings, layout))]
    for start, part, held in right:
        is_begun = known[-1][1] == FORM and _is_begun(grid, (known[-1][0], start), part, layout)
        if known[-1][1] is None or is_begun:  # the first columns of the table that goes on here
            known[-1] = (known[-1][0], held)
        elif (known[-1][1], held) != (FORM, FORM):
            known.append((start, held))
    if len(known) < 2 or all(held in (None, FORM) for _, held in known):
        return [grid]
    cuts = [0, *(start for start, _ in known[1:]), grid.width]
    return [_part(grid, span, table_rows[0]) for span in pairwise(cuts)]


def _is_begun(grid: Grid, left: Span, right: Grid, layout: Layout) -> bool:
    """Whether the columns on the left begin the table on the right: in the row of its headings stand others of its own,
    as 任务名称 does before a blank column. What stands above them may be a form.
    """
    for row in range(right.height):
        head = None if right.headings.isdisjoint(right.rows[row]) else header(right, row, layout)
        if head is not None and head.table != FORM:
            texts = (text for text in grid.rows[row][slice(*left)] if isinstance(text, str))
            columns = {layout.headings[head.table].get(heading_key(text)) for text in texts}
            return not columns.isdisjoint(layout.tables[head.table].columns.keys() - _ANYWHERE)
    return False


def _held(part: Grid, own: Set[str], layout: Layout) -> str | None:
    """The table that a part holds, or the form where its own headings are labels; None where it holds nothing of
    ours.
    """
    for row in range(part.height):
        if not part.headings.isdisjoint(part.rows[row]) and (head := header(part, row, layout)):
            return head.table
    labels = sum(heading_key(text) in layout.labels for text in own)
    return FORM if labels >= _FEWEST_LABELS else None


def _parted_by_headings(grid: Grid, layout: Layout) -> list[Grid]:
    """Parts whose headings stand side by side without a column between, each of them enough for a table; or a table
    beside the form.
    """
    keys = _identifying_keys(layout)
    identifying = {text for text in grid.headings if heading_key(text) in keys}
    for row in grid.heading_rows if identifying else ():
        if identifying.isdisjoint(grid.rows[row]):
            continue
        for cuts in _cuts(grid, row, layout):
            sides = [_part(grid, span, row) for span in pairwise([0, *cuts, grid.width])]
            heads = [header(part, row, layout) for part in sides]
            if all(head and head.table != FORM for head in heads[1:]) and (
                (heads[0] and heads[0].table != FORM) or _is_form(sides[0], row, layout)
            ):
                return sides
    return [grid]


@lru_cache(maxsize=8)
def _identifying_keys(layout: Layout) -> frozenset[str]:
    return frozenset(
        key
        for name, identifying in _IDENTIFYING.items()
        for key, column in layout.headings[name].items()
        if column == identifying
    )


def _is_form(part: Grid, row: int, layout: Layout) -> bool:
    """True where different labels stand one under another from this row on, up to a blank one."""
    labels = {text: layout.labels[key] for text in part.headings if (key := heading_key(text)) in layout.labels}
    end = next((line for line in range(row, part.height) if part.openings[line] is None), part.height)
    places = {(column, labels[text]) for _, column, text in part.holding(labels.keys(), range(row, end))}
    columns = [column for column, _ in places]
    return any(columns.count(column) >= _FEWEST_LABELS for column in columns)


def _cuts(grid: Grid, row: int, layout: Layout) -> Iterator[list[int]]:
    """The columns of a row at which the headings of a table may begin: anew, or after something else."""
    line = grid.rows[row]
    keys = [(column, heading_key(text)) for column, text in enumerate(line) if text in grid.headings]
    for name, identifying in _IDENTIFYING.items():
        columns = [(column, layout.headings[name][key]) for column, key in keys if key in layout.headings[name]]
        firsts = [column for column, key in columns if key == identifying]
        if len(firsts) > 1:
            cuts = _repeated(columns)
            if len(cuts) < _MOST_PARTS:
                yield cuts
        elif firsts and any(isinstance(one, str) for one in line[: firsts[0]]):
            known = {**layout.headings["council" if name in ROSTERS else name], **layout.headings[name]}
            own = {line[column] for column, key in keys if known.get(key, "society_name") not in layout.fields}
            if any(isinstance(one, str) and one not in own for one in line[: firsts[0]]):
                yield from ([start] for start in (firsts[0] - 1, firsts[0]) if start > 0)


def _repeated(columns: Sequence[tuple[int, str]]) -> list[int]:
    """The columns at which headings begin anew."""
    cuts: list[int] = []
    seen: set[str] = set()
    for column, key in columns:
        if key in seen:
            cuts.append(column)
            seen.clear()
        seen.add(key)
    return cuts


def _part(grid: Grid, span: Span, first: int) -> Grid:
    """The sheet with nothing but these columns from the row `first` on, and what stands alone in a row above.

    What goes on from the left into the part above that row, as a form does, is not of the part.
    """
    left, right = span
    rows = [
        line if _is_across(grid, row, span) else _cut(line, left, right, is_above=row < first)
        for row, line in enumerate(grid.rows)
    ]
    sheet = grid.sheet

    def is_inside(cell: tuple[int, int]) -> bool:
        return left <= cell[1] < right

    masked = replace(
        sheet,
        rows=rows,
        merges=tuple(one for one in sheet.merges if one[2] < first or (left <= one[1] and one[3] < right)),
        error_cells={cell: text for cell, text in sheet.error_cells.items() if is_inside(cell)},
        uncalculated=frozenset(filter(is_inside, sheet.uncalculated)),
    )
    part = Grid(masked, grid.has_merge_information)
    part.account = grid.account
    return part


def _is_across(grid: Grid, row: int, span: Span) -> bool:
    """True where the row holds nothing but one cell merged across, which reaches into these columns."""
    line = grid.rows[row]
    if grid.width - line.count(None) != 1:
        return False
    column = next(place for place, value in enumerate(line) if value is not None)
    return column < span[1] and grid.merge_end(row, column)[1] >= span[0]


def _cut(line: list[Value], left: int, right: int, is_above: bool) -> list[Value]:
    width = len(line)
    if is_above:
        if width - line.count(None) <= 1:
            return line
        while left and left < right and line[left - 1] is not None and line[left] is not None:
            left += 1
        while right < width and line[right] is not None and line[right - 1] is not None:
            right += 1
    return [None] * left + line[left:right] + [None] * (width - right)
