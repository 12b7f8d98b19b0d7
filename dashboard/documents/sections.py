"""The sections of a document about one society, in order: a title, and a table in words or a sentence instead."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.documents import society_tables
from dashboard.documents.society_facts import Sheet
from dashboard.queries.society import Society
from dashboard.wording import labels

ATTENTION = ("item", "text", "declared", "reviewed", "kind", "ground", "place")
CRITERIA = ("item", "text", "declared", "reviewed", "kind", "ground", "written", "place")
FINDINGS = ("severity", "title", "place", "message", "value", "remedy")
VERSIONS = ("version", "file_name", "received_at", "state", "tables_in_force", "error_count", "warning_count")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in words: headings, and a tuple of texts for each row."""

    headings: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The longest text of each column in characters, headings included."""
        return tuple(max(map(len, column)) for column in zip(self.headings, *self.cells, strict=True))


@dataclass(frozen=True, slots=True)
class Section:
    """`otherwise` is said where the table has no rows."""

    title: str
    rows: Rows
    otherwise: str


def sections(sheet: Sheet) -> tuple[Section, ...]:
    """What stands below the pictures: notes of the staff, what needs attention, findings, submissions, all criteria."""
    found = sheet.found
    criteria = society_tables.criteria(found)
    return (
        *_notes(sheet.notes),
        attention(found, ATTENTION),
        Section("须更正与请核对", rows(society_tables.findings(found), FINDINGS), "没有须更正或请核对的内容。"),
        Section("填报版本", rows(society_tables.versions(sheet.submissions), VERSIONS), "还没有收到填报表。"),
        Section(f"全部判定项（{len(criteria)} 项）", rows(criteria, CRITERIA), _no_criteria(found)),
    )


def _notes(notes: pd.DataFrame) -> Iterator[Section]:
    if len(notes):
        cells = ((one.text, one.author, f"{one.noted_at:%Y-%m-%d}") for one in notes.itertuples())
        yield Section("备注", Rows(("内容", "作者", "日期"), tuple(tuple(map(_text, row)) for row in cells)), "")


def attention(found: Society, columns: tuple[str, ...]) -> Section:
    """The criteria that are unmet or unknown."""
    frame = society_tables.attention(found)
    otherwise = "没有未达标或待定的判定项。" if len(found.criteria) else _no_criteria(found)
    return Section(f"未达标和待定的判定项（{len(frame)} 项）", rows(frame, columns), otherwise)


def rows(frame: pd.DataFrame, columns: tuple[str, ...]) -> Rows:
    """The columns of the frame in words; those in which nothing stands are left out."""
    worded = labels.worded(frame, columns)
    worded = worded[[heading for heading in worded if any(map(_text, worded[heading]))]]
    return Rows(
        tuple(worded.columns),
        tuple(tuple(_text(value) for value in row) for row in worded.itertuples(index=False)),
    )


def _no_criteria(found: Society) -> str:
    return f"{labels.STATES[found.header['state']]}，没有可以列出的判定项。"


def _text(value: Any) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:,}" if isinstance(value, int | float) else labels.plain(value)
