"""会员情况: year-end figures, and what looks wrong in them (docs/workbook.md, Findings; annex, task 7)."""

from collections.abc import Iterable
from typing import Any

from etl.knowledge.layout import Layout
from etl.submission import values
from etl.submission.cell_reader import Cells
from etl.submission.table_finder import FoundTable
from etl.submission.understanding import MemberCount

_SERIES = ("individual", "unit", "total")


def read(tables: Iterable[FoundTable], period: int | None, layout: Layout, cells: Cells) -> list[MemberCount]:
    """One figure for each year and series that has a column, in the order of the years. Findings go to `cells`."""
    figures: dict[tuple[int, str], MemberCount] = {}
    for table in tables:
        for row in table.rows:
            year = _year(table, row, period, cells)
            if year is not None:
                table.mark_read(row)
                _read_row(table, row, year, layout, cells, figures)
    result = [figures[key] for key in sorted(figures, key=lambda key: (key[0], _SERIES.index(key[1])))]
    _check_totals(figures, cells)
    _check_changes(figures, cells)
    return result


def _year(table: FoundTable, row: int, period: int | None, cells: Cells) -> int | None:
    if all(table.is_blank(row, series) for series in _SERIES):
        return None
    year, is_unreadable = cells.read(table.grid, row, table.columns["year"], "年份", values.year, "year_unreadable")
    if year is None:
        if not is_unreadable:
            cells.add("year_unreadable", table.grid.name, table.address(row, "year"), value="", label="年份")
        return None
    if period is not None and year > period:
        cells.add("year_beyond", table.grid.name, table.address(row, "year"), period=period, year=year)
        return None
    return year


def _read_row(
    table: FoundTable,
    row: int,
    year: int,
    layout: Layout,
    cells: Cells,
    figures: dict[tuple[int, str], MemberCount],
) -> None:
    for series in _SERIES:
        if series not in table.columns:
            continue
        label = layout.tables["membership"].columns[series].label
        value, is_unreadable = cells.read(
            table.grid,
            row,
            table.columns[series],
            label,
            lambda cell: values.count(cell, layout),
            "count_unreadable",
        )
        cell = table.address(row, series) or ""
        figure = MemberCount(year, series, value, is_unreadable, table.grid.name, cell)
        known = figures.get((year, series))
        if known is None or (known.value is None and not known.is_unreadable):
            figures[year, series] = figure
        elif value is not None and value != known.value:
            cells.add("year_repeated", table.grid.name, cell, year=year, label=label)
            figures[year, series] = MemberCount(year, series, None, True, known.sheet, known.cell)


def _check_totals(figures: dict[tuple[int, str], MemberCount], cells: Cells) -> None:
    for (year, series), total in figures.items():
        if series != "total" or total.value is None:
            continue
        parts = [figures.get((year, part)) for part in ("individual", "unit")]
        numbers = [part.value for part in parts if part is not None and part.value is not None]
        if len(numbers) == 2 and sum(numbers) != total.value:
            cells.add("total_mismatch", total.sheet, total.cell, year=year, total=total.value, sum=sum(numbers))


def _check_changes(figures: dict[tuple[int, str], MemberCount], cells: Cells) -> None:
    for (year, series), figure in figures.items():
        before = figures.get((year - 1, series))
        if series != "individual" or figure.value is None or before is None or before.value is None:
            continue
        difference = figure.value - before.value
        details: dict[str, Any] = {
            "before": year - 1,
            "before_value": before.value,
            "year": year,
            "now_value": figure.value,
        }
        if difference < 0:
            cells.add("membership_fall", figure.sheet, figure.cell, difference=-difference, **details)
        if before.value > 0 and 2 * abs(difference) > before.value:
            cells.add("membership_jump", figure.sheet, figure.cell, **details)
