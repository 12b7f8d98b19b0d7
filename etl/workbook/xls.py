"""Reads .xls and WPS .et: OLE files that hold a stream of BIFF records."""

import io
import struct
from collections.abc import Iterator

import olefile
from python_calamine import CalamineWorkbook

from etl.workbook.calamine_sheets import calamine_errors, take_sheets
from etl.workbook.contents import Cell, Unreadable, Workbook
from etl.workbook.scan import Reach, Scan, Span

_EOF, _BOF, _FILEPASS, _BOUNDSHEET = 0x0A, 0x809, 0x2F, 0x85
_FORMULA, _BOOLERR, _MULRK = 0x06, 0x205, 0xBD
_VALUES = {_FORMULA, _BOOLERR, _MULRK, 0xFD, 0x203, 0x27E, 0x204, 0xD6}
"""Records of cells that hold something: besides the three above LABELSST, NUMBER, RK, LABEL and RSTRING."""
_ROW, _COLUMNS = 0x208, 0x7D
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

_DAMAGE = (OSError, LookupError, ValueError, ArithmeticError, RecursionError, struct.error)
"""What olefile and struct raise on a file that is not whole."""


def read_ole(data: bytes) -> Workbook:
    """Return the workbook in an OLE file; each sheet is scanned before calamine sees it.

    Raises:
        Unreadable: it is damaged, has a password, or is no workbook.
    """
    scans = _scan_sheets(_workbook_stream(data))
    with calamine_errors():
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = take_sheets(workbook, scans.__getitem__)
    return Workbook("xls", sheets, has_merge_information=True)


def _workbook_stream(data: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path).lower() for path in ole.listdir()}
            for name in ("workbook", "book"):
                if name in names:
                    return bytes(ole.openstream(name).read())
    except _DAMAGE:
        raise Unreadable("file_damaged") from None
    if "encryptedpackage" in names:
        raise Unreadable("file_password")
    if names & {"worddocument", "powerpoint document"}:
        raise Unreadable("file_word")
    raise Unreadable("file_unknown")


def _scan_sheets(stream: bytes) -> list[Scan]:
    """Return one scan for each sheet, in the order of the tabs."""
    scans: list[Scan] = []
    try:
        for kind, body in _records(stream, 0):
            if kind == _FILEPASS:
                raise Unreadable("file_password")
            if kind == _BOUNDSHEET:
                (start,) = struct.unpack_from("<I", body)
                scans.append(_scan_sheet(stream, start, f"第 {len(scans) + 1} 张"))
    except _DAMAGE:
        raise Unreadable("file_damaged") from None
    return scans


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of each record of the substream that begins at `start`."""
    if stream[start : start + 2] != _BOF.to_bytes(2, "little"):
        raise Unreadable("file_damaged")
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, start)
        yield kind, stream[start + 4 : start + 4 + size]
        # A chart in a sheet is a substream within the sheet's.
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 0:
            return
        start += 4 + size


def _scan_sheet(stream: bytes, start: int, sheet: str) -> Scan:
    reach = Reach()
    error_cells: dict[Cell, str] = {}
    hidden_rows: list[Span] = []
    hidden_columns: list[Span] = []
    for kind, body in _records(stream, start):
        if kind == _ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                hidden_rows.append((row, row))
        elif kind == _COLUMNS:
            first, last, flags = struct.unpack_from("<2H4xH", body)
            if flags & 1:
                hidden_columns.append((first, last))
        if kind not in _VALUES:
            continue
        row, column = struct.unpack_from("<2H", body)
        if kind == _MULRK:
            (column,) = struct.unpack_from("<H", body, len(body) - 2)
        reach.add(row, column)
        if kind == _BOOLERR and body[7]:
            error_cells[row, column] = _ERRORS.get(body[6], "#N/A")
        elif kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            error_cells[row, column] = _ERRORS.get(body[8], "#N/A")
    reach.check(sheet)
    return Scan(error_cells, hidden_rows=tuple(hidden_rows), hidden_columns=tuple(hidden_columns))
