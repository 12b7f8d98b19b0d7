"""理事会名册 and 监事名册: heads, roles and gaps, without the persons (docs/judging.md, Rules with numbers;
docs/workbook.md, Personal data).
"""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from etl.knowledge.layout import Layout
from etl.submission.cells.cell_reader import Cells
from etl.submission.cells.closed_lists import is_tick
from etl.submission.found_tables.near_columns import tell_missing
from etl.submission.found_tables.setting_aside import corner
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.roster import posts
from etl.submission.roster.posts_beside import join_posts
from etl.submission.roster.roster_person import Person, PersonReader
from etl.submission.roster.roster_rows import PersonRow, rows_of
from etl.submission.roster.roster_titles import OwnCouncil, own_rosters, post_above
from etl.submission.roster.terms_within import rows_of_earlier_terms
from etl.submission.understanding import CouncilMember
from etl.text import match_key

_MOST_ROWS = 20
_LEFT = re.compile("辞去|辞职|离任|卸任|免去|不再担任|退出|退会|去世|逝世|病故|已故|亡故")


@dataclass(slots=True)
class Roster:
    """The persons of one roster, each once. `by_name` never leaves the worker. `is_contradicted`: two versions of it
    stand in the file, and nobody can tell which counts.
    """

    sheet: str | None = None
    persons: list[Person] = field(default_factory=list)
    by_name: dict[str, list[Person]] = field(default_factory=dict)
    is_contradicted: bool = False

    def members(self) -> list[CouncilMember]:
        """The rows of the council's roster for the warehouse."""
        return [person.member(position) for position, person in enumerate(self.persons, start=1)]


@dataclass(frozen=True, slots=True)
class RosterReader:
    """Reads the rosters of one society."""

    council: OwnCouncil
    layout: Layout
    cells: Cells

    def read(self, tables: Sequence[FoundTable]) -> Roster:
        """All tables of one kind as one roster: a person counts once, with the highest post. Findings go to `cells`,
        none with a person's data.
        """
        roster = Roster()
        of_tables: list[tuple[PersonReader, list[Person]]] = []
        for table in own_rosters(tables, self.council, self.layout, self.cells):
            roster.sheet = roster.sheet or table.grid.name
            join_posts(table, self.layout)
            reader = PersonReader(table, self.council.period, self.layout, self.cells)
            given = post_above(table, self.council.names, self.layout)
            rows = rows_of(table, given, self.layout)
            earlier = rows_of_earlier_terms(table)
            nobody = [one.row for one in rows.persons if one.row in earlier]
            rows.persons = [one for one in rows.persons if one.row not in earlier]
            listed: list[Person] = []
            before = {id(one) for one in roster.persons}
            for person_row in rows.persons:
                person = reader.person(person_row)
                if person.post == posts.NOBODY:
                    nobody.append(person_row.row)
                else:
                    listed.append(self.listed(person, roster))
            self.name_rows("not_of_council", table, sorted(nobody))
            self.name_rows("row_incomplete", table, rows.incomplete)
            self.name_unseen(table, rows.persons)
            self.name_left(table, rows.persons)
            self.check_versions(table, before, {id(one) for one in listed}, roster)
            of_tables.append((reader, listed))
        if roster.is_contradicted:
            roster.persons = []
        for reader, listed in of_tables:
            self.check_columns(reader, listed)
            self.check_ticks(reader.table, listed)
        for person in roster.persons:
            person.check_gaps(self.layout, self.cells)
        return roster

    def listed(self, person: Person, roster: Roster) -> Person:
        """The person of the roster that a row speaks of: a new one, or one who is listed already."""
        namesakes = roster.by_name.setdefault(person.name, []) if person.name else []
        for known in namesakes:
            if person.is_same(known):
                known.complete(person, self.layout)
                self.add("table_repeated", person)
                return known
        if namesakes:
            self.add("name_repeated", person, other=namesakes[0].row + 1)
        namesakes.append(person)
        roster.persons.append(person)
        return person

    def check_versions(self, table: FoundTable, before: Set[int], listed: Set[int], roster: Roster) -> None:
        """Two versions of one roster have most persons in common, and each has others."""
        shared = len(before & listed)
        if before - listed and listed - before and 2 * shared >= max(len(before), len(listed)):
            roster.is_contradicted = True
            self.cells.add("rosters_differ", table.grid.name, corner(table), other=roster.sheet, count=shared)

    def add(self, kind: str, person: Person, **details: Any) -> None:
        """A finding at the person's name."""
        self.cells.add(kind, person.sheet, person.address("name"), row=person.row + 1, **details)

    def name_rows(self, kind: str, table: FoundTable, rows: Sequence[int], key: str = "name") -> None:
        """One finding that names all these rows of a table; their cells count as read."""
        if not rows:
            return
        for row in rows:
            table.mark_read(row)
        shown = "、".join(str(row + 1) for row in rows[:_MOST_ROWS])
        shown += f" 等 {len(rows)} " if len(rows) > _MOST_ROWS else ""
        self.cells.add(kind, table.grid.name, table.address(rows[0], key), rows=shown)

    def name_left(self, table: FoundTable, persons: Iterable[PersonRow]) -> None:
        """Persons of whom 备注 says that they left count as written; a finding says which."""
        notes = ((one.row, match_key(table.text(one.row, "note"))) for one in persons if "note" in table.columns)
        self.name_rows("person_left", table, [row for row, note in notes if note and _LEFT.search(note)], "note")

    def name_unseen(self, table: FoundTable, persons: Iterable[PersonRow]) -> None:
        """Persons whose row is hidden or whose name is struck out count as written; a finding says which."""
        sheet, column = table.grid.sheet, table.columns["name"]
        if sheet.hidden_rows:
            self.name_rows("row_hidden", table, [one.row for one in persons if one.row in sheet.hidden_rows])
        if sheet.struck_cells:
            self.name_rows("row_struck", table, [one.row for one in persons if (one.row, column) in sheet.struck_cells])

    def check_columns(self, reader: PersonReader, persons: Sequence[Person]) -> None:
        """A required column that is missing is a finding, unless headings between give the post of everybody."""
        for key in filter(reader.missing.__contains__, reader.columns):
            if not persons or any(key in person.lacking() for person in persons):
                tell_missing(reader.table, key, reader.near, self.layout, self.cells)

    def check_ticks(self, table: FoundTable, persons: Sequence[Person]) -> None:
        """Where 是否基层一线 holds nothing but ticks, one finding names the rows of the blanks."""
        blank = [person for person in persons if person.table is table and "frontline" in person.blank]
        written = {table.text(person.row, "frontline").strip() for person in persons if person.table is table} - {""}
        if blank and written and all(is_tick(text, self.layout) for text in written):
            for person in blank:
                person.is_only_ticked = True
            self.name_rows("frontline_only_ticked", table, [person.row for person in blank], "frontline")


def check_both(council: Roster, supervisors: Roster, cells: Cells) -> None:
    """Nobody may be in both rosters (annex, task 3; docs/workbook.md, Sheets of the template)."""
    for name, persons in supervisors.by_name.items():
        if name in council.by_name:
            row, other = persons[0].row + 1, council.by_name[name][0].row + 1
            cells.add("in_both_rosters", persons[0].sheet, persons[0].address("name"), row=row, other=other)
