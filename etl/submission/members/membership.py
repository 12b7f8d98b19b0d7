"""会员情况: year-end figures, and what looks wrong in them (docs/workbook.md, Findings; annex, task 7)."""

from collections.abc import Iterable
from typing import Any

from etl.knowledge.layout import Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, Expected
from etl.submission.cells.year_ends import is_compared, is_no_state, is_within_year, year_end, year_meant
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.members.member_figure import SERIES, Figure
from etl.submission.members.member_titles import scale
from etl.submission.understanding import MemberCount
from etl.workbook import Value

_HEADING_ROWS = 3
_LONGEST_UNIT = 2
Figures = dict[tuple[int, str], MemberCount]
"""What was understood, by year and series."""


def read(
    tables: Iterable[FoundTable], others: Iterable[Figure], period: int | None, layout: Layout, cells: Cells
) -> list[MemberCount]:
    """One figure for each year and series that is asked for, in the order of the years. Findings go to `cells`.

    `others` are the figures that stand outside the tables.
    """
    figures: Figures = {}
    for table in tables:
        for row in table.rows:
            year = _year(table, row, period, cells)
            if year is not None:
                table.mark_read(row)
                for series in SERIES:
                    if series in table.columns:
                        column = table.columns[series]
                        figure = Figure(year, series, table.grid, row, column, table.grid.value(row, column))
                        _read_figure(figure._replace(header_row=table.header_row), layout, cells, figures)
    others = [_with_year(figure, period) for figure in others]
    for figure in others:
        if figure.year is not None and not _is_beyond(figure, period, cells):
            _read_figure(figure, layout, cells, figures)
    _check_years(others, layout, cells, figures)
    _check_series(figures, layout, cells)
    result = [figures[key] for key in sorted(figures, key=lambda key: (key[0], SERIES.index(key[1])))]
    _check_totals(figures, cells)
    _check_changes(figures, cells)
    return result


def _year(table: FoundTable, row: int, period: int | None, cells: Cells) -> int | None:
    written = table.grid.value(row, table.columns["year"])
    if is_compared(written) or all(table.is_blank(row, series) for series in SERIES):
        return None
    expected = Expected("年份", lambda value: _year_of_end(value, period), "year_unreadable")
    year, is_unreadable = cells.read(table.grid, row, table.columns["year"], expected)
    if year is None:
        if not is_unreadable:
            cells.add("year_unreadable", table.grid.name, table.address(row, "year"), value="", label="年份")
        return None
    return (
        None if _is_beyond(Figure(year, "year", table.grid, row, table.columns["year"], year), period, cells) else year
    )


def _with_year(figure: Figure, period: int | None) -> Figure:
    """The figure with the year that 本年末 or 上年末 means in a report of the period."""
    if figure.year is None or figure.year > 0:
        return figure
    return figure._replace(year=None if period is None else period + figure.year)


def _headings(figure: Figure) -> str:
    """What stands above a figure, down from the row of headings, left of it and right beside it (320 | 百人)."""
    above = [figure.grid.text(row, figure.column) for row in range(figure.header_row, figure.row)][:_HEADING_ROWS]
    left = [value for value in figure.grid.rows[figure.row][: figure.column] if isinstance(value, str)]
    right = figure.grid.text(figure.row, figure.column + 1)
    left += [right] if len(right) <= _LONGEST_UNIT else []
    return "".join([*above, *left])


def _year_of_end(value: Value, period: int | None) -> int | None:
    """The year whose end a cell of 年份 means. Raises ValueError for another day, and for a plan."""
    if period is not None and isinstance(value, str) and (years_on := year_meant(value)) is not None:
        return period + years_on
    if is_within_year(value) or is_no_state(value):
        raise ValueError(value)
    return year_end(value) or values.year(value)


def _is_beyond(figure: Figure, period: int | None, cells: Cells) -> bool:
    """True for a year behind the report's, which is then a finding."""
    if period is None or figure.year is None or figure.year <= period:
        return False
    cells.add("year_beyond", figure.grid.name, figure.cell, period=period, year=figure.year)
    return True


def _read_figure(figure: Figure, layout: Layout, cells: Cells, figures: Figures) -> None:
    year, series, grid, row, column, written, *_ = figure
    assert year is not None
    label = layout.tables["membership"].columns[series].label
    expected = Expected(label, lambda _: values.count(written, layout), "count_unreadable")
    cell = grid.address(row, column)
    if written is not None and (unit := scale(grid, figure.header_row, _headings(figure))):
        cells.add("count_scaled", grid.name, cell, label=label, unit=unit)
        value, is_unreadable = None, True
    else:
        value, is_unreadable = cells.read(grid, row, column, expected)
    grid.mark_read(row, column)
    known = figures.get((year, series))
    if known is None or (known.value is None and not known.is_unreadable):
        figures[year, series] = MemberCount(year, series, value, is_unreadable, grid.name, cell)
    elif value is not None and value != known.value:
        cells.add("year_repeated", grid.name, cell, year=year, label=label)
        figures[year, series] = MemberCount(year, series, None, True, known.sheet, known.cell)


def _check_years(others: Iterable[Figure], layout: Layout, cells: Cells, figures: Figures) -> None:
    """A figure of which nothing says the year is a finding, where the file has none of its kind with a year."""
    kinds = {series for _, series in figures}
    for figure in others:
        if figure.year is None and figure.series not in kinds:
            label = layout.tables["membership"].columns[figure.series].label
            cells.add("member_year_missing", figure.grid.name, figure.cell, label=label)


def _check_series(figures: Figures, layout: Layout, cells: Cells) -> None:
    """Figures without 个人会员数 are a finding: the rules ask for individual members. A heading near it has its own."""
    if figures and all(series != "individual" for _, series in figures):
        first, table = next(iter(figures.values())), layout.tables["membership"]
        if any((one.kind, one.sheet) == ("label_unknown", first.sheet) for one in cells.findings):
            return
        label = table.columns["individual"].label
        cells.add("column_missing", first.sheet, first.cell, table=table.title, label=label, nearest="")


def _check_totals(figures: Figures, cells: Cells) -> None:
    for (year, series), total in figures.items():
        if series != "total" or total.value is None:
            continue
        parts = [figures.get((year, part)) for part in ("individual", "unit")]
        numbers = [part.value for part in parts if part is not None and part.value is not None]
        if len(numbers) == 2 and sum(numbers) != total.value:
            cells.add("total_mismatch", total.sheet, total.cell, year=year, total=total.value, sum=sum(numbers))


def _check_changes(figures: Figures, cells: Cells) -> None:
    """A fall is a finding, and a change of more than half; 备注 may answer either."""
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
