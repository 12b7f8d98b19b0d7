"""Reads .csv: text in columns."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from etl.workbook import limits
from etl.workbook.contents import Sheet, Unreadable, Value, Workbook

_DELIMITERS = ",;\t"
_SAMPLE = 64 * 1024
_KEPT_AS_TEXT = re.compile('="([^"]*)"')  # ="320": an export's way to keep a number text


def read_text(text: str) -> Workbook:
    """Return the table as one sheet named CSV; every value stays the text it is, `="320"` is 320.

    Raises:
        Unreadable: `file_text` where no delimiter makes columns of it, `file_unsafe`, `file_damaged`.
    """
    sample = text[:_SAMPLE].splitlines()
    delimiter = max(_DELIMITERS, key=lambda candidate: _agreement(_rows(sample, candidate)))
    if not _is_table(_rows(sample, delimiter)):
        raise Unreadable("file_text")
    rows = _rows(io.StringIO(text, newline=""), delimiter)
    width = max(map(len, rows))
    if len(rows) > limits.ROWS or len(rows) * width > limits.CELLS:
        raise Unreadable("file_unsafe", {"limit": f"超过 {limits.ROWS} 行或 {limits.CELLS // 10_000} 万个单元格"})
    values = [_padded(row, width) for row in rows]
    sheet = Sheet("CSV", is_hidden=False, rows=values, merges=(), error_cells={}, uncalculated=frozenset())
    return Workbook("csv", (sheet,), has_merge_information=False)


def _rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        raise Unreadable("file_damaged") from None


def _padded(row: list[str], width: int) -> list[Value]:
    return [*(_value(cell) for cell in row), *[None] * (width - len(row))]


def _value(cell: str) -> str | None:
    kept = _KEPT_AS_TEXT.fullmatch(cell) if cell.startswith("=") else None
    return (kept[1] if kept else cell) or None


def _agreement(rows: list[list[str]]) -> int:
    """Return how many rows have the commonest number of columns above one."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)


def _is_table(rows: list[list[str]]) -> bool:
    """Return whether columns are the rule and not a comma in a sentence."""
    filled = [row for row in rows if any(row)]
    wide = [row for row in filled if len(row) > 1]
    return len(wide) >= 2 and 2 * len(wide) >= len(filled) and 2 * _agreement(wide) >= len(wide)
