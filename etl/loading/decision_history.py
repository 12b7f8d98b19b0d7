"""Everything that was decided, out of the journal: when, who, what about which, why, and what became of it
(docs/architecture.md, Decisions about files).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from etl.archive.chain import JournalEntry
from etl.archive.decisions import DECISIONS, valid
from etl.archive.files import Archive
from etl.loading.withdraw import undoable

_DECIDED = ("registry", "rubric", *DECISIONS, "undo")


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A line of the journal with a decision, or with a version of the registry or of a rubric, and what it says of
    itself. `is_undoable`: an `Undo` may name it. `undone_by`: the number of the line that undoes it.
    """

    entry: JournalEntry
    is_undoable: bool
    undone_by: int | None

    @property
    def who(self) -> str:
        """The name that was given; empty at the command line."""
        return str(self.entry.detail.get("reviewer") or self.entry.detail.get("author") or "")


def made_so_far(archive: Archive) -> list[DecisionMade]:
    """All decisions in order, those that stand no more included. Raises JournalDamaged."""
    entries = archive.entries()
    can_be_undone = {one.number for one in undoable(archive)}
    stands = {one.number for one in valid(entries)}
    undone: Mapping[Any, int] = {one.detail["undoes"]: one.number for one in entries if one.what == "undo"}
    return [
        DecisionMade(one, one.number in can_be_undone, None if one.number in stands else undone.get(one.number))
        for one in entries
        if one.what in _DECIDED
    ]
