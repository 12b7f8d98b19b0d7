"""Tables that go on on another sheet without their headings: the columns are those of the table before
(docs/workbook.md, What people really send back).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.cells import values
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable, rows_of_data
from etl.submission.roster.posts import NOBODY, post
from etl.submission.roster.roster_rows import is_name
from etl.workbook import Value

_FEWEST_CELLS = 3
_SHORTEST_STANDARD = 4


def add_continued(tables_by_grid: Sequence[tuple[Grid, list[FoundTable]]], layout: Layout) -> None:
    """Add to each sheet without tables the one that goes on there: most of its rows fit the columns of a roster, or of
    a table of answers, on the sheets before; of several, of the one with the most columns.
    """
    before: list[FoundTable] = []
    for grid, tables in tables_by_grid:
        if not tables:
            fitting = [one for table in reversed(before) for one in _continued(grid, table, layout)]
            tables += sorted(fitting, key=lambda table: -len(table.columns))[:1]
        before += [table for table in tables if table.name in (*ROSTERS, "answers") and not table.continues]


def _continued(grid: Grid, before: FoundTable, layout: Layout) -> Iterator[FoundTable]:
    columns = {key: column for key, column in before.columns.items() if column < grid.width}
    fits = _is_answer if before.name == "answers" else _is_person
    filled = [row for row in range(grid.height) if grid.width - grid.rows[row].count(None) >= _FEWEST_CELLS]
    fitting = [row for row in filled if fits(grid, row, columns, layout)]
    if not _are_most(fitting, filled) and before.name in ROSTERS and filled:
        columns, fitting = _posts_below_each_other(grid, filled, before.columns["name"], layout)
    if _are_most(fitting, filled):
        rows = tuple(rows_of_data(grid, range(filled[0], grid.height)))
        yield FoundTable(before.name, grid, filled[0], filled[0], grid.height, columns, rows, before)


def _are_most(fitting: Sequence[int], filled: Sequence[int]) -> bool:
    return bool(fitting) and fitting[0] == filled[0] and 3 * len(fitting) >= 2 * len(filled)


def _posts_below_each_other(
    grid: Grid, filled: Sequence[int], name: int, layout: Layout
) -> tuple[dict[str, int], list[int]]:
    """The columns of names and posts where the others do not fit, and the rows that hold both: what stands in the
    others was given, and nobody can tell what it is. The names are where they stood before, else in the first column of
    names that are all different.
    """
    holding = {
        column: [row for row in filled if _is_post(grid.value(row, column), layout)] for column in range(grid.width)
    }
    place, rows = max(holding.items(), key=lambda one: len(one[1]))
    for column in (name, *range(grid.width)):
        names = {text for row in rows if (text := grid.text(row, column)) and is_name(text, layout)}
        if column != place and rows and len(names) == len(rows):
            return {"name": column, "post": place}, rows
    return {}, []


def _is_post(value: Value, layout: Layout) -> bool:
    """True for a post of the council."""
    with suppress(ValueError):
        return isinstance(value, str) and post(value, layout) != NOBODY
    return False


def _is_person(grid: Grid, row: int, columns: dict[str, int], layout: Layout) -> bool:
    """True for a name with a post and whatever else is filled in, all of it understood and each in its column."""
    if "name" not in columns or not isinstance(grid.value(row, columns["name"]), str) or "post" not in columns:
        return False
    said = {key: grid.value(row, column) for key, column in columns.items()}
    with suppress(ValueError):
        values.word(said.get("gender"), "gender", layout)
        values.word(said.get("party"), "party", layout)
        values.date(said.get("birth"))
        values.yes_no(said.get("frontline"), layout, "frontline")
        return post(said["post"], layout) is not None
    return False


def _is_answer(grid: Grid, row: int, columns: dict[str, int], layout: Layout) -> bool:
    """True for a standard with a word of 完成情况 or a blank, each in its column."""
    if "status" not in columns or len(grid.text(row, columns.get("standard", grid.width))) < _SHORTEST_STANDARD:
        return False
    with suppress(ValueError):
        values.status(grid.value(row, columns["status"]), layout)
        return True
    return False
