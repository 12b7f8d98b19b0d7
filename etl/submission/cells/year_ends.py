"""Year-ends as headings and labels write them: 2018, 2018年底, 截至2018年12月31日, 二〇一八年末, 16年底."""

import datetime as dt
import re
from functools import lru_cache

from etl.submission.cells.values import written
from etl.text import match_key, without_number
from etl.workbook import Value

NUMERALS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = (
    r"(?:截[至止])?到?((?:19|20)[0-9]{2})"
    r"(?:[.\-/]12(?:[.\-/]31)?|年?(?:12月(?:31日)?|度)?(?:[底末]|年终)?)(?:数|止|为止|时)?"
)
_SHORT_YEAR = re.compile("(?<![0-9])(?=[12][0-9]年(?:[底末终]|度?$))")  # 16年底, 16年
_WHOLE = re.compile(_YEAR)
_BEGINNING = re.compile(_YEAR + "的?")
_MEANT = re.compile(
    "(?:(?P<this>(?:本年|本年度|今年|当年)[底末]?|[年期]末)|(?:上年|上年度|去年|上一年)[底末]?|[年期]初)(?:会员)?(?:人?数)?"
)
_COMPARED = re.compile("[较比]|增[加长减幅]|同期")
_NO_STATE = re.compile("预|计划|目标|拟|力争|新增|净增|入会|退会|发展|吸收|流失")
_WITHIN_YEAR = re.compile(
    r"半年|季度|年初|目前|现在|(?<![0-9])(?:0?[1-9]|1[01])月|(?:19|20)[0-9]{2}[.\-/](?:0?[1-9]|1[01])(?![0-9])"
)
_ENDING = re.compile(rf"(.+?){_YEAR}")
_REMARK = re.compile(rf"(.+?)\({_YEAR}\)(.*)")


@lru_cache(maxsize=4096, typed=True)  # a sheet of headings and numbers asks for the same ones
def year_end(value: Value) -> int | None:
    """The year whose end the whole cell names; None for anything else (较2016年增加, 2018年3月, 1500)."""
    if isinstance(value, dt.date):
        return value.year if (value.month, value.day) == (12, 31) else None
    if isinstance(value, bool) or value is None or (isinstance(value, str) and len(value) > 20):
        return None
    match = _WHOLE.fullmatch(_key(written(value)).strip("()"))
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def year_meant(text: str) -> int | None:
    """0 for the end of the report's year (本年末, 年末数), -1 for that of the year before (上年末, 年初数)."""
    match = _MEANT.fullmatch(match_key(text))
    return None if match is None else 0 if match["this"] else -1


def is_compared(value: Value) -> bool:
    """True for what a year is compared with, which is no figure of that year: 较2016年增加, 同比增长."""
    return isinstance(value, str) and _COMPARED.search(match_key(value)) is not None


def is_no_state(value: Value) -> bool:
    """True for what is planned or changes in a year: 2018年（预计）, 2018年新增."""
    return isinstance(value, str) and _NO_STATE.search(match_key(value)) is not None


def is_within_year(value: Value) -> bool:
    """True for a day of a year that is not its end: 2018年6月底, 2018.6.30, 2018年上半年."""
    if isinstance(value, dt.date):
        return value.month < 12 and (value.month, value.day) != (1, 1)  # 2018年 may be stored as its first day
    return isinstance(value, str) and _WITHIN_YEAR.search(match_key(value)) is not None


@lru_cache(maxsize=4096)
def parted(text: str) -> tuple[int, str] | None:
    """A label that names a year-end → the year, the rest: 2016年底个人会员数, 个人会员数（2016年底）."""
    key = _key(without_number(match_key(text)))
    if match := _REMARK.fullmatch(key):
        return int(match[2]), match[1] + match[3]
    if match := _BEGINNING.match(key):
        return int(match[1]), key[match.end() :]
    match = _ENDING.fullmatch(key)
    return (int(match[2]), match[1]) if match else None


def _key(text: str) -> str:
    return _SHORT_YEAR.sub("20", match_key(text).translate(NUMERALS))
