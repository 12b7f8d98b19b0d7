"""The check of a roster's row: whether a person's row is as the template has written it (docs/workbook.md, Last year's
values).
"""

import hashlib
from collections.abc import Mapping

from etl.submission.cells.values import is_blank, written
from etl.text import match_key
from etl.workbook import Value

_DIGITS = 12
_IS_NO_CONTENT = "row_number"


def row_check(cells: Mapping[str, Value]) -> str:
    """Twelve digits that change with any cell of the row; `cells` by column, blank ones count for nothing."""
    said = (f"{key}={_as_compared(cells[key])}" for key in sorted(cells) if key != _IS_NO_CONTENT)
    content = "\n".join(text for text in said if not text.endswith("="))
    return hashlib.sha256(content.encode()).hexdigest()[:_DIGITS]


def _as_compared(value: Value) -> str:
    return "" if is_blank(value) else match_key(written(value)).removesuffix("00:00:00")
