"""Who a file says it is from and for which year: candidates with their cells (docs/workbook.md, Who is who)."""

from collections.abc import Iterable
from functools import partial

from etl.knowledge.layout import Layout
from etl.submission import titles, values
from etl.submission.cell_reader import Cells
from etl.submission.form import Entry
from etl.submission.grid import Grid
from etl.submission.table_finder import FoundTable
from etl.submission.understanding import Identity
from etl.text import clean
from etl.workbook import Value


def identify(
    entries: list[Entry], found: list[tuple[Grid, list[FoundTable]]], layout: Layout, cells: Cells
) -> Identity:
    """Who reports and for when, as the form says; where it names no year, as titles say. Findings go to `cells`."""

    def stated(field: str) -> list[Entry]:
        return [entry for entry in entries if entry.field == field and not values.is_blank(entry.value)]

    years: dict[int, str] = {}
    periods = stated("period")
    for entry in [entry for entry in periods if not entry.is_short] or periods:
        understood = partial(_year_of, entry)
        year, _ = cells.read(entry.grid, entry.row, entry.column, "填报年度", understood, "year_unreadable")
        if year:
            years.setdefault(year, f"{entry.grid.name}!{entry.cell}")
    if not years:
        for grid, of_sheet in found:
            for year, cell in titles.title_years(grid, of_sheet, layout).items():
                years.setdefault(year, f"{grid.name}!{cell}")
    names, codes = _texts(stated("society_name")), _texts(stated("credit_code"))
    texts = (
        () if names or codes else (text for grid, of_sheet in found for text in titles.titles(grid, of_sheet, layout))
    )
    return Identity(names, codes, tuple(years.items()), tuple(dict.fromkeys(map(clean, texts))))


def _year_of(entry: Entry, _: Value) -> int | None:
    """The year an entry states; its cell may hold the label as well."""
    return values.year(entry.value)


def _texts(entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    texts = {clean(values.written(entry.value)): f"{entry.grid.name}!{entry.cell}" for entry in reversed(list(entries))}
    return tuple(reversed(texts.items()))
