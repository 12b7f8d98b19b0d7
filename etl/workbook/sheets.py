"""Takes sheets out of calamine, puts in place what their scans found, and refuses those that are too large."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from etl.workbook import limits
from etl.workbook.contents import Cell, Merge, Sheet, Unreadable, Value
from etl.workbook.iso_dates import day_in_beijing
from etl.workbook.scan import Scan, within


@contextmanager
def calamine_errors() -> Iterator[None]:
    """Turn what calamine raises inside the block into Unreadable; only files that are whole come so far."""
    try:
        yield
    except PasswordError:
        raise Unreadable("file_password") from None
    except (CalamineError, OverflowError):
        # Overflow: a length of time that Python cannot hold.
        raise Unreadable("file_unsupported") from None
    except BaseException as error:
        # A Rust panic is a BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable("file_crashed") from None


def check_names(names: Sequence[str]) -> None:
    """Refuse names of sheets that Excel does not have: they stand in every finding.

    Raises:
        Unreadable: `file_unsafe` or `file_sheet_name`.
    """
    if len(names) > limits.SHEETS:
        raise Unreadable("file_unsafe", {"limit": f"超过 {limits.SHEETS} 张工作表"})
    for name in names:
        if len(name) > limits.SHEET_NAME:
            raise Unreadable("file_sheet_name", {"name": name[: limits.SHEET_NAME], "length": str(len(name))})
    if len({name.casefold() for name in names}) < len(names):
        raise Unreadable("file_unsafe", {"limit": "有两张同名的工作表"})


def within_limits(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """Return all sheets of a file, unless they hold more together than a file may.

    Raises:
        Unreadable: `file_no_sheet` or `file_unsafe`.
    """
    taken = []
    cells = filled = 0
    for sheet in sheets:
        cells += sheet.height * sheet.width
        if cells > limits.CELLS:
            raise Unreadable("file_unsafe", {"limit": f"各工作表合计超过 {limits.CELLS // 10_000} 万个单元格"})
        if cells > limits.FILLED_CELLS:
            filled += sum(sheet.width - row.count(None) for row in sheet.rows)
        if filled > limits.FILLED_CELLS:
            raise Unreadable("file_unsafe", {"limit": f"有内容的单元格超过 {limits.FILLED_CELLS // 10_000} 万个"})
        taken.append(sheet)
    if not taken:
        raise Unreadable("file_no_sheet")
    return tuple(taken)


def take_sheet(workbook: CalamineWorkbook, index: int, name: str, is_hidden: bool, scan: Scan) -> Sheet:
    """Return the sheet at that place among those that calamine knows."""
    opened = workbook.get_sheet_by_index(index)
    rows: list[list[Value]] = [
        [None if value == "" else value for value in row] for row in opened.to_python(skip_empty_area=False)
    ]
    if scan.has_iso_dates:
        rows = [[day_in_beijing(value) if isinstance(value, str) else value for value in row] for row in rows]
    return finished(name, is_hidden, rows, scan)


def finished(name: str, is_hidden: bool, rows: list[list[Value]], scan: Scan) -> Sheet:
    """Return the sheet of these rows with what its scan found in its place."""
    if scan.error_cells or scan.uncalculated:
        _stretch(rows, [*scan.error_cells, *scan.uncalculated])
    for row, column in scan.error_cells:
        rows[row][column] = None
    width = len(rows[0]) if rows else 0
    _check_merges(scan.merges, name, len(rows), width)
    return Sheet(
        name=name,
        is_hidden=is_hidden,
        rows=rows,
        merges=scan.merges,
        error_cells=scan.error_cells,
        uncalculated=scan.uncalculated,
        hidden_rows=within(scan.hidden_rows, len(rows)),
        hidden_columns=within(scan.hidden_columns, width),
        struck_cells=scan.struck_cells,
        objects=scan.objects,
    )


def _stretch(rows: list[list[Value]], cells: Iterable[Cell]) -> None:
    """Add blanks until all these cells lie in the rows: a reader's sheet ends with the last value."""
    width = len(rows[0]) if rows else 0
    height = len(rows)
    for row, column in cells:
        width = max(width, column + 1)
        height = max(height, row + 1)
    rows.extend([] for _ in range(height - len(rows)))
    for values in rows:
        values.extend([None] * (width - len(values)))


def _check_merges(merges: Sequence[Merge], sheet: str, height: int, width: int) -> None:
    """Refuse more merged cells than a sheet has, and such as cover each other: whoever fills them down never ends."""
    if len(merges) > limits.MERGES:
        raise Unreadable("file_unsafe", {"limit": f"工作表“{sheet}”有超过 {limits.MERGES} 处合并单元格"})
    covered = sum(
        max(min(bottom, height - 1) - top + 1, 0) * max(min(right, width - 1) - left + 1, 0)
        for top, left, bottom, right in merges
    )
    if covered > height * width:
        raise Unreadable("file_unsafe", {"limit": f"工作表“{sheet}”的合并单元格互相重叠"})
