"""Columns of a roster whose headings are nearly ours: what stands there was given and is not understood, so that it is
no blank (docs/judging.md, Verdicts have three values).
"""

from collections.abc import Iterable

from etl.knowledge.layout import Layout
from etl.submission.form.label_unknown import is_one_off
from etl.submission.found_tables.table_finder import FoundTable
from etl.text import heading_key

_SHORTEST, _SHORTEST_ONE_OFF = 2, 3


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


def _is_near(heading: str, way: str) -> bool:
    shorter, longer = sorted((heading, way), key=len)
    if len(shorter) < _SHORTEST:
        return False
    return shorter in longer or (len(shorter) >= _SHORTEST_ONE_OFF and is_one_off(shorter, longer))
