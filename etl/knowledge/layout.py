"""The layout of the workbook: its tables, columns and synonyms, read from `layout.toml`."""

import functools
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from etl.paths import LAYOUT
from etl.text import SIMPLIFIED, heading_key, match_key

_STANDS_FOR_ITSELF = re.compile("(?![0-9一二三四五六七八九十]{1,3}[^0-9])[0-9A-Za-z\u4e00-\u9fff]")
"""What comparing leaves as it is, but for its case. Else a first character may vanish, as ⑴ does, or become another."""
ROSTERS = ("council", "supervisors")


@dataclass(frozen=True, slots=True)
class Field:
    """One label of the form 基本情况; `identifies` marks those that only say who reports and when, `is_of_year` those
    that speak of the year alone, so that last year's value is no proposal.

    `short_synonyms` are labels only among other labels of the form, beside one value (年度).
    """

    key: str
    label: str
    type: str
    synonyms: tuple[str, ...] = ()
    short_synonyms: tuple[str, ...] = ()
    identifies: bool = False
    zero_is_blank: bool = False
    is_of_year: bool = False
    example: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its label and all its synonyms."""
        return (self.label, *self.synonyms, *self.short_synonyms)


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    synonyms: tuple[str, ...] = ()
    short_synonyms: tuple[str, ...] = ()  # under a heading or a title that says whose
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the workbook; it is recognised when each group of `needs` has a column."""

    name: str
    title: str
    needs: tuple[frozenset[str], ...]
    columns: Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class ConfirmationLayout:
    """The words of a workbook that shows last year's values: the headings of the column that confirms them, of the
    roster's hidden check, of last year's answers by column; and the names in the hidden sheet of their source.
    """

    heading: str
    check: str
    last: Mapping[str, str]
    source: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)  # one object is one layout, so that it may be a key of caches
class Layout:
    sha256: str
    template_version: str
    corrections_sheet: str
    header_rows: int
    title_rows: int
    units: tuple[str, ...]
    count_limit: int
    fields: Mapping[str, Field]
    tables: Mapping[str, Table]
    labels: Mapping[str, str]  # heading key → field of the form
    short_labels: frozenset[str]  # those of them that are labels only among others
    label_parts: frozenset[str]  # what the keys of labels begin and end with: 专职, 工作人员数
    earlier: frozenset[str]  # words over figures that are not this year's
    current: frozenset[str]  # words over figures that are
    choice_labels: frozenset[str]  # heading keys of a line that lists the optional tasks chosen
    headings: Mapping[str, Mapping[str, str]]  # table → heading key → column
    member_series: Mapping[str, str]  # heading key, also a short one (个人) → individual, unit or total
    known: frozenset[str]  # all labels and headings
    initials: frozenset[str]  # their first characters
    words: Mapping[str, Mapping[str, str]]  # kind of value → match key → meaning
    posts: tuple[str, ...]  # highest first
    form_title: str
    guide_statuses: str  # heading of the template's guide under which the words for 完成情况 are explained
    form_headings: tuple[str, str, str, str]  # what is asked, the answer, what was stated last, how to fill in
    form_note: str  # over what a society says of a field
    form_hints: frozenset[str]  # heading keys of a column that says how to fill in
    form_answers: frozenset[str]  # heading keys of the column of what is filled in
    quiet_headings: frozenset[str]  # heading keys of columns that are not read and need not be mentioned
    confirmation: ConfirmationLayout
    registry_sheet: str
    period_sheet: str
    demo_sheet: str
    registry_headings: tuple[frozenset[str], ...]  # heading keys; a file with a row for each of the sets is a registry
    registry_synonyms: Mapping[str, tuple[str, ...]]  # column of the registry → other headings over it in other lists
    written: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind of value → meaning → ways of writing, the usual first

    @property
    def titles(self) -> dict[str, str]:
        """The title of every table, the form among them."""
        return {"form": self.form_title} | {table.name: table.title for table in self.tables.values()}


@functools.cache
def read() -> Layout:
    """The layout of `layout.toml`."""
    raw = LAYOUT.read_bytes()
    document = tomllib.loads(raw.decode("utf-8"))
    fields = {entry["key"]: Field(**_with_tuples(entry)) for entry in document["form"]["field"]}
    tables = {
        name: Table(
            name,
            entry["title"],
            tuple(frozenset(group) for group in entry["needs"]),
            {column["key"]: Column(**_with_tuples(column)) for column in entry["columns"]},
        )
        for name, entry in document["tables"].items()
    }
    written = {
        kind: {meaning: tuple(words) for meaning, words in meanings.items()}
        for kind, meanings in document["values"].items()
    }
    identifying = {
        heading_key(name): field.key
        for field in fields.values()
        if field.identifies and field.type != "private"
        for name in field.names
    }
    labels = {heading_key(name): field.key for field in fields.values() for name in field.names}
    headings = {
        name: identifying
        | {
            heading_key(word): column.key
            for column in table.columns.values()
            for word in (column.label, *column.synonyms)
        }
        for name, table in tables.items()
    }
    known = frozenset(labels).union(*headings.values())
    return Layout(
        sha256=hashlib.sha256(raw).hexdigest(),
        template_version=document["template_version"],
        corrections_sheet=document["corrections_sheet"],
        header_rows=document["header_rows"],
        title_rows=document["title_rows"],
        units=tuple(document["units"]),
        count_limit=document["count_limit"],
        fields=fields,
        choice_labels=frozenset(map(heading_key, document["choice_labels"])),
        tables=tables,
        labels=labels,
        short_labels=frozenset(heading_key(name) for field in fields.values() for name in field.short_synonyms),
        label_parts=frozenset(
            part for key in labels for cut in range(2, len(key) - 1) for part in (key[:cut], key[cut:])
        ),
        earlier=frozenset(map(heading_key, document["form"]["earlier"])),
        current=frozenset(map(heading_key, document["form"]["current"])),
        headings=headings,
        member_series={
            heading_key(word): key
            for key in ("individual", "unit", "total")
            for column in [tables["membership"].columns[key]]
            for word in (column.label, *column.synonyms, *column.short_synonyms)
        },
        known=known,
        initials=frozenset(_in_both_scripts(key[0] for key in known)),
        words={
            kind: {match_key(word): meaning for meaning, words in meanings.items() for word in words}
            for kind, meanings in written.items()
        },
        posts=tuple(written["post"]),
        form_title=document["form"]["title"],
        guide_statuses=document["guide_statuses"],
        form_headings=tuple(document["form"]["headings"]),
        form_note=document["form"]["note"],
        form_hints=frozenset(map(heading_key, document["form"]["hint_headings"])),
        form_answers=frozenset(map(heading_key, document["form"]["answer_headings"])),
        quiet_headings=frozenset(map(heading_key, document["quiet"]["headings"])),
        confirmation=ConfirmationLayout(**document["confirmation"]),
        registry_sheet=document["registry"]["sheet"],
        period_sheet=document["registry"]["period_sheet"],
        demo_sheet=document["registry"]["demo_sheet"],
        registry_headings=tuple(frozenset(map(heading_key, one)) for one in document["registry"]["recognised_by"]),
        registry_synonyms=_with_tuples(document["registry"]["synonyms"]),
        written=written,
    )


def _in_both_scripts(characters: Iterable[str]) -> set[str]:
    """The characters, and the traditional ones that are compared as if they were these."""
    simplified = set(characters)
    return simplified | {chr(code) for code, character in SIMPLIFIED.items() if character in simplified}


def _with_tuples(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The same value with a tuple for every list, so that nobody can change it."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def headings(texts: Iterable[str]) -> set[str]:
    """Those of the texts that are labels or headings of the workbook, whatever their blanks, width and remarks."""
    initials = read().initials
    return {
        text
        for text in texts
        if (text[0].lower() in initials or not _STANDS_FOR_ITSELF.match(text)) and _is_heading(text)
    }


@functools.lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    return heading_key(text) in read().known
