"""Number formats of .xls: which of them show a number as a date."""

import re

_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\[\]]*\]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PART_OF_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_CHINESE_DATES = (*range(27, 37), *range(50, 59))
"""Built into Chinese Excel, where they show dates (`yyyy"年"m"月"`)."""
_NUMBER, _DATE, _LENGTH_OF_TIME = 0, 22, 46


def calamine_format(number: int, text: str | None) -> int:
    """Return the built-in format that is to stand for a format of this number and text (None: built in).

    Calamine takes a format defined under the number of a built-in one for the latter: Gnumeric's `0"年底"` for a date.
    """
    if text is None:
        return _DATE if number in _CHINESE_DATES else number
    shown = _LITERAL.sub("", text).partition(";")[0]
    if _ELAPSED.search(shown):
        return _LENGTH_OF_TIME
    return _DATE if _PART_OF_DATE.search(shown) else _NUMBER
