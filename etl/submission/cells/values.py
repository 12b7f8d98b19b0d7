"""Typed values out of written cells: counts, years, dates, words. None is a blank; ValueError is a cell
nobody can be sure of.
"""

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from etl.knowledge.layout import Layout
from etl.submission.cells.closed_lists import meaning as meaning_of
from etl.text import match_key
from etl.workbook import Value

_EPOCH = dt.date(1899, 12, 30)
_BEIJING = dt.timezone(dt.timedelta(hours=8))
_SHOWN_DIGITS = 15  # of a number in Excel
_DECIMAL = re.compile(r"[0-9]{1,8}\.[0-9]{1,20}")
_WHOLE = re.compile(r"([-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+))(?:\.0+)?")
_SCALE = re.compile("[百千万](?=[人个名家])|(?<=\\()十(?=[人个名家]\\))|单位:?([十百千万])")
_IN_ALL = re.compile("^(?:共计?|合计|总计)(?=[0-9])")
_REFERENCE = re.compile("[(,;。]?(?:详见|见|附)(?:附?[件表录]|佐证|证明|材料|备注|后)[^()]{0,10}[)]?$")
_REMARK = re.compile(r"([^()]+)\(([^()]*)\)")
_BRACKETED_UNIT = re.compile(r"\(([\u4e00-\u9fff]{1,2})\)$")
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_CHINESE = "〇○零o0一二三四五六七八九"
_CHINESE_YEAR = re.compile(f"(?<![{_CHINESE}])(?:一九|二[〇○零o0])[{_CHINESE}]{{2}}(?![{_CHINESE}])")
_CHINESE_DIGITS = str.maketrans(_CHINESE, "00000123456789")
_SHORT_YEAR = re.compile("([12][0-9])年(?:度|底|末)?")
_ISO_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}\S{0,30}")
_DATE = re.compile(
    r"((?:19|20)[0-9]{2})(?:年|[.\-/])([0-9]{1,2})(?:(?:月|[.\-/])(?:([0-9]{1,2})日?)?)?(?:00:00(?::00)?)?"
)
_COMPACT_DATE = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})?")


class OutOfRangeError(ValueError):
    """A whole number that is no count: below zero or beyond the limit."""


def is_blank(value: Value) -> bool:
    """True for an empty cell and for one that holds only blanks or invisible marks."""
    if not isinstance(value, str):
        return value is None
    return not value[:1].isalnum() and not match_key(value)


def written(value: Value) -> str:
    """The value as a person sees it in the cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        value = value if value.is_integer() else _as_excel_shows(value)
        return str(int(value) if value.is_integer() else value)
    return str(value)


def _as_excel_shows(number: float) -> float:
    return float(f"{number:.{_SHOWN_DIGITS}g}")


def scale(heading: str) -> str | None:
    """十, 百, 千 or 万 where a heading or label says that its numbers count so many: 个人会员数（万人）."""
    match = _SCALE.search(match_key(heading))
    return None if match is None else match[1] or match[0]


def count(value: Value, layout: Layout) -> int | None:
    """A whole number from 0 to ten million, or None for a blank. Raises ValueError for anything else,
    OutOfRangeError where it is a whole number.
    """
    if is_blank(value):
        return None
    if isinstance(value, str):
        return _count_in_text(value, layout)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(value)
    return _within(value if isinstance(value, int) else _whole(value), layout)


def _whole(number: float) -> int:
    """The whole number that Excel shows. Raises ValueError where it shows a fraction."""
    shown = number if number.is_integer() else _as_excel_shows(number)
    if not shown.is_integer():
        raise ValueError(number)
    return int(shown)


def _count_in_text(text: str, layout: Layout) -> int:
    if any(unicodedata.category(ch) == "No" for ch in text):
        raise ValueError(text)
    key = _REFERENCE.sub("", _IN_ALL.sub("", match_key(text).strip("_'’‘"))).rstrip("。.;,")
    key = _BRACKETED_UNIT.sub(r"\1", key)
    unit = next((unit for unit in layout.units if key.endswith(unit)), "")
    number = key[: len(key) - len(unit)].strip("_")  # ____45____人, a line to fill in
    if _DECIMAL.fullmatch(number):
        return _within(_whole(float(number)), layout)
    match = _WHOLE.fullmatch(number)
    if not match:
        raise ValueError(text)
    return _within(int(match[1].replace(",", "").replace("−", "-")), layout)


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
    text = written(value)
    if moment := _day_in_beijing(text):
        return moment.year
    key = match_key(text)
    if short := _SHORT_YEAR.fullmatch(key.translate(_CHINESE_DIGITS)):  # 18年, 一八年
        return 2000 + int(short[1])
    years = {*_YEAR.findall(key), *(year.translate(_CHINESE_DIGITS) for year in _CHINESE_YEAR.findall(key))}
    if len(years) != 1:
        raise ValueError(value)
    return int(years.pop())


def _day_in_beijing(text: str) -> dt.date | None:
    """The day of a moment in ISO text, at its zone's time or, without one, its own; None for anything else."""
    if not _ISO_MOMENT.fullmatch(text.strip()):
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return (moment.astimezone(_BEIJING) if moment.tzinfo else moment).date()


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
    return _date_in_text(written(value))


@lru_cache(maxsize=4096)  # births of a council are of a few hundred months
def _date_in_text(text: str) -> dt.date:
    if moment := _day_in_beijing(text):
        return moment
    key = match_key(text)
    match = _DATE.fullmatch(key) or _COMPACT_DATE.fullmatch(key)
    if not match:
        raise ValueError(text)
    return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))


def word(value: Value, kind: str, layout: Layout) -> str | None:
    """The meaning of a word of a closed list (`layout.words[kind]`), or None for a blank. Raises ValueError
    otherwise.
    """
    if is_blank(value):
        return None
    key = match_key(written(value)).rstrip("。;；,，.")
    words = layout.words[kind]
    meaning = words.get(key)
    if meaning is None and (remark := _REMARK.fullmatch(key)) and not any(one in remark[2] for one in words):
        meaning = words.get(remark[1])
    if meaning is None:
        raise ValueError(value)
    return meaning


def yes_no(value: Value, layout: Layout, own_words: str = "yes_no") -> bool | None:
    """Yes or no, or None for a blank; `own_words` is the list of further words that a column has. Raises ValueError
    otherwise.
    """
    if isinstance(value, bool) or value is None:
        return value
    meaning = meaning_of(written(value), ("yes_no", own_words), layout)
    return None if meaning is None else meaning == "yes"


def status(value: Value, layout: Layout) -> str | None:
    """The meaning of 完成情况 (`layout.words`, status and mostly_done), or None for a blank. Raises ValueError
    otherwise.
    """
    return None if value is None else meaning_of(written(value), ("status", "mostly_done"), layout)


def quantity(value: Value, layout: Layout) -> int | None:
    """A count, or None for a blank and for a sign that means one (`layout.words`, quantity). Raises ValueError
    otherwise.
    """
    is_sign = isinstance(value, str) and match_key(value) in layout.words["quantity"]
    return None if is_sign else count(value, layout)
