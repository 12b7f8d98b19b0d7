"""A file with its tables found, and with last year's values confirmed where it shows some."""

from dataclasses import dataclass
from pathlib import Path

from etl.knowledge.layout import Layout
from etl.submission.account.fates import Fate
from etl.submission.cells.cell_reader import Cells
from etl.submission.confirmations.choice import ConfirmationReader
from etl.submission.confirmations.confirming import confirm, may_confirm
from etl.submission.confirmations.source import Source
from etl.submission.form.form_entries import Entry, entries
from etl.submission.form.form_notes import hide_hints, take_notes
from etl.submission.form.identity import identify
from etl.submission.found_tables import side_by_side, table_finder
from etl.submission.found_tables.continued import add_continued
from etl.submission.found_tables.grid import Grid
from etl.submission.found_tables.table_finder import FoundTable
from etl.submission.found_tables.twin_columns import join_twins
from etl.submission.members import parts_of_total
from etl.submission.understanding import Remark
from etl.workbook import Sheet, Workbook, read


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The sheets that are read, whole (`grids`) and in their parts with their tables; `own_words` is our hidden sheet,
    if there is one, `choices` what is confirmed, if anything can be, `form_remarks` where 备注 of the form is filled.
    """

    workbook: Workbook
    grids: list[Grid]
    tables_by_grid: list[tuple[Grid, list[FoundTable]]]
    own_words: list[Grid]
    choices: ConfirmationReader | None
    form_remarks: list[Remark]

    @property
    def tables(self) -> list[FoundTable]:
        """All tables, sheet by sheet."""
        return [table for _, of_sheet in self.tables_by_grid for table in of_sheet]


def opened(path: Path, layout: Layout, cells: Cells) -> OpenedFile:
    """The file at `path`, with the findings about what it confirms in `cells`. Raises Unreadable."""
    workbook = read(path)
    source_sheet = layout.confirmation.source["sheet"]
    sheets = [sheet for sheet in workbook.sheets if sheet.name not in (layout.corrections_sheet, source_sheet)]
    source = next((sheet for sheet in workbook.sheets if sheet.name == source_sheet), None)
    grids = [_grid(sheet, workbook.has_merge_information, layout) for sheet in sheets]
    tables_by_grid = [
        (part, table_finder.find(part, layout)) for grid in grids for part in side_by_side.parts(grid, layout)
    ]
    for grid, tables in tables_by_grid:
        hide_hints(grid, layout)
        for table in tables:
            join_twins(table, layout)
    add_continued(tables_by_grid, layout)
    form_remarks = [remark for grid, _ in tables_by_grid for remark in take_notes(grid, layout)]
    own_words = [] if source is None else [_of_our_words(source)]
    choices = None
    if may_confirm(grids, layout):
        identity = identify(list(form(tables_by_grid, layout)), tables_by_grid, layout, Cells())
        choices = confirm(
            tables_by_grid, None if source is None else Source.of(source, layout), identity, layout, cells
        )
    return OpenedFile(workbook, grids, tables_by_grid, own_words, choices, form_remarks)


def form(tables_by_grid: list[tuple[Grid, list[FoundTable]]], layout: Layout) -> list[Entry]:
    """The labels outside the tables with their values."""
    return [entry for grid, of_sheet in tables_by_grid for entry in entries(grid, of_sheet, layout)]


def _grid(sheet: Sheet, has_merge_information: bool, layout: Layout) -> Grid:
    grid = Grid(sheet, has_merge_information)
    if not any("其中" in text for text in grid.texts):
        return grid
    return Grid(parts_of_total.with_whole_names(sheet, layout), has_merge_information)


def _of_our_words(sheet: Sheet) -> Grid:
    grid = Grid(sheet)
    for row in range(grid.height):
        grid.account.mark_row(Fate.FURNITURE, row)
    return grid
