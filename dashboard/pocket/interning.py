"""Repeated texts and rows stand once in a table; what differs, mostly numbers, stands where they are used."""

import re
from collections.abc import Hashable, Sequence
from typing import Generic, TypeVar

from dashboard.wording.labels import plain

T = TypeVar("T", bound=Hashable)
GAP = "\x1f"  # in a text of the table: here stands a number; `plain` leaves no such character in a text from data
_NUMBER = re.compile(r"[0-9]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class InternTable(Generic[T]):
    """Entries in the order in which they were first needed, each once."""

    def __init__(self) -> None:
        self._places: dict[T, int] = {}

    @property
    def entries(self) -> list[T]:
        """The entries; a place is an index in this list."""
        return list(self._places)

    def place(self, entry: T) -> int:
        """Where the entry stands."""
        return self._places.setdefault(entry, len(self._places))


class Interned:
    """The tables of one file: texts without their numbers, and forms, which are rows of such texts and of codes."""

    def __init__(self) -> None:
        self.texts: InternTable[str] = InternTable()
        self.forms: InternTable[tuple[int | str, ...]] = InternTable()

    def text(self, text: object) -> str:
        """A reference to one text: 1a, or with its numbers 1a:93,240; nothing for a text that is missing."""
        return _reference(*self._split(text)) if isinstance(text, str) and text else ""

    def row(self, codes: Sequence[int | str], texts: Sequence[object]) -> str:
        """A reference to a row of codes and texts, with all its numbers in order."""
        split = [self._split(text) if isinstance(text, str) and text else (-1, []) for text in texts]
        form = self.forms.place((*codes, *(place for place, _ in split)))
        return _reference(form, [number for _, numbers in split for number in numbers])

    def _split(self, text: str) -> tuple[int, list[str]]:
        on_one_line = plain(text)
        return self.texts.place(_NUMBER.sub(GAP, on_one_line)), _NUMBER.findall(on_one_line)


def _reference(place: int, numbers: Sequence[str]) -> str:
    return base36(place) + (":" + ",".join(numbers) if numbers else "")


def base36(number: int) -> str:
    """A whole number in as few characters as `parseInt(text, 36)` reads."""
    text = ""
    while number or not text:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
