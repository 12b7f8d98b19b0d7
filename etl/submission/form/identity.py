"""Who a file says it is from and for which year: candidates with their cells (docs/workbook.md, Who is who)."""

import re
from collections.abc import Iterable
from functools import partial

from etl.knowledge.findings import Finding, finding
from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, Expected, shortened
from etl.submission.form.form_entries import Entry
from etl.submission.found_tables import titles
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.understanding import Identity
from etl.text import clean, match_key
from etl.workbook import Value

_POWER_OF_TEN = re.compile(r"[0-9](?:[.][0-9]+)?e[+]?1[0-9]")
_EXACT_NUMBERS = 10**15  # Excel keeps 15 digits of a number


def identify(
    entries: list[Entry], tables_by_grid: list[tuple[Grid, list[FoundTable]]], layout: Layout, cells: Cells
) -> Identity:
    """Who reports and for when, as the form says; where it names no year, as titles say. Findings go to `cells`."""
    years, unread = _years(entries, cells)
    if not years:
        years = _years_of_titles(entries, tables_by_grid, layout)
    names = _texts(_stated(entries, "society_name"))
    codes = _stated(entries, "credit_code")
    for entry in codes:
        if code_as_number(entry.value):
            unread.append(("credit_code", _number_for_code(entry)))
            if names:
                cells.add("code_number_unused", entry.grid.name, entry.cell, value=code_as_number(entry.value))
    whole = _texts(entry for entry in codes if not code_as_number(entry.value))
    texts = (
        ()
        if names or whole
        else (text for grid, of_sheet in tables_by_grid for text in titles.titles(grid, of_sheet, layout))
    )
    return Identity(names, whole, tuple(years.items()), tuple(dict.fromkeys(map(clean, texts))), tuple(unread))


def of_row(row: Iterable[Entry], years: tuple[tuple[int, str], ...], cells: Cells) -> Identity:
    """Who a row of a 汇总表 says it is of; `years` are the file's, for a row that states none."""
    entries = list(row)
    of_rows, unread = _years(entries, cells)
    codes = _stated(entries, "credit_code")
    unread += [("credit_code", _number_for_code(entry)) for entry in codes if code_as_number(entry.value)]
    return Identity(
        _texts(_stated(entries, "society_name")),
        _texts(entry for entry in codes if not code_as_number(entry.value)),
        tuple(of_rows.items()) if of_rows or _stated(entries, "period") else years,
        unread=tuple(unread),
    )


def code_as_number(value: Value) -> str | None:
    """A credit code of which Excel kept 15 digits only, as it shows it (5.19900005E+17); None for any other value."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= _EXACT_NUMBERS:
        return f"{float(value):.8E}"
    return value if isinstance(value, str) and _POWER_OF_TEN.fullmatch(match_key(value)) else None


def _stated(entries: Iterable[Entry], field: str) -> list[Entry]:
    return [entry for entry in entries if entry.field == field and not values.is_blank(entry.value)]


def _years(entries: Iterable[Entry], cells: Cells) -> tuple[dict[int, str], list[tuple[str, Finding]]]:
    """The years that 填报年度 states, each with its cell; and what is written there and is no year."""
    years: dict[int, str] = {}
    unread = []
    periods = _stated(entries, "period")
    for entry in [entry for entry in periods if not entry.is_short] or periods:
        expected = Expected("填报年度", partial(_year_of, entry), "year_unreadable")
        year, _ = cells.read(entry.grid, entry.row, entry.column, expected)
        if year:
            years.setdefault(year, f"{entry.grid.name}!{entry.cell}")
        else:
            written = shortened(values.written(entry.value))
            unread.append(("period", finding("period_unreadable", entry.grid.name, entry.cell, value=written)))
    return years, unread


def _year_of(entry: Entry, _: Value) -> int | None:
    """The year an entry states; its cell may hold the label as well."""
    return values.year(entry.value)


def _years_of_titles(
    entries: Iterable[Entry], tables_by_grid: list[tuple[Grid, list[FoundTable]]], layout: Layout
) -> dict[int, str]:
    """The years in titles of the sheets that hold our tables or labels; of the others where those name none."""
    of_form = {entry.grid.name for entry in entries}
    ours = [(grid, tables) for grid, tables in tables_by_grid if tables or grid.name in of_form]
    for sheets in (ours, tables_by_grid):
        years: dict[int, str] = {}
        for grid, tables in sheets:
            for year, cell in titles.title_years(grid, tables, layout).items():
                years.setdefault(year, f"{grid.name}!{cell}")
        if years:
            return years
    return {}


def _number_for_code(entry: Entry) -> Finding:
    return finding("code_became_number", entry.grid.name, entry.cell, value=code_as_number(entry.value))


def _texts(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    texts = {clean(values.written(entry.value)): f"{entry.grid.name}!{entry.cell}" for entry in reversed(list(entries))}
    return tuple(reversed(texts.items()))
