"""One row of a roster as a person: what is required of everybody, blank, understood or not."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, Expected
from etl.submission.found_tables.near_columns import near_columns
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.roster import posts
from etl.submission.roster.roster_rows import PersonRow, own_rows
from etl.submission.understanding import CouncilMember
from etl.text import match_key
from etl.workbook import Value, address

_COMPARABLE = (str, dt.date)  # 1 and TRUE are equal
_NOT_READ = ("name", "job_title", "employer")  # required, whatever stands there


@dataclass(slots=True)
class Person:
    """A person of a roster. `name` and `born` (year and month), as compared, never leave the worker.

    `blank` and `unreadable` are the keys of the required columns that are blank, or written and not understood;
    `values` are the others that were read, by key. `is_only_ticked`: a finding of the table says that 是否基层一线 is
    blank here and ticked elsewhere.
    """

    table: FoundTable
    row: int
    name: str
    post_cell: str | None
    born: str = ""
    age: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    blank: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    is_only_ticked: bool = False

    @property
    def sheet(self) -> str:
        return self.table.grid.name

    @property
    def post(self) -> str | None:
        return posts.UNREADABLE if "post" in self.unreadable else self.values.get("post")

    def address(self, key: str) -> str | None:
        return self.table.address(self.row, key)

    def is_same(self, other: "Person") -> bool:
        """True for one of the same name and birth; where a table has no birth, the name alone tells."""
        return self.born == other.born if self.born and other.born else self.table is not other.table

    def lacking(self) -> set[str]:
        """The required columns that say nothing of the person; a post may be said by a heading."""
        return self.blank | self.unreadable - {"post"}

    def complete(self, other: "Person", layout: Layout) -> None:
        """Take over what another row says of the same person: the higher post, and what is not known yet."""
        both = [one for one in (self.post, other.post) if one]
        for key in self.blank | self.unreadable:
            if key != "post" and key not in other.blank | other.unreadable:
                self.blank.discard(key)
                self.unreadable.discard(key)
                self.values[key] = other.values.get(key)
                self.age = other.age if key == "birth" else self.age
        if both:
            self.blank.discard("post")
            if posts.UNREADABLE in both:
                self.unreadable.add("post")
            elif self.post != (highest := min(both, key=layout.posts.index)):
                self.values["post"], self.post_cell = highest, other.post_cell

    def check_gaps(self, layout: Layout, cells: Cells) -> None:
        """The finding for required cells that are blank; a column that is missing has a finding of its own."""
        if not self.blank:
            return
        columns = layout.tables[self.table.name].columns
        said_elsewhere = {"frontline"} if self.is_only_ticked else set()
        blank = [key for key in columns if key in self.blank - said_elsewhere and key in self.table.columns]
        if blank:
            labels = "、".join(columns[key].label for key in blank)
            cells.add("roster_gap", self.sheet, self.address(blank[0]), row=self.row + 1, labels=labels)

    def member(self, position: int) -> CouncilMember:
        """The row for the warehouse, which names nobody."""
        party = self.values.get("party")
        return CouncilMember(
            position,
            self.post,
            None if party is None else party == "party",
            self.values.get("frontline"),
            "frontline" in self.unreadable,
            self.age,
            len(self.blank),
            len(self.unreadable),
            self.sheet,
            self.post_cell,
            self.address("frontline"),
        )


@dataclass(frozen=True, slots=True)
class _Column:
    """A column whose cells mean something, and what its texts and dates mean, each worked out once: rosters repeat
    themselves.
    """

    key: str
    place: int
    expected: Expected[Any]
    understood: Mapping[Value, Any]


class PersonReader:
    """Reads the persons of one table. Findings go to `cells`, none with a person's data."""

    def __init__(self, table: FoundTable, period: int | None, layout: Layout, cells: Cells) -> None:
        self.table = table
        self.grid = table.grid
        self.period = period
        self.columns = layout.tables[table.name].columns
        self.cells = cells
        required = [column.key for column in self.columns.values() if column.is_required]
        self.missing = {key for key in required if key not in table.columns}
        self.near = near_columns(table, self.missing, layout) if self.missing else {}
        self.misplaced = self.missing & table.continues.columns.keys() if table.continues else set()
        self.places = [(key, table.columns[key]) for key in required if key not in self.missing]
        # With the name, which no roster is without, they are two at least: itemgetter gives a tuple.
        self.required_cells = itemgetter(table.columns["name"], *(place for _, place in self.places))
        understands: dict[str, Callable[[Value], Any]] = {
            "post": partial(posts.post, layout=layout),
            "gender": partial(values.word, kind="gender", layout=layout),
            "birth": self.birth,
            "party": partial(values.word, kind="party", layout=layout),
            "frontline": partial(values.yes_no, layout=layout, own_words="frontline"),
        }
        if table.name != "council":
            del understands["post"], understands["frontline"]
        lines = [self.grid.lines[row] for row in own_rows(table)]
        self.read_columns = [
            _Column(
                key,
                table.columns[key],
                Expected(self.columns[key].label, understand, f"{key}_unreadable", True),
                _understood(map(itemgetter(table.columns[key]), lines), understand),
            )
            for key, understand in understands.items()
            if key in table.columns
        ]
        long = {text for text in self.grid.texts if len(text) >= 15}
        large = {value for value in self.grid.values if isinstance(value, float) and value > 1e14}
        self.identity_numbers = {value for value in long | large if _is_identity_number(values.written(value))}

    def person(self, row: PersonRow) -> Person:
        """The person of a row; of somebody outside the council nothing but the post is read."""
        table, line = self.table, self.grid.lines[row.row]
        table.mark_read(row.row)
        person = Person(table, row.row, match_key(table.text(row.row, "name")), table.address(row.row, "post"))
        is_given = self.take_given(person, row)
        if person.values.get("post") == posts.NOBODY:
            return person
        for column in self.read_columns:
            value = line[column.place]
            if value is None and (not self.grid.has_problems or (is_given and column.key == "post")):
                continue
            if isinstance(value, _COMPARABLE) and value in column.understood:
                person.values[column.key] = column.understood[value]
            else:
                self.read(person, column)
            if column.key == "post" and person.values["post"] == posts.NOBODY:
                return person
        if None in self.required_cells(line):
            person.blank = {key for key, place in self.places if line[place] is None and self.is_blank(row.row, key)}
        for key in self.missing:
            is_written = key in self.near and not self.grid.is_blank(row.row, self.near[key])
            is_written = is_written or key in self.misplaced
            (person.unreadable if is_written else person.blank).add(key)
        if is_given:
            person.blank.discard("post")
        if self.grid.has_problems:
            person.unreadable.update(key for key in _NOT_READ if self.has_problem(row.row, key))
        born = person.values.get("birth")
        if born:
            person.born = born.isoformat()[:7]
            person.age = self.period - born.year if self.period else None
        if self.identity_numbers:
            self.check_identity_numbers(row.row)
        return person

    def take_given(self, person: Person, row: PersonRow) -> bool:
        """Give the post of a category or of the heading above to a person without a post of their own."""
        if row.given is None or not self.table.is_blank(row.row, "post"):
            return False
        is_column = "post" in self.table.columns
        if self.table.name != "council" or (row.given == posts.UNREADABLE and is_column):
            return row.given != posts.UNREADABLE
        person.post_cell = row.given_cell or person.post_cell
        if row.given == posts.UNREADABLE:
            person.unreadable.add("post")
            self.cells.add("post_unreadable", person.sheet, row.given_cell, row=row.row + 1)
        else:
            person.values["post"] = row.given
        return True

    def is_blank(self, row: int, key: str) -> bool:
        if key == "employer":  # 工作单位 and 职务 may stand in two columns
            return self.table.is_blank(row, "employer") and self.table.is_blank(row, "employer_post")
        return self.table.is_blank(row, key)

    def read(self, person: Person, column: _Column) -> None:
        """Read one cell of a person: a number, or what cannot be understood."""
        person.values[column.key], is_unreadable = self.cells.read(self.grid, person.row, column.place, column.expected)
        if is_unreadable:
            person.unreadable.add(column.key)

    def birth(self, value: Value) -> dt.date | None:
        """A birth date before the year that is reported; a year before 1900 is none (`values.date`)."""
        birth = values.date(value)
        if birth and self.period and birth.year >= self.period:
            raise ValueError(birth)
        return birth

    def has_problem(self, row: int, key: str) -> bool:
        """True for an error value or an uncalculated formula, which is then a finding."""
        if key not in self.table.columns or not self.grid.problem(row, self.table.columns[key]):
            return False
        expected = Expected(self.columns[key].label, values.written, "roster_gap", is_personal=True)
        self.cells.read(self.grid, row, self.table.columns[key], expected)
        return True

    def check_identity_numbers(self, row: int) -> None:
        for column, value in enumerate(self.grid.rows[row]):
            if value in self.identity_numbers:
                self.cells.add("identity_number", self.grid.name, address(row, column), row=row + 1)
                return


def _understood(cells: Iterable[Value], understand: Callable[[Value], Any]) -> dict[Value, Any]:
    """What the texts and dates of a column mean, without those that cannot be understood."""
    meanings: dict[Value, Any] = {}
    for value in set(cells):
        if isinstance(value, _COMPARABLE):
            with suppress(ValueError, OverflowError):
                meanings[value] = understand(value)
    return meanings


def _is_identity_number(text: str) -> bool:
    key = match_key(text)
    return len(key) == 18 and key[:17].isdigit() and (key[17].isdigit() or key[17] == "x")
