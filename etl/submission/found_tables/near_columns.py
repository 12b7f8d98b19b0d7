"""Columns that a table does not have, and those there whose headings are nearly theirs: what stands there was given and
is not understood, so that it is no blank (docs/judging.md, Verdicts have three values).
"""

from collections.abc import Iterable, Mapping

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.form.label_unknown import is_one_off
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key

_SHORTEST, _SHORTEST_ONE_OFF = 2, 3
_LONGEST_HEADING = 20


def near_columns(table: FoundTable, missing: Iterable[str], layout: Layout) -> dict[str, int]:
    """Missing column (key) → the column that has a heading near one of its own."""
    known = set(table.columns.values())
    headings = {
        column: heading_key(text)
        for row in range(table.header_row, table.first_row)
        for column, text in enumerate(table.grid.rows[row])
        if isinstance(text, str) and column not in known
    }
    ours = {key: [way for way, one in layout.headings[table.name].items() if one == key] for key in missing}
    return {
        key: column
        for key, ways in ours.items()
        for column, heading in headings.items()
        if any(_is_near(heading, way) for way in ways)
    }


def tell_missing(table: FoundTable, key: str, near: Mapping[str, int], layout: Layout, cells: Cells) -> None:
    """One finding that a column is missing; where there is one whose heading is near, at that heading."""
    grid, row = table.grid, max(table.first_row - 1, table.header_row)
    nearest = ""
    if key in near:
        heading = shortened(grid.text(row, near[key]) or grid.text(table.header_row, near[key]), _LONGEST_HEADING)
        nearest = f"；{grid.address(row, near[key])} 的“{heading}”与它最接近，是不是同一栏看不出来，没有读入"
    known = layout.tables[table.name]
    place = grid.name, grid.address(row, near.get(key, 0))
    cells.add("column_missing", *place, table=known.title, label=known.columns[key].label, nearest=nearest)


def _is_near(heading: str, way: str) -> bool:
    shorter, longer = sorted((heading, way), key=len)
    if len(shorter) < _SHORTEST:
        return False
    return shorter in longer or (len(shorter) >= _SHORTEST_ONE_OFF and is_one_off(shorter, longer))
