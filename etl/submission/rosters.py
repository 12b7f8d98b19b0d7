"""理事会名册 and 监事名册: heads, roles and gaps, without the persons (docs/judging.md, Rules with numbers;
docs/workbook.md, Personal data).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from etl.knowledge.layout import Layout
from etl.submission import values
from etl.submission.cell_reader import Cells
from etl.submission.table_finder import FoundTable
from etl.submission.understanding import CouncilMember
from etl.text import match_key
from etl.workbook import Value, address

_HEADING = re.compile(r"[(]?[一二三四五六七八九十]+[、)]")
_OLDEST = 120
_NOT_READ = ("name", "job_title", "employer")  # required, whatever stands there
_NOTHING = (None, False)  # what a column that is not there says


@dataclass(frozen=True, slots=True)
class _Column:
    """A column whose cells mean something, and what its texts meant so far: rosters repeat themselves."""

    key: str
    place: int
    understand: Callable[[Value], Any]
    understood: dict[str, tuple[Any, bool]] = field(default_factory=dict)


@dataclass(slots=True)
class Roster:
    """Rows of one roster. `persons` (match key of the name → sheet row) and `written` never leave the worker."""

    members: list[CouncilMember] = field(default_factory=list)
    persons: dict[str, int] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    row_count: int = 0


def read(name: str, tables: Iterable[FoundTable], period: int | None, layout: Layout, cells: Cells) -> Roster:
    """The rows of all tables of one kind (`council` or `supervisors`). Findings go to `cells`, none with a
    person's data.
    """
    roster = Roster()
    known: dict[tuple[str, str], int] = {}
    for table in tables:
        reader = _RowReader(table, period, layout, cells)
        reader.check_columns()
        earlier = dict(known)
        for row in _data_rows(table):
            table.mark_read(row)
            identity = person, _ = reader.identity(row)
            if person and identity in earlier:
                cells.add("table_repeated", table.grid.name, table.address(row, "name"), row=row + 1)
                continue
            known[identity] = row
            if person:
                if person in roster.persons:
                    other = roster.persons[person] + 1
                    cells.add("name_repeated", table.grid.name, table.address(row, "name"), row=row + 1, other=other)
                roster.persons.setdefault(person, row)
            roster.written.update(text for text in identity if len(text) >= 2)
            roster.row_count += 1
            member = reader.member(row, roster.row_count)
            if name == "council":
                roster.members.append(member)
    return roster


def check_both(
    council: Roster, supervisors: Roster, sheet: str, column_of_name: Callable[[int], str], cells: Cells
) -> None:
    """Nobody may be in both rosters (annex, task 3; docs/workbook.md, Sheets of the template)."""
    for person, row in supervisors.persons.items():
        if person in council.persons:
            cells.add("in_both_rosters", sheet, column_of_name(row), row=row + 1, other=council.persons[person] + 1)


def _data_rows(table: FoundTable) -> Iterable[int]:
    """Rows that name a person or fill two of the required cells; a number alone is a row nobody used.

    A row that holds nothing but “一、……” is a heading between.
    """
    grid = table.grid
    others = [column for key, column in table.columns.items() if key not in ("row_number", "note", "name")]
    name = table.columns["name"]
    for row in table.rows:
        if grid.anchor(row, name) != (row, name):
            continue
        line = grid.rows[row]
        is_named = line[name] is not None
        if is_named and not _HEADING.match(match_key(values.written(line[name]))):
            yield row
            continue
        if grid.width - line.count(None) > 1:
            filled = [column for column in others if line[column] is not None]
            if len(filled) >= 2 or (is_named and filled):
                yield row


class _RowReader:
    def __init__(self, table: FoundTable, period: int | None, layout: Layout, cells: Cells) -> None:
        self.table = table
        self.period = period
        self.layout = layout
        self.cells = cells
        self.required = [column for column in layout.tables[table.name].columns.values() if column.is_required]
        self.present = [column for column in self.required if column.key in table.columns]
        self.places = [(column, table.columns[column.key]) for column in self.present]
        # With the name, which no roster is without, they are two at least: itemgetter gives a tuple.
        self.required_cells = itemgetter(table.columns["name"], *(place for _, place in self.places))
        understands: dict[str, Callable[[Value], Any]] = {
            "gender": partial(values.word, kind="gender", layout=layout),
            "birth": self.birth,
            "party": partial(values.word, kind="party", layout=layout),
        }
        if table.name == "council":
            understands |= {
                "post": partial(values.post, layout=layout),
                "frontline": partial(values.yes_no, layout=layout, own_words="frontline"),
            }
        self.columns = [
            _Column(key, table.columns[key], understand)
            for key, understand in understands.items()
            if key in table.columns
        ]
        long = {text for text in table.grid.texts if len(text) >= 15}
        large = {value for value in table.grid.values if isinstance(value, float) and value > 1e14}
        self.identity_numbers = {value for value in long | large if _is_identity_number(values.written(value))}

    def check_columns(self) -> None:
        table = self.table
        place = (table.grid.name, table.grid.address(table.first_row - 1, 0))
        for column in self.required:
            if column not in self.present:
                self.cells.add("column_missing", *place, table=self.layout.tables[table.name].title, label=column.label)

    def identity(self, row: int) -> tuple[str, str]:
        """The person's name and birth as compared; they stay out of everything that leaves the worker."""
        return match_key(self.table.text(row, "name")), match_key(self.table.text(row, "birth"))

    def member(self, row: int, position: int) -> CouncilMember:
        table = self.table
        line = table.grid.lines[row]
        blank = []
        if None in self.required_cells(line):
            blank = [one for one, place in self.places if line[place] is None and self.is_blank(row, one.key)]
        if blank:
            labels = "、".join(column.label for column in blank)
            cell = table.address(row, blank[0].key)
            self.cells.add("roster_gap", table.grid.name, cell, row=row + 1, labels=labels)
        if self.identity_numbers:
            self.check_identity_numbers(row)
        read = {}
        bad = 0
        for one in self.columns:
            value = line[one.place]
            known = one.understood.get(value) if isinstance(value, str) else None
            read[one.key] = meaning = known or self.read(row, value, one)
            bad += meaning[1]
        birth, party = read.get("birth", _NOTHING)[0], read.get("party", _NOTHING)[0]
        post, is_post_bad = read.get("post", _NOTHING)
        others = sum(self.has_problem(row, key) for key in _NOT_READ) if table.grid.has_problems else 0
        return CouncilMember(
            position,
            "unreadable" if is_post_bad else post,
            None if party is None else party == "party",
            read.get("frontline", _NOTHING)[0],
            self.period - birth.year if birth and self.period else None,
            len(blank) + len(self.required) - len(self.present),
            bad + others,
            table.grid.name,
            table.address(row, "post"),
            table.address(row, "frontline"),
        )

    def is_blank(self, row: int, key: str) -> bool:
        if key == "employer":  # 工作单位 and 职务 may stand in two columns
            return self.table.is_blank(row, "employer") and self.table.is_blank(row, "employer_post")
        return self.table.is_blank(row, key)

    def read(self, row: int, value: Value, column: _Column) -> tuple[Any, bool]:
        """Meaning and whether the cell is filled but not understood."""
        label, kind = self.layout.tables[self.table.name].columns[column.key].label, f"{column.key}_unreadable"
        meaning = self.cells.read(self.table.grid, row, column.place, label, column.understand, kind, is_personal=True)
        if isinstance(value, str) and not meaning[1]:
            column.understood[value] = meaning
        return meaning

    def birth(self, value: Value) -> dt.date | None:
        """A birth date that a living person of the period can have."""
        birth = values.date(value)
        if birth and self.period and not self.period - _OLDEST <= birth.year < self.period:
            raise ValueError(birth)
        return birth

    def has_problem(self, row: int, key: str) -> bool:
        """True for an error value or an uncalculated formula, which is then a finding."""
        if key not in self.table.columns or not self.table.grid.problem(row, self.table.columns[key]):
            return False
        label = self.layout.tables[self.table.name].columns[key].label
        self.cells.read(self.table.grid, row, self.table.columns[key], label, values.written, "roster_gap", True)
        return True

    def check_identity_numbers(self, row: int) -> None:
        for column, value in enumerate(self.table.grid.rows[row]):
            if value in self.identity_numbers:
                self.cells.add("identity_number", self.table.grid.name, address(row, column), row=row + 1)
                return


def _is_identity_number(text: str) -> bool:
    key = match_key(text)
    return len(key) == 18 and key[:17].isdigit() and (key[17].isdigit() or key[17] == "x")
