"""A few cells around one cell of a received file, for people to see what is meant; nothing that is about a person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.knowledge import layout as layouts
from etl.knowledge.layout import ROSTERS, Layout
from etl.submission.cells import values
from etl.submission.cells.cell_reader import Cells, shortened
from etl.submission.confirmations.confirming import may_confirm
from etl.submission.form import form_entries
from etl.submission.form.form_labels import labels
from etl.submission.form.form_notes import note_cells
from etl.submission.found_tables import table_finder
from etl.submission.found_tables.grid import Grid, Position
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.opened_file import opened
from etl.submission.roster.roster_rows import texts_of_persons
from etl.text import match_key
from etl.workbook import address, read
from etl.workbook.address import position

HIDDEN = "（不显示）"
_UNCALCULATED = "（公式未计算）"
Found = tuple[Grid, list[FoundTable]]
_LONGEST, _LONGEST_FREE_TEXT = 40, 400
_FREE_TEXT = ("evidence", "note")  # no finding is about these columns, and anybody may be named in them


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a sheet, and how many rows and columns around it are wanted."""

    sheet: str
    cell: str
    radius: int


@dataclass(frozen=True, slots=True)
class Fragment:
    """Cells as a person sees them; `marked` is the row and column (from zero, in `texts`) of the cell that is meant."""

    rows: tuple[int, ...]  # as counted at the edge of the sheet
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    marked: Position


@dataclass(frozen=True, slots=True)
class FreeText:
    """What a society wrote into one cell in its own words, hidden where it names somebody of its rosters."""

    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class FreeTexts:
    """佐证材料 and 备注 of a row; None where nothing is written."""

    evidence: FreeText | None = None
    note: FreeText | None = None


def free_texts(path: Path, places: Sequence[Place]) -> list[FreeTexts]:
    """What stands as 佐证材料 and as 备注 in the row of each place; of a roster no word. Raises Unreadable."""
    by_sheet = _tables(path)
    private = _private(by_sheet)
    evidence = _evidence(path) if may_confirm((grid for grid, _ in by_sheet.values()), layouts.read()) else {}

    def of_row(place: Place) -> FreeTexts:
        grid, of_sheet = by_sheet.get(place.sheet, (None, []))
        row, _ = position(place.cell)
        if grid is None:
            return FreeTexts()
        table = next((one for one in of_sheet if one.header_row < row < one.end_row), None)
        if table is None:
            noted = dict(note_cells(grid, layouts.read()))
            columns = {"note": noted[row]} if row in noted else {}
        else:
            columns = {key: table.columns[key] for key in _FREE_TEXT if key in table.columns}
        is_roster = table is not None and table.name in ROSTERS
        texts = {key: FreeText(address(row, column), grid.text(row, column)) for key, column in columns.items()}
        if (place.sheet, row) in evidence:
            texts["evidence"] = evidence[place.sheet, row]
        return FreeTexts(
            **{
                key: replace(
                    one,
                    text=HIDDEN
                    if is_roster or _names_somebody(one.text, private)
                    else shortened(one.text, _LONGEST_FREE_TEXT),
                )
                for key, one in texts.items()
                if one.text
            }
        )

    return [of_row(place) for place in places]


def _evidence(path: Path) -> dict[tuple[str, int], FreeText]:
    """佐证材料 of a workbook that shows last year's, by sheet and row: filled in, or confirmed where it is shown."""
    tables = [one for one in opened(path, layouts.read(), Cells()).tables if one.name == "answers"]
    return {
        (table.grid.name, row): FreeText(table.address(row, "evidence") or "", table.text(row, "evidence"))
        for table in tables
        for row in table.rows
    }


def cut(path: Path, place: Place) -> Fragment | None:
    """The cells around the place, with the header of their table; None in a roster or where the cell is not to be seen.

    Shown are only columns of tables that the layout knows, and labels of the form with their values. Raises Unreadable.
    """
    layout = layouts.read()
    by_sheet = _tables(path)
    if place.sheet not in by_sheet:
        return None
    grid, of_sheet = by_sheet[place.sheet]
    target = position(place.cell.partition(":")[0])  # of a range, its first cell
    table = next((one for one in of_sheet if one.header_row <= target[0] < one.end_row), None)
    if table is None:
        shown = set(_of_form(grid, of_sheet, target[0], place.radius, layout))
    elif table.name in ROSTERS:
        return None
    else:
        shown = set(_of_table(table, target, place.radius, layout))
    if target not in shown:
        return None
    private = _private(by_sheet)
    rows, columns = sorted({row for row, _ in shown}), sorted({column for _, column in shown})
    return Fragment(
        tuple(row + 1 for row in rows),
        tuple(address(0, column)[:-1] for column in columns),
        tuple(
            tuple(_text(grid, row, column, private) if (row, column) in shown else "" for column in columns)
            for row in rows
        ),
        (rows.index(target[0]), columns.index(target[1])),
    )


def _tables(path: Path) -> dict[str, Found]:
    workbook = read(path)
    grids = [Grid(sheet, workbook.has_merge_information) for sheet in workbook.sheets]
    return {grid.name: (grid, table_finder.find(grid, layouts.read())) for grid in grids}


def _of_table(table: FoundTable, target: Position, radius: int, layout: Layout) -> Iterator[Position]:
    """The header and the rows around the target, in the columns around it."""
    columns = sorted(
        column for key, column in table.columns.items() if key not in _FREE_TEXT and not _is_private(key, layout)
    )
    if target[1] not in columns:
        return
    middle = columns.index(target[1])
    header = range(table.header_row, table.first_row)
    around = [row for row in table.rows if abs(row - target[0]) <= radius]
    for row in (*header, *around):
        for column in columns[max(0, middle - radius) : middle + radius + 1]:
            yield row, column


def _of_form(grid: Grid, of_sheet: list[FoundTable], middle: int, radius: int, layout: Layout) -> Iterator[Position]:
    """The labels in the rows around the target, and the values that are not a person's."""
    entries = list(form_entries.entries(grid, of_sheet, layout))
    hidden = {(entry.row, entry.column) for entry in entries if _is_private(entry.field, layout)}
    values_shown = {(entry.row, entry.column) for entry in entries} - hidden
    labels_shown = labels(grid, range(grid.height), layout).keys()
    return ((row, column) for row, column in values_shown | labels_shown if abs(row - middle) <= radius)


def _is_private(key: str, layout: Layout) -> bool:
    return key in layout.fields and layout.fields[key].type == "private"


def _private(by_sheet: dict[str, Found]) -> set[str]:
    return {text for grid, of_sheet in by_sheet.values() for text in _private_texts(grid, of_sheet, layouts.read())}


def _private_texts(grid: Grid, of_sheet: list[FoundTable], layout: Layout) -> Iterator[str]:
    """Names, births and telephone numbers of the sheet, as compared."""
    for entry in form_entries.entries(grid, of_sheet, layout):
        if _is_private(entry.field, layout) and not values.is_blank(entry.value):
            yield match_key(values.written(entry.value))
    for table in of_sheet:
        if table.name in ROSTERS:
            yield from texts_of_persons(table, layout)


def _text(grid: Grid, row: int, column: int, private: set[str]) -> str:
    match grid.problem(row, column):
        case "cell_error":
            return grid.error_value(row, column)
        case "cell_uncalculated":
            return _UNCALCULATED
    text = grid.text(row, column)
    return HIDDEN if _names_somebody(text, private) else shortened(text, _LONGEST)


def _names_somebody(text: str, private: set[str]) -> bool:
    key = match_key(text)
    return any(len(one) >= 2 and one in key for one in private)
