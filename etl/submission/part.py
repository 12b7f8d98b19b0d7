"""What the tables and the form of a file say about one society and one year: one part of the file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission.answers import answer_reader, choices
from etl.submission.answers.answers_of_this_year import own_columns
from etl.submission.answers.choices import ChoiceLine
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.form import form_entries, form_values
from etl.submission.form.form_entries import Entry
from etl.submission.form.identity import of_row
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.near_columns import near_columns, tell_missing
from etl.submission.found_tables.other_years import of_this_year
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.handover import check_part_count
from etl.submission.members import membership
from etl.submission.members.member_figure import Figure
from etl.submission.members.members_of_this_year import own_members
from etl.submission.privacy import MASK, names_person, persons_in, without_persons
from etl.submission.roster import rosters
from etl.submission.roster.roster_rows import texts_of_persons
from etl.submission.roster.roster_titles import OwnCouncil, term_of
from etl.submission.understanding import FormValue, HeldTable, Identity, Part, Remark
from etl.text import clean, match_key


@dataclass(frozen=True, slots=True)
class PartReader:
    """Reads the parts of one file."""

    layout: Layout
    rubrics: tuple[Rubric, ...]
    choice_lines: tuple[ChoiceLine, ...] = ()
    unread_form: tuple[FormValue, ...] = ()
    form_remarks: tuple[Remark, ...] = ()
    persons: set[str] = field(default_factory=set)
    """Names and numbers of persons in the parts read so far, as match keys; they never leave the worker."""
    unconfirmed: frozenset[str] = frozenset()
    """Those of last year's persons that a workbook shows, as match keys."""

    def rubric(self, period: int | None) -> Rubric:
        first = self.rubrics[0].first_period
        return rubrics.in_force(self.rubrics, max(period or first, first))

    @property
    def asked(self) -> tuple[str, ...]:
        """The columns that the table of answers should have beside 完成情况; a line may state the choice as well."""
        return ("quantity",) if self.choice_lines else ("chosen", "quantity")

    def part(
        self,
        identity: Identity,
        own: list[FoundTable],
        entries: list[Entry],
        cells: Cells,
        figures: Sequence[Figure] = (),
    ) -> Part:
        """What the tables, the form and the year-end `figures` beside them say about the society of `identity`."""
        period = identity.years[0][0] if len(identity.years) == 1 else None
        part = Part(identity)
        entries = [entry for entry in entries if entry.year in (None, period)]
        private = {match_key(values.written(entry.value)) for entry in entries if self.is_private(entry)}
        private |= self.unconfirmed
        part.form = [*form_values.read(entries, self.layout, cells), *self.unread_form]
        judged = [value for value in part.form if self.layout.fields[value.field].type in ("count", "yes_no")]
        if judged:
            is_empty = all(value.value is None and not value.is_unreadable for value in judged)
            part.held.append(HeldTable(FORM, judged[0].sheet, len(part.form), is_empty))
        by_name = {name: [table for table in own if table.name == name] for name in self.layout.tables}
        by_name["answers"] = of_this_year(by_name["answers"], period, self.layout, cells)
        by_name["answers"] = answer_reader.own_tables(by_name["answers"], self.rubric(period), self.layout, cells)
        by_name["answers"] = [own_columns(table, period, self.layout, cells) for table in by_name["answers"]]
        is_renewal = next(
            (bool(one.value) for one in part.form if one.field == "is_renewal" and one.value is not None), None
        )
        part.answers = answer_reader.read(by_name["answers"], self.asked, self.rubric(period), self.layout, cells)
        part.answers = choices.apply(part.answers, self.choice_lines, self.rubric(period), cells)
        answer_reader.check_not_applicable(part.answers, self.rubric(period), is_renewal, cells)
        if by_name["answers"]:
            filled = sum(
                bool(one.declared or one.quantity is not None or one.chosen is not None)
                or one.is_declared_unreadable
                or one.is_quantity_unreadable
                or one.is_chosen_unreadable
                for one in part.answers
            )
            self.check_columns(by_name["answers"], cells)
            part.held.append(HeldTable("answers", by_name["answers"][0].grid.name, len(part.answers), not filled))
        counted = own_members(by_name["membership"], figures, period, self.layout, cells)
        if counted.tables or counted.figures:
            part.members = membership.read(counted.tables, counted.figures, period, self.layout, cells)
            # The template shows the figures of earlier years: without this year's nothing was filled in. A file of
            # nothing but members, and who reports, is no template.
            is_alone = not part.form and all(table.name in ("membership", FORM) for table in own)
            of_year = [one for one in part.members if is_alone or period is None or one.year == period]
            is_empty = all(one.value is None and not one.is_unreadable for one in of_year)
            sheet = counted.sheet
            part.held.append(HeldTable("membership", sheet, len(part.members), is_empty))
        term = next((term_of(one.text) for one in part.form if one.field == "term" and one.text), 0)
        council = OwnCouncil([name for name, _ in identity.names], term, period)
        reader = rosters.RosterReader(council, self.layout, cells)
        read_rosters = {name: reader.read(by_name[name]) for name in layouts.ROSTERS}
        for name, roster in read_rosters.items():
            private.update(text for table in by_name[name] for text in texts_of_persons(table, self.layout))
            if roster.sheet is not None:
                is_empty = not roster.persons and not roster.is_contradicted
                part.held.append(HeldTable(name, roster.sheet, len(roster.persons), is_empty))
        rosters.check_both(read_rosters["council"], read_rosters["supervisors"], cells)
        part.council = read_rosters["council"].members()
        remarkable = [*by_name["answers"], *counted.tables, *by_name["council"], *by_name["supervisors"]]
        part.remarks = [*self.form_remarks, *_remarks(remarkable)]
        part.is_filled = self.is_filled(part, by_name["answers"])
        self.persons.update(private)
        written = [one.value for one in cells.findings]
        written += [one.declared_written for one in part.answers if one.is_declared_unreadable]
        written += [one.text for one in part.form]
        private = persons_in(written, private)
        part.findings = [without_persons(one, private) for one in cells.findings]
        part.answers = [
            one._replace(declared_written=MASK)
            if one.is_declared_unreadable and names_person(one.declared_written, private)
            else one
            for one in part.answers
        ]
        part.form = [one._replace(text=MASK) if names_person(one.text, private) else one for one in part.form]
        return part

    def is_filled(self, part: Part, of_answers: list[FoundTable]) -> bool:
        """True where something is filled in beside who reports and when; the template's own figures of earlier years
        are not (docs/workbook.md, Findings).
        """
        return (
            any(one.value is not None or one.text or one.is_unreadable for one in part.form)
            or bool(self.form_remarks)
            or any(not table.is_empty for table in part.held if table.table_name != FORM)
            or any(
                not table.is_blank(row, key)
                for table in of_answers
                for row in table.rows
                for key in ("evidence", "note")
            )
        )

    def is_private(self, entry: Entry) -> bool:
        return self.layout.fields[entry.field].type == "private" and not values.is_blank(entry.value)

    def check_columns(self, of_answers: list[FoundTable], cells: Cells) -> None:
        for key in self.asked:
            if not any(key in table.columns for table in of_answers):
                table, near = next(
                    ((table, near) for table in of_answers if (near := near_columns(table, (key,), self.layout))),
                    (of_answers[0], {}),
                )
                tell_missing(table, key, near, self.layout, cells)

    def parts_by_row(self, table: FoundTable, of_file: Identity) -> Iterator[Part]:
        """The parts of a table with a column 学会名称: each row belongs to the society it names."""
        for naming_row, rows in _rows_by_society(table):
            cells = Cells()
            who = [_entry(table, naming_row, key) for key in ("society_name", "credit_code") if key in table.columns]
            when = [_entry(table, rows[0], "period")] if "period" in table.columns else []
            identity = of_row([*who, *when], of_file.years, cells)
            mine = replace(table, rows=tuple(rows))
            entries = [entry for row in form_entries.form_rows(mine) for entry in row] if table.name == FORM else []
            yield self.part(identity, [] if table.name == FORM else [mine], entries, cells)


def _remarks(tables: Iterable[FoundTable]) -> Iterator[Remark]:
    """The rows in which 备注 is filled in."""
    for table in tables:
        for row in table.rows:
            if not table.is_blank(row, "note"):
                yield Remark(table.grid.name, row + 1, table.address(row, "note") or "")


def _rows_by_society(table: FoundTable) -> Iterable[tuple[int, list[int]]]:
    """The rows of each society and year that a table names, with the row that names the society: it may stand in the
    first of its rows alone.
    """
    groups: dict[tuple[str, str, str], tuple[int, list[int]]] = {}
    last, naming_row = ("", ""), -1
    for row in table.rows:
        named = (clean(table.text(row, "society_name")), clean(table.text(row, "credit_code")))
        if any(named):
            last, naming_row = named, row
        if any(last):
            key = (*last, clean(table.text(row, "period")))
            groups.setdefault(key, (naming_row, []))[1].append(row)
    check_part_count(len(groups))
    return groups.values()


def _entry(table: FoundTable, row: int, key: str) -> Entry:
    column = table.columns[key]
    return Entry(key, table.grid.value(row, column), table.grid, row, column)
