"""Forms of several years in one file, each on a sheet of its own: which one counts (docs/workbook.md: What stands
beside our tables and is not ours).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells
from etl.submission.form.form_entries import Entry
from etl.submission.found_tables import titles
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.headers import FORM
from etl.submission.found_tables.table_finder import FoundTable, titles_above

_FEWEST_FIELDS = 3  # that make a form, and that two forms of one kind share
_FEWEST_KINDS = 2  # of tables that name a year; the title of one alone is often left from the year before
_Sheets = Sequence[tuple[Grid, list[FoundTable]]]


@dataclass(slots=True)
class _Form:
    """What one sheet says. `stated` are the years of its 填报年度, `named` those of its title and its name; `fields`
    are the others of its labels.
    """

    entries: list[Entry] = field(default_factory=list)
    stated: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    is_filled: bool = False

    @property
    def year(self) -> int | None:
        years = self.stated or self.named
        return next(iter(years)) if len(years) == 1 else None

    def is_like(self, other: "_Form") -> bool:
        return len(self.fields & other.fields) >= _FEWEST_FIELDS


def other_years(entries: Iterable[Entry], tables_by_grid: _Sheets, layout: Layout, cells: Cells) -> Set[str]:
    """The names of the sheets whose form is of another year than the file reports on; they are set aside, each with a
    finding. None where two years have equal claims.
    """
    forms = _forms(entries, layout)
    whole = {name: form for name, form in forms.items() if len(form.fields) >= _FEWEST_FIELDS}
    if len(whole) < 2:
        return set()
    for grid, tables in tables_by_grid:
        if grid.name in whole:
            whole[grid.name].named |= {*titles.years_in(grid.name), *titles.title_years(grid, tables, layout)}
    year = _year_reported(
        whole, set(chain.from_iterable(forms[one].stated for one in forms.keys() - whole)), tables_by_grid, layout
    )
    if year is None:
        return set()
    kept = [form for form in whole.values() if form.year in (None, year)]
    aside = {
        name: form
        for name, form in whole.items()
        if form.year not in (None, year) and any(form.is_like(one) for one in kept)
    }
    for name, form in aside.items():
        _set_aside(name, form, year, tables_by_grid, cells)
    return aside.keys()


def _forms(entries: Iterable[Entry], layout: Layout) -> dict[str, _Form]:
    """What the entries of each sheet say."""
    forms: dict[str, _Form] = defaultdict(_Form)
    for entry in entries:
        form = forms[entry.grid.name]
        form.entries.append(entry)
        if entry.field == "period":
            with suppress(ValueError):
                if year := values.year(entry.value):
                    form.stated.add(year)
        elif not layout.fields[entry.field].identifies:
            form.fields.add(entry.field)
            form.is_filled = form.is_filled or not values.is_blank(entry.value)
    return forms


def _year_reported(whole: dict[str, _Form], of_cover: Set[int], tables_by_grid: _Sheets, layout: Layout) -> int | None:
    """The year that a cover states, else the one that the titles of two kinds of tables name, else the latest of a form
    that is filled in; None where that is no single one.
    """
    years = {form.year for form in whole.values() if form.year and form.is_filled}
    is_any_without_year = any(form.year is None and form.is_filled for form in whole.values())
    if of_cover:
        return next(iter(of_cover)) if len(of_cover) == 1 and (is_any_without_year or of_cover <= years) else None
    if is_any_without_year:
        return None
    of_tables = Counter(_years_of_tables(whole.keys(), tables_by_grid, layout))
    named = {year for year, count in of_tables.items() if year in years and count >= _FEWEST_KINDS}
    if named:
        return next(iter(named)) if len(named) == 1 else None
    return max(years, default=None)


def _years_of_tables(sheets: Set[str], tables_by_grid: _Sheets, layout: Layout) -> Iterator[int]:
    """The year of each kind of table on other sheets, where all tables of the kind name that one."""
    named: dict[str, list[set[int]]] = defaultdict(list)
    for grid, tables in tables_by_grid:
        for table in tables:
            if table.name != FORM and grid.name not in sheets:
                of_table = (titles.years_in(title) for title in titles_above(table, layout))
                named[table.name].append(set(chain.from_iterable(of_table)))
    for of_kind in named.values():
        if all(of_kind) and len(years := set().union(*of_kind)) == 1:
            yield from years


def _set_aside(name: str, form: _Form, year: int, tables_by_grid: _Sheets, cells: Cells) -> None:
    """All that stands on the sheet, its tables included, goes with its form."""
    says = "填报年度是" if form.stated else "标题或工作表名称写着"
    reason = f"{says} {form.year} 年，文件中另有 {year} 年的“基本情况”"
    first = min(form.entries, key=lambda entry: (entry.row, entry.column))
    cells.add("table_set_aside", name, first.cell, reason=reason)
    account = first.grid.account
    account.set_aside_whole_sheet()
    account.reasons.append(reason)
