"""Which of our headings an unknown one resembles, and what a table that was not recognised seems to be
(docs/workbook.md, Nothing vanishes).
"""

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from etl.knowledge.layout import Layout

_ALIKE = 0.5  # of two texts of equal length, every second character
# Table → the columns that mark it: one of each group.
_MARKS: dict[str, tuple[frozenset[str], ...]] = {
    "answers": (frozenset({"task_title", "standard"}),),
    "membership": (frozenset({"individual"}), frozenset({"unit", "total"})),
    "council": (frozenset({"name"}), frozenset({"gender", "party"})),
    "supervisors": (frozenset({"name"}), frozenset({"gender", "party"})),
}
_GENERIC = frozenset({"序号", "编号", "备注"})


class Lacking(NamedTuple):
    """A table that has the marks of one of ours, and a column that it needs and does not have."""

    table: str
    column: str


def lacking(keys: Iterable[str], layout: Layout) -> Lacking | None:
    """What a row of headings (as keys) seems to be the head of, and what it lacks; None without marks of ours."""
    known = set(keys)
    for name, table in layout.tables.items():
        columns = {layout.headings[name].get(key) for key in known}
        missing = next((group for group in table.needs if not group & columns), None)
        if missing and all(group & columns for group in _MARKS[name]):
            return Lacking(name, _first_of(missing, table.columns))
    return None


def _first_of(group: frozenset[str], columns: Mapping[str, object]) -> str:
    return next(key for key in columns if key in group)


def nearest_text(texts: Iterable[str], wanted: Iterable[str]) -> str | None:
    """The one of some headings (as keys) that resembles one of the wanted ones most; None where none does."""
    ways = list(wanted)
    alike = [(max((_alike(text, way) for way in ways), default=0.0), text) for text in texts if text not in _GENERIC]
    likeness, nearest = max(alike, default=(0.0, None))
    return nearest if likeness >= _ALIKE else None


@lru_cache(maxsize=4096)
def _alike(text: str, other: str) -> float:
    return SequenceMatcher(None, text, other, autojunk=False).ratio()
