"""One file to its parts: which society, which year, which tables, what values; runs in a worker process."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.layout import Layout
from etl.knowledge.rubric import Rubric
from etl.submission import answers, form, membership, rosters, table_finder, values
from etl.submission.cell_reader import Cells, shortened
from etl.submission.form import Entry
from etl.submission.grid import Grid
from etl.submission.headers import FORM
from etl.submission.identity import identify
from etl.submission.joining import joined
from etl.submission.privacy import MASK, names_person, persons_in, without_persons
from etl.submission.table_finder import FoundTable
from etl.submission.understanding import FormValue, HeldTable, Identity, Part, Understanding
from etl.text import clean, match_key
from etl.workbook import read


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a worker needs to know: the rubric files, by first period."""

    rubric_files: tuple[Path, ...]


@cache
def _rubric(file: Path, _changed: int) -> Rubric:
    return rubrics.read(file)


def understand(path: Path, knowledge: Knowledge) -> Understanding:
    """Everything the file says, by society and period; no parts where it holds no table. Raises Unreadable."""
    layout = layouts.read()
    context = _Context(layout, tuple(_rubric(file, file.stat().st_mtime_ns) for file in knowledge.rubric_files))
    workbook = read(path)
    sheets = [sheet for sheet in workbook.sheets if sheet.name != layout.corrections_sheet]
    grids = [Grid(sheet, workbook.has_merge_information) for sheet in sheets]
    found = [(grid, table_finder.find(grid, layout)) for grid in grids]
    everything = [table for _, of_sheet in found for table in of_sheet]
    entries = [entry for grid, of_sheet in found for entry in form.entries(grid, of_sheet, layout)]
    own = [table for table in everything if not _names_societies(table)]
    entries += [
        entry for table in own if table.name == FORM for row in list(form.form_rows(table))[:1] for entry in row
    ]
    cells = Cells()
    identity = identify(entries, found, layout, cells)
    parts = []
    if any(table.name != FORM for table in own) or any(not layout.fields[entry.field].identifies for entry in entries):
        parts.append(context.part(identity, own, entries, cells))
    for table in everything:
        if _names_societies(table):
            parts.extend(context.parts_by_row(table, identity))
    return Understanding(workbook.format, tuple(_joined(parts)))


def _names_societies(table: FoundTable) -> bool:
    """True for a 汇总表; one row of labels over one row of values is the form of the file's own society."""
    if table.name == FORM and len(table.rows) == 1:
        return False
    return "society_name" in table.columns or "credit_code" in table.columns


@dataclass(frozen=True, slots=True)
class _Context:
    layout: Layout
    rubrics: tuple[Rubric, ...]

    def rubric(self, period: int | None) -> Rubric:
        first = self.rubrics[0].first_period
        return rubrics.in_force(self.rubrics, max(period or first, first))

    def part(self, identity: Identity, own: list[FoundTable], entries: list[Entry], cells: Cells) -> Part:
        """What the tables and the form say about the society of `identity`."""
        period = identity.years[0][0] if len(identity.years) == 1 else None
        part = Part(identity)
        private = {match_key(values.written(entry.value)) for entry in entries if self.is_private(entry)}
        part.form = self.form_values(entries, cells)
        judged = [value for value in part.form if self.layout.fields[value.field].type in ("count", "yes_no")]
        if judged:
            is_empty = all(value.value is None and not value.is_unreadable for value in judged)
            part.held.append(HeldTable(FORM, judged[0].sheet, len(part.form), is_empty))
        by_name = {name: [table for table in own if table.name == name] for name in self.layout.tables}
        if by_name["answers"]:
            is_renewal = next(
                (bool(one.value) for one in part.form if one.field == "is_renewal" and one.value is not None), None
            )
            part.answers = answers.read(by_name["answers"], self.rubric(period), self.layout, cells, is_renewal)
            filled = sum(
                bool(one.declared or one.quantity is not None or one.chosen is not None)
                or one.is_declared_unreadable
                or one.is_quantity_unreadable
                or one.is_chosen_unreadable
                for one in part.answers
            )
            self.check_columns(by_name["answers"], cells)
            part.held.append(HeldTable("answers", by_name["answers"][0].grid.name, len(part.answers), not filled))
        if by_name["membership"]:
            part.members = membership.read(by_name["membership"], period, self.layout, cells)
            # The template shows the figures of earlier years: without this year's nothing was filled in.
            of_year = [one for one in part.members if period is None or one.year == period]
            is_empty = all(one.value is None and not one.is_unreadable for one in of_year)
            part.held.append(HeldTable("membership", by_name["membership"][0].grid.name, len(part.members), is_empty))
        read_rosters = {}
        for name in layouts.ROSTERS:
            if by_name[name]:
                roster = rosters.read(name, by_name[name], period, self.layout, cells)
                read_rosters[name] = roster
                private |= roster.written
                part.held.append(HeldTable(name, by_name[name][0].grid.name, roster.row_count, not roster.row_count))
        if len(read_rosters) == 2:
            table = by_name["supervisors"][0]
            rosters.check_both(
                read_rosters["council"],
                read_rosters["supervisors"],
                table.grid.name,
                lambda row: table.grid.address(row, table.columns["name"]),
                cells,
            )
        if "council" in read_rosters:
            part.council = read_rosters["council"].members
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

    def is_private(self, entry: Entry) -> bool:
        return self.layout.fields[entry.field].type == "private" and not values.is_blank(entry.value)

    def check_columns(self, of_answers: list[FoundTable], cells: Cells) -> None:
        for key in ("chosen", "quantity"):
            if not any(key in table.columns for table in of_answers):
                table = of_answers[0]
                cells.add(
                    "column_missing",
                    table.grid.name,
                    table.grid.address(table.header_row, 0),
                    table=self.layout.tables["answers"].title,
                    label=self.layout.tables["answers"].columns[key].label,
                )

    def form_values(self, entries: list[Entry], cells: Cells) -> list[FormValue]:
        """The fields of the form that do not merely identify, each once: the first that is filled."""
        found: dict[str, tuple[FormValue, str]] = {}
        for entry in entries:
            field = self.layout.fields[entry.field]
            if field.identifies:
                continue
            written = match_key("" if entry.value is None else values.written(entry.value))
            if entry.field in found and found[entry.field][1]:
                known, before = found[entry.field]
                if written and written != before:
                    where = f"{known.sheet}!{known.cell}"
                    cells.add("label_repeated", entry.grid.name, entry.cell, label=field.label, first=where)
                continue
            found[entry.field] = (self.form_value(entry, field.type, cells), written)
        return [value for value, _ in found.values()]

    def form_value(self, entry: Entry, kind: str, cells: Cells) -> FormValue:
        field = self.layout.fields[entry.field]

        def understood(_: object) -> int | str | None:
            match kind:
                case "count":
                    return values.count(entry.value, self.layout)
                case "yes_no":
                    answer = values.yes_no(entry.value, self.layout)
                    return None if answer is None else int(answer)
                case "date":
                    return _date_text(entry)
                case _:
                    return None if values.is_blank(entry.value) else shortened(clean(values.written(entry.value)), 200)

        kinds = {"count": "count_unreadable", "yes_no": "yes_no_unreadable", "date": "date_unreadable"}
        value, is_unreadable = cells.read(
            entry.grid, entry.row, entry.column, field.label, understood, kinds.get(kind, "cell_error")
        )
        if value == 0 and field.zero_is_blank:
            cells.add("zero_as_blank", entry.grid.name, entry.cell, label=field.label)
        number = value if isinstance(value, int) else None
        text = value if isinstance(value, str) else None
        return FormValue(entry.field, number, text, is_unreadable, entry.grid.name, entry.cell)

    def parts_by_row(self, table: FoundTable, of_file: Identity) -> list[Part]:
        """The parts of a table with a column 学会名称: each row belongs to the society it names."""
        groups: dict[tuple[str, str, str], list[int]] = {}
        last = ("", "")
        for row in table.rows:
            named = (clean(table.text(row, "society_name")), clean(table.text(row, "credit_code")))
            last = named if any(named) else last
            if any(last):
                groups.setdefault((*last, clean(table.text(row, "period"))), []).append(row)
        parts = []
        for (name, code, written_year), rows in groups.items():
            cells = Cells()
            where = {key: f"{table.grid.name}!{table.address(rows[0], key)}" for key in table.columns}
            years = of_file.years
            if written_year:
                year, _ = cells.read(
                    table.grid, rows[0], table.columns["period"], "填报年度", values.year, "year_unreadable"
                )
                years = ((year, where["period"]),) if year else ()
            identity = Identity(
                names=((name, where["society_name"]),) if name else (),
                codes=((code, where["credit_code"]),) if code else (),
                years=years,
            )
            mine = replace(table, rows=tuple(rows))
            entries = [entry for row in form.form_rows(mine) for entry in row] if table.name == FORM else []
            parts.append(self.part(identity, [] if table.name == FORM else [mine], entries, cells))
        return parts


def _date_text(entry: Entry) -> str | None:
    try:
        date = values.date(entry.value)
    except ValueError:
        year = values.year(entry.value)
        return None if year is None else str(year)
    return None if date is None else date.isoformat()


def _joined(parts: list[Part]) -> list[Part]:
    """Parts of one society and year (from several summary tables of a file) become one."""
    found: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        who = (
            tuple(match_key(name) for name, _ in part.identity.names[:1]),
            tuple(match_key(code) for code, _ in part.identity.codes[:1]),
            tuple(year for year, _ in part.identity.years),
        )
        found.setdefault(who, []).append(part)
    return [joined(some) for some in found.values()]
