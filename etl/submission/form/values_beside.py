"""Values that stand elsewhere than right of their label: in its brackets, behind a blank in its cell, or
behind a column that was left out (docs/workbook.md, What people really send back).
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import year_end
from etl.submission.form.form_labels import may_be_value
from etl.submission.found_tables.grid import Grid, Position
from etl.text import heading_key, match_key

_IN_BRACKETS = re.compile(r"\(([0-9,]+[人名个]?)\):?$")
_JUDGED = ("count", "yes_no", "year")


@lru_cache(maxsize=4096)
def label_and_value(text: str, layout: Layout) -> tuple[tuple[str, str], ...]:
    """A label with a number or an answer behind a blank or a line break: 会员代表人数 279."""
    label, *rest = text.split(maxsplit=1)
    field = layout.labels.get(heading_key(label)) if rest else None
    is_answer = field is not None and layout.fields[field].type in _JUDGED and may_be_value(rest[0], field, layout)
    return ((label, rest[0]),) if is_answer else ()


def number_in_label(text: str, field: str, layout: Layout) -> str | None:
    """The number that stands in brackets behind a label: 会员代表人数（279人）; no year."""
    match = _IN_BRACKETS.search(match_key(text))
    is_number = match is not None and layout.fields[field].type == "count" and may_be_value(match[1], field, layout)
    return match[1] if match and is_number and year_end(match[1]) is None else None


def is_answer_behind(grid: Grid, rows: Sequence[int], column: int, places: Set[Position], layout: Layout) -> bool:
    """True where a column between labels and values was left out: below no heading, values that the labels ask for."""
    if any(not grid.is_blank(row, at) for row in range(min(rows)) for at in (column, column + 1)):
        return False
    asking = {row: grid.text(row, column - 1) for row in rows if not grid.is_blank(row, column + 1)}
    fields = {row: layout.labels.get(heading_key(text)) for row, text in asking.items()}
    judged = {row: field for row, field in fields.items() if field and layout.fields[field].type in _JUDGED}
    return len(judged) > 1 and all(
        (row, column + 1) not in places and may_be_value(grid.value(row, column + 1), field, layout)
        for row, field in judged.items()
    )
