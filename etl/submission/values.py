"""Typed values out of written cells: counts, years, dates, words. None is a blank; ValueError is a cell
nobody can be sure of.
"""

import datetime as dt
import re
import unicodedata

from etl.knowledge.layout import Layout
from etl.text import match_key
from etl.workbook import Value

_EPOCH = dt.date(1899, 12, 30)
_WHOLE = re.compile(r"([-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+))(?:\.0+)?")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_DATE = re.compile(
    r"((?:19|20)[0-9]{2})(?:年|[.\-/])([0-9]{1,2})(?:(?:月|[.\-/])(?:([0-9]{1,2})日?)?)?(?:00:00(?::00)?)?"
)
_COMPACT_DATE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})?")
_POST_SEPARATOR = re.compile(r"[兼、,/和及;；]+")
_BRACKETS = re.compile(r"[()\[\]【】〔〕]")


class OutOfRangeError(ValueError):
    """A whole number that is no count: below zero or beyond the limit."""


def is_blank(value: Value) -> bool:
    """True for an empty cell and for one that holds only blanks or invisible marks."""
    if not isinstance(value, str):
        return value is None
    return not value[:1].isalnum() and not match_key(value)


def written(value: Value) -> str:
    """The value as a person sees it in the cell."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def count(value: Value, layout: Layout) -> int | None:
    """A whole number from 0 to ten million, or None for a blank. Raises ValueError for anything else,
    OutOfRangeError where it is a whole number.
    """
    if is_blank(value):
        return None
    if isinstance(value, str):
        return _count_in_text(value, layout)
    if isinstance(value, bool) or not isinstance(value, int | float) or not float(value).is_integer():
        raise ValueError(value)
    return _within(int(value), layout)


def _count_in_text(text: str, layout: Layout) -> int:
    if any(unicodedata.category(ch) == "No" for ch in text):
        raise ValueError(text)
    key = match_key(text)
    unit = next((unit for unit in layout.units if key.endswith(unit)), "")
    found = _WHOLE.fullmatch(key[: len(key) - len(unit)])
    if not found:
        raise ValueError(text)
    return _within(int(found[1].replace(",", "").replace("−", "-")), layout)


def _within(number: int, layout: Layout) -> int:
    if not 0 <= number <= layout.count_limit:
        raise OutOfRangeError(number)
    return number


def year(value: Value) -> int | None:
    """A year from 1900 to 2099, or None for a blank. Raises ValueError where there is none or more than one."""
    if is_blank(value):
        return None
    if isinstance(value, dt.date):
        return value.year
    found = set(_YEAR.findall(match_key(written(value))))
    if len(found) != 1:
        raise ValueError(value)
    return int(found.pop())


def date(value: Value) -> dt.date | None:
    """A day (the first of the month where only a month is written), or None for a blank. Raises ValueError
    otherwise.
    """
    if is_blank(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 3000 <= value < 80000
        and float(value).is_integer()
    ):
        return _EPOCH + dt.timedelta(days=int(value))
    key = match_key(written(value))
    found = _DATE.fullmatch(key) or _COMPACT_DATE.fullmatch(key)
    if not found:
        raise ValueError(value)
    return dt.date(int(found[1]), int(found[2]), int(found[3] or 1))


def word(value: Value, kind: str, layout: Layout) -> str | None:
    """The meaning of a word of a closed list (`layout.words[kind]`), or None for a blank. Raises ValueError
    otherwise.
    """
    if is_blank(value):
        return None
    key = match_key(written(value)).rstrip("。;；,，.")
    meaning = layout.words[kind].get(key)
    if meaning is None:
        raise ValueError(value)
    return meaning


def yes_no(value: Value, layout: Layout) -> bool | None:
    """Yes or no, or None for a blank. Raises ValueError otherwise."""
    if isinstance(value, bool):
        return value
    meaning = word(value, "yes_no", layout)
    return None if meaning is None else meaning == "yes"


def post(value: Value, layout: Layout) -> str | None:
    """The role of a post; of two posts together the higher. None for a blank, ValueError for anything else."""
    if is_blank(value):
        return None
    key = _BRACKETS.sub("", match_key(written(value)))
    words = layout.words["post"]
    if key in words:
        return words[key]
    parts = [part for part in _POST_SEPARATOR.split(key) if part]
    if not parts or any(part not in words for part in parts):
        raise ValueError(value)
    return min((words[part] for part in parts), key=layout.posts.index)
