"""Days and times as ISO text: `1985-04-30T16:00:00.000Z` in a cell of .xlsx, `PT08H30M00S` in one of .ods."""

import datetime
import re

_WITH_ZONE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,20}(?:Z|[+-][0-9]{2}:?[0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LENGTH = re.compile(r"PT([0-9]{1,6})H([0-9]{1,6})M([0-9]{1,6})(?:[.,][0-9]{0,9})?S")
_BEIJING = datetime.timezone(datetime.timedelta(hours=8))


def day_in_beijing(text: str) -> datetime.date | str:
    """Return the day that it was then in Beijing, for text with a zone; any other text as it is."""
    if not _WITH_ZONE.fullmatch(text):
        return text
    try:
        return datetime.datetime.fromisoformat(text).astimezone(_BEIJING).date()
    except (ValueError, OverflowError):
        return text


def iso_value(text: str) -> datetime.date | str:
    """Return the day, or day and time, that the text says; the text itself where it says none."""
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    return day_in_beijing(text) if moment.tzinfo else moment


def length_of_time(text: str) -> datetime.timedelta | str:
    """Return the hours, minutes and whole seconds that the text says; the text itself where it says none."""
    length = _LENGTH.fullmatch(text)
    if length is None:
        return text
    hours, minutes, seconds = map(int, length.groups())
    return datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
