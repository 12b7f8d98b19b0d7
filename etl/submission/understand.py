"""One file to its parts: which society, which year, which tables, what values; runs in a worker process."""

import pickle
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from etl.knowledge import layout as layouts
from etl.knowledge import rubric as rubrics
from etl.knowledge.rubric import Rubric
from etl.submission.account import sheet_names
from etl.submission.account.sheet_accounts import settle
from etl.submission.answers import choices
from etl.submission.cells.cell_reader import Cells
from etl.submission.form import form_entries, label_unknown
from etl.submission.form.forms_of_years import other_years
from etl.submission.form.identity import identify
from etl.submission.found_tables.example_sheets import example_sheets
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.other_years import by_year
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.handover import limited
from etl.submission.joining import joined
from etl.submission.members import member_figures
from etl.submission.members.member_figure import by_society
from etl.submission.members.member_titles import titles_above
from etl.submission.opened_file import form, opened
from etl.submission.part import PartReader
from etl.submission.registry_sent import is_registry, of_registry
from etl.submission.roster.roster_rows import texts_of_persons
from etl.submission.understanding import Identity, Part, Understanding
from etl.text import clean, match_key


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a worker needs to know: the rubrics, pickled, by first period; parsing their rules is not its work."""

    pickled: bytes

    @classmethod
    def of(cls, rubric_files: Iterable[Path]) -> Self:
        """The knowledge in these files. Raises RubricError."""
        return cls(pickle.dumps(tuple(map(rubrics.read, rubric_files))))


@lru_cache(maxsize=8)
def _rubrics(pickled: bytes) -> tuple[Rubric, ...]:
    """The same objects for every file, because what is known of them is kept by rubric."""
    known: tuple[Rubric, ...] = pickle.loads(pickled)
    return known


def understand(path: Path, knowledge: Knowledge) -> Understanding:
    """Everything the file says, by society and period; no parts where it holds no table. Raises Unreadable."""
    layout = layouts.read()
    reader = PartReader(layout, _rubrics(knowledge.pickled))
    cells = Cells()
    file = opened(path, layout, cells)
    if is_registry(file.grids, layout):
        return of_registry(file, layout)
    tables_by_grid, everything = file.tables_by_grid, file.tables
    entries = form(tables_by_grid, layout)
    own = [table for table in everything if not _names_societies(table)]
    entries += [entry for table in own if table.name == FORM for row in form_entries.form_rows(table) for entry in row]
    examples = example_sheets(entries, tables_by_grid, layout, cells)
    entries = [entry for entry in entries if entry.grid.name not in examples]
    aside = examples | other_years(
        entries, [(grid, of_sheet) for grid, of_sheet in tables_by_grid if grid.name not in examples], layout, cells
    )
    entries = [entry for entry in entries if entry.grid.name not in aside]
    for table in own:
        if table.grid.name in aside and table.name in layouts.ROSTERS:
            reader.persons.update(texts_of_persons(table, layout))
    own = [table for table in own if table.grid.name not in aside]
    reported_tables_by_grid = [(grid, of_sheet) for grid, of_sheet in tables_by_grid if grid.name not in aside]
    identity = identify(entries, reported_tables_by_grid, layout, cells)
    unread = label_unknown.report(reported_tables_by_grid, entries, layout, cells)
    identity = replace(identity, unread=(*identity.unread, *unread.identifying))
    figures = [
        figure for grid, of_sheet in reported_tables_by_grid for figure in member_figures.find(grid, of_sheet, layout)
    ]
    has_individuals = any(figure.series == "individual" for figure in figures)
    if not has_individuals and not _has_own_members(everything, identity):
        label_unknown.report_members(reported_tables_by_grid, layout, cells)
    own_figures = [figure for figure in figures if figure.society is None]
    parts = []
    is_form = any(not layout.fields[entry.field].identifies for entry in entries)
    if is_form or own_figures or cells.findings or any(table.name != FORM for table in own):
        own_reader = replace(
            reader,
            choice_lines=tuple(choices.find((grid for grid, _ in reported_tables_by_grid), layout)),
            unread_form=unread.form,
            form_remarks=tuple(one for one in file.form_remarks if one.sheet not in aside),
            unconfirmed=frozenset(file.choices.unconfirmed if file.choices else ()),
        )
        part = own_reader.part(identity, own, entries, cells, own_figures)
        part.confirmed = file.choices.confirmed if file.choices else []
        parts.append(part)
    for table in everything:
        if _names_societies(table):
            parts.extend(reader.parts_by_row(table, identity))
    for name, of_society in by_society(figures).items():
        names = ((clean(name), f"{of_society[0].grid.name}!{of_society[0].society_cell}"),)
        parts.append(reader.part(Identity(names, years=identity.years), [], [], Cells(), of_society))
    said = [*cells.findings, *(one for part in parts for one in part.findings)]
    of_sheets = [
        (grid, [table for part, some in tables_by_grid if part.account is grid.account for table in some])
        for grid in (*file.grids, *file.own_words)
    ]
    names_read = {table.name for table in everything} | ({FORM} if is_form else set())
    accounts, findings = settle(of_sheets, names_read, figures, said, layout)
    by_name = {sheet.name: sheet for sheet in file.workbook.sheets}
    masks = sheet_names.masks(by_name, reader.persons)
    for part in parts:
        part.findings = [sheet_names.explained(one, by_name, masks) for one in part.findings]
    understanding = Understanding(
        file.workbook.format,
        tuple(_joined(parts)),
        tuple(one._replace(sheet=masks.get(one.sheet, one.sheet)) for one in accounts),
        tuple(sheet_names.explained(one, by_name, masks) for one in findings),
    )
    return limited(understanding)


def _names_societies(table: FoundTable) -> bool:
    """True for a 汇总表; one row of labels over one row of values is the form of the file's own society."""
    if table.name == FORM and len(table.rows) == 1:
        return False
    return "society_name" in table.columns or "credit_code" in table.columns


def _has_own_members(tables: Iterable[FoundTable], identity: Identity) -> bool:
    """True where a table of members names no other year than the report's."""
    of_members = [table for table in tables if table.name == "membership"]
    period = identity.years[0][0] if len(identity.years) == 1 else None
    return bool(by_year(of_members, lambda table: titles_above(table.grid, table.header_row), period).own)


def _joined(parts: list[Part]) -> list[Part]:
    """Parts of one society and year (from several summary tables of a file) become one."""
    by_identity: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        who = (
            tuple(match_key(name) for name, _ in part.identity.names[:1]),
            tuple(match_key(code) for code, _ in part.identity.codes[:1]),
            tuple(year for year, _ in part.identity.years),
            part.identity.unread,
        )
        by_identity.setdefault(who, []).append(part)
    return [joined(some) for some in by_identity.values()]
