"""Lines of the journal and the hashes that chain them: what they say, and which of them are not what was written.

A line ends with its hash: the SHA-256 of all that stands in the line before it, the hash of the line before included.
So a line that is altered, missing or moved is found. Programs before 1.1.0 wrote lines without a hash; the first line
that has one takes them all in.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

NOTHING = "0" * 64
"""What the first line names as the hash of the line before."""
_BEFORE_HASH, _AFTER_HASH = b', "hash": "', b'"}'
_TAIL = len(_BEFORE_HASH) + 64 + len(_AFTER_HASH)
_NEEDED = {
    "file": ("sha256", "name", "way", "load", "size"),
    "registry": ("sha256", "name"),
    "rubric": ("sha256", "name"),
    "review": ("society_id", "period", "criterion_id", "submission_id", "decision", "opinion", "reviewer"),
    "note": ("period", "text", "author", "society_id", "task_id", "figure", "note_id"),
}
"""What a line of each kind holds that was written before lines carried their hash."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One line of the journal: its number, when (by the clock of this computer), its kind `what`, and the rest.

    Kinds: file, healing, registry, rubric (received); review, note, withdrawal, assignment, loss, undo (decided);
    chain, torn (about the journal itself).
    """

    number: int
    at: dt.datetime
    what: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line of the journal that is not what was written, and how that shows."""

    line: int
    problem: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a journal says. `content` are its whole lines, `links` their hashes, `torn` is what comes after the last of
    them; `settled` are the lines (count, hash) that builds had counted when somebody accepted that they are lost.
    """

    content: bytes = b""
    torn: bytes = b""
    entries: tuple[JournalEntry, ...] = ()
    links: tuple[str, ...] = ()
    faults: tuple[LineFault, ...] = ()
    is_chained: bool = False
    settled: frozenset[tuple[int, str]] = frozenset()

    @property
    def line_count(self) -> int:
        return len(self.links)

    @property
    def last_hash(self) -> str:
        return self.links[-1] if self.links else NOTHING

    def holds(self, line_count: int, line_hash: str) -> bool:
        """Whether so many lines are there, the last with this hash (empty: any), or were given up for lost."""
        if (line_count, line_hash) in self.settled or not line_count:
            return True
        return line_count <= self.line_count and line_hash in ("", self.links[line_count - 1])


def hashed(text: str) -> tuple[bytes, str]:
    """The line that a JSON object without its hash becomes, and its hash."""
    body = text.encode().removesuffix(b"}")
    link = hashlib.sha256(body).hexdigest()
    return body + _BEFORE_HASH + link.encode() + _AFTER_HASH + b"\n", link


def extended(known: Reading, content: bytes) -> Reading:
    """The reading of a journal, of which a part may be `known`: lines that are the same are not read again."""
    if not content.startswith(known.content):
        known = Reading()
    whole = content.rfind(b"\n") + 1
    lines = _Lines(known)
    for line in content[len(known.content) : whole].split(b"\n")[:-1]:
        lines.take(line, content)
    return lines.reading(content[:whole], content[whole:])


class _Lines:
    """Takes one line after another."""

    def __init__(self, known: Reading) -> None:
        self._offset = len(known.content)
        self._entries, self._links, self._faults = list(known.entries), list(known.links), list(known.faults)
        self._is_chained, self._settled = known.is_chained, known.settled

    def reading(self, content: bytes, torn: bytes) -> Reading:
        lists = tuple(self._entries), tuple(self._links), tuple(self._faults)
        return Reading(content, torn, *lists, self._is_chained, self._settled)

    def take(self, line: bytes, content: bytes) -> None:
        before = self._links[-1] if self._links else NOTHING
        body, tail = line[:-_TAIL], line[-_TAIL:]
        has_hash = tail.startswith(_BEFORE_HASH) and tail.endswith(_AFTER_HASH)
        if has_hash:
            link = tail[len(_BEFORE_HASH) : -len(_AFTER_HASH)].decode("ascii", "replace")
            is_whole = hashlib.sha256(body).hexdigest() == link
        else:
            link = hashlib.sha256(before.encode() + line).hexdigest()
            is_whole = not self._is_chained
        entry, previous = _entry(len(self._links) + 1, line, is_old=not has_hash) if is_whole else (None, None)
        self._links.append(link)
        self._is_chained = self._is_chained or has_hash
        if entry is None:
            self._faults.append(LineFault(len(self._links), "损坏"))
        else:
            self._entries.append(entry)
            if has_hash and previous != before:
                self._faults.append(LineFault(len(self._links), "与前一行接不上，前面的行被改动、删除或调换"))
            if entry.what == "loss" and entry.detail["of"] == "journal":
                self._settle(entry.detail, content[: self._offset])
        self._offset += len(line) + 1

    def _settle(self, detail: dict[str, Any], content: bytes) -> None:
        """Leave the faults be that somebody has accepted, where the journal is what it was then."""
        if hashlib.sha256(content).hexdigest() == detail["content"]:
            self._faults.clear()
            self._settled |= {tuple(detail["counted"])}


def _entry(number: int, line: bytes, is_old: bool) -> tuple[JournalEntry | None, str | None]:
    """What a line says, and which hash it names as that of the line before; None where it cannot be read."""
    try:
        detail = json.loads(line)
        at, what = dt.datetime.fromisoformat(detail.pop("at")), detail.pop("what")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, None
    detail.pop("hash", None)
    previous = detail.pop("previous", None)
    if is_old and (previous is not None or not all(name in detail for name in _NEEDED.get(what, ("?",)))):
        return None, None
    here = at.astimezone().replace(tzinfo=None) if at.tzinfo else at
    return JournalEntry(number, here, what, detail), previous
