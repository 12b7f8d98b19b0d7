"""其中：个人会员数 beside or below 会员总数 is 个人会员数; below anything else (新增会员数) it is a part of that."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from etl.knowledge.layout import Layout
from etl.submission.cells.year_ends import parted
from etl.text import heading_key
from etl.workbook import Sheet, Value

_OF_WHICH = re.compile(r"^\s*其\s*中\s*[:：,，]?\s*")
_LONGEST_HEADING = 40
_WHOLE = frozenset(("会员数", "会员人数", "会员总人数"))


def with_whole_names(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet in which such parts of 会员总数 bear the names of their columns."""
    rows = sheet.rows
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if not isinstance(value, str) or _series(value, layout) is None or not _OF_WHICH.match(value):
                continue
            above = (sheet.rows[up][column] for up in range(number - 1, -1, -1))
            if _is_of_whole(reversed(row[:column]), layout) or _is_of_whole(above, layout):
                rows = list(rows) if rows is sheet.rows else rows
                changed: Sequence[Value] = rows[number]
                rows[number] = [*changed[:column], _OF_WHICH.sub("", value), *changed[column + 1 :]]
    return sheet if rows is sheet.rows else replace(sheet, rows=rows)


def _series(text: str, layout: Layout) -> str | None:
    """Which members a heading names, perhaps as a part of all."""
    series = _named(_OF_WHICH.sub("", text), layout) if len(text) <= _LONGEST_HEADING else None
    return series if series != "total" else None


def _named(text: str, layout: Layout) -> str | None:
    """The kind of members that a text names, alone or with a year (2018年底个人会员数)."""
    label = parted(text)
    return layout.member_series.get(heading_key(text if label is None else label[1]))


def _is_of_whole(before: Iterable[Value], layout: Layout) -> bool:
    """True where the nearest text that is no part itself is the sum of all members."""
    for value in before:
        if isinstance(value, str) and value.strip() and _series(value, layout) is None:
            return heading_key(value) in _WHOLE or _named(value, layout) == "total"
    return False
