"""Takes sheets out of calamine and puts in place what their scans found."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from etl.workbook import limits
from etl.workbook.contents import Cell, Sheet, Unreadable, Value
from etl.workbook.scan import Scan, within


@contextmanager
def calamine_errors() -> Iterator[None]:
    """Turn what calamine raises inside the block into Unreadable."""
    try:
        yield
    except PasswordError:
        raise Unreadable("file_password") from None
    except (CalamineError, OverflowError):
        # Overflow: a length of time that Python cannot hold.
        raise Unreadable("file_damaged") from None
    except BaseException as error:
        # A Rust panic is a BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("file_crashed") from None


def take_sheets(workbook: CalamineWorkbook, scan: Callable[[int], Scan]) -> tuple[Sheet, ...]:
    """Return all worksheets; chart, dialog and macro sheets are left out.

    `scan` returns what was found in the sheet with that place among all sheets, and raises LookupError without it.

    Raises:
        Unreadable: `file_no_sheet`, `file_unsafe`, or what calamine or the scan raises.
    """
    tabs = workbook.sheets_metadata
    if len(tabs) > limits.SHEETS:
        raise Unreadable("file_unsafe", {"limit": f"超过 {limits.SHEETS} 张工作表"})
    if len({tab.name.casefold() for tab in tabs}) < len(tabs):
        raise Unreadable("file_unsafe", {"limit": "有两张同名的工作表"})
    sheets = []
    cells = 0
    for index, tab in enumerate(tabs):
        if tab.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            found = scan(index)
        except LookupError:
            raise Unreadable("file_damaged") from None
        sheet = _take_sheet(workbook, tab, found)
        cells += len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0
        if cells > limits.CELLS:
            raise Unreadable("file_unsafe", {"limit": f"各工作表合计超过 {limits.CELLS // 10_000} 万个单元格"})
        sheets.append(sheet)
    if not sheets:
        raise Unreadable("file_no_sheet")
    return tuple(sheets)


def _take_sheet(workbook: CalamineWorkbook, tab: SheetMetadata, scan: Scan) -> Sheet:
    sheet = workbook.get_sheet_by_name(tab.name)
    merges = sheet.merged_cell_ranges or []
    if len(merges) > limits.MERGES:
        raise Unreadable("file_unsafe", {"limit": f"工作表“{tab.name}”有超过 {limits.MERGES} 处合并单元格"})
    rows: list[list[Value]] = [
        [None if value == "" else value for value in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    if scan.error_cells or scan.uncalculated:
        _stretch(rows, [*scan.error_cells, *scan.uncalculated])
    for row, column in scan.error_cells:
        rows[row][column] = None
    return Sheet(
        name=tab.name,
        is_hidden=tab.visible != SheetVisibleEnum.Visible,
        rows=rows,
        merges=scan.merges or tuple((*first, *last) for first, last in merges),
        error_cells=scan.error_cells,
        uncalculated=scan.uncalculated,
        hidden_rows=within(scan.hidden_rows, len(rows)),
        hidden_columns=within(scan.hidden_columns, len(rows[0]) if rows else 0),
        struck_cells=scan.struck_cells,
    )


def _stretch(rows: list[list[Value]], cells: Iterable[Cell]) -> None:
    """Add blanks until all these cells lie in the rows: calamine's sheet ends with the last value."""
    width = len(rows[0]) if rows else 0
    height = len(rows)
    for row, column in cells:
        width = max(width, column + 1)
        height = max(height, row + 1)
    rows.extend([] for _ in range(height - len(rows)))
    for values in rows:
        values.extend([None] * (width - len(values)))
