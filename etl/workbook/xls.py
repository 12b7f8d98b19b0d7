"""Reads .xls and WPS .et: OLE files that hold a stream of BIFF records."""

import io
import struct
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum

import olefile
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from etl.workbook import limits
from etl.workbook.contents import Cell, Merge, Unreadable, Workbook
from etl.workbook.number_format import calamine_format
from etl.workbook.scan import Reach, Scan, Span
from etl.workbook.sheets import calamine_errors, check_names, take_sheet, within_limits


class Record(IntEnum):
    """The kinds of BIFF records that are looked at, by their names in Microsoft's [MS-XLS]."""

    FORMULA = 0x06
    EOF = 0x0A
    FILEPASS = 0x2F
    CODEPAGE = 0x42
    COLINFO = 0x7D
    BOUNDSHEET = 0x85
    MULRK = 0xBD
    RSTRING = 0xD6
    XF = 0xE0
    MERGECELLS = 0xE5
    LABELSST = 0xFD
    NUMBER = 0x203
    LABEL = 0x204
    BOOLERR = 0x205
    ROW = 0x208
    RK = 0x27E
    FORMAT = 0x41E
    BOF = 0x809


_VALUES = {
    Record.FORMULA,
    Record.MULRK,
    Record.RSTRING,
    Record.LABELSST,
    Record.NUMBER,
    Record.LABEL,
    Record.BOOLERR,
    Record.RK,
}
"""Records of cells that hold something."""
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_BIFF8, _UTF16 = b"\x00\x06", 1200
_SECTOR = 512
_STREAMS = ("workbook", "book")

_DAMAGE = (OSError, LookupError, ValueError, ArithmeticError, RecursionError, struct.error)
"""What olefile and struct raise on a file that is not whole."""


def read_ole(data: bytes) -> Workbook:
    """Return the workbook in an OLE file; each sheet is scanned before calamine sees it.

    Raises:
        Unreadable: it is damaged, has a password, or is no workbook.
    """
    # Some programs end the file with the last byte they have to say; calamine wants whole sectors.
    file = io.BytesIO(data + bytes(-len(data) % _SECTOR))
    with _damage(), olefile.OleFileIO(file, write_mode=True) as ole:
        names = {"/".join(path).lower() for path in ole.listdir()}
        name = next((name for name in _STREAMS if name in names), None)
        if name is None:
            raise _no_workbook(names)
        stream = bytes(ole.openstream(name).read())
        scans, corrected = _scan_workbook(stream)
        if corrected != stream:
            ole.write_stream(name, corrected)
        passed = io.BytesIO(file.getvalue())
    with calamine_errors():
        workbook = CalamineWorkbook.from_filelike(passed)
        tabs = [tab for tab in enumerate(workbook.sheets_metadata) if tab[1].typ == SheetTypeEnum.WorkSheet]
        check_names([tab.name for _, tab in tabs])
        return Workbook(
            "xls",
            within_limits(
                take_sheet(workbook, index, tab.name, tab.visible != SheetVisibleEnum.Visible, scans[index])
                for index, tab in tabs
            ),
            has_merge_information=True,
        )


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except _DAMAGE:
        raise Unreadable("file_damaged") from None


def _no_workbook(streams: Set[str]) -> Unreadable:
    if "encryptedpackage" in streams:
        return Unreadable("file_password")
    return Unreadable("file_word" if streams & {"worddocument", "powerpoint document"} else "file_unknown")


def _scan_workbook(stream: bytes) -> tuple[list[Scan], bytes]:
    """Return one scan for each sheet, in the order of the tabs, and the stream as calamine reads it rightly.

    Calamine decodes BIFF8, which is always UTF-16, by a CODEPAGE record that says otherwise, and knows number formats
    of its own choice only.
    """
    scans: list[Scan] = []
    formats: dict[int, str] = {}
    styles: list[tuple[int, int]] = []
    corrected = bytearray(stream)
    is_biff8 = stream[4:6] == _BIFF8
    for start, kind, body in _records(stream, 0):
        match kind:
            case Record.FILEPASS:
                raise Unreadable("file_password")
            case Record.CODEPAGE if is_biff8:
                struct.pack_into("<H", corrected, start + 4, _UTF16)
            case Record.BOUNDSHEET if len(scans) == limits.SHEETS:
                raise Unreadable("file_unsafe", {"limit": f"超过 {limits.SHEETS} 张工作表"})
            case Record.BOUNDSHEET:
                (begin,) = struct.unpack_from("<I", body)
                scans.append(_scan_sheet(stream, begin, f"第 {len(scans) + 1} 张"))
            case Record.XF:
                styles.append((start + 6, *struct.unpack_from("<H", body, 2)))
            case Record.FORMAT:
                formats.update([_number_format(body, is_biff8)])
    for place, number in styles:
        struct.pack_into("<H", corrected, place, calamine_format(number, formats.get(number)))
    return scans, bytes(corrected)


def _number_format(body: bytes, is_biff8: bool) -> tuple[int, str]:
    if not is_biff8:
        return struct.unpack_from("<H", body)[0], body[3 : 3 + body[2]].decode("latin-1")
    number, length, flags = struct.unpack_from("<2HB", body)
    if flags & 1:
        return number, body[5 : 5 + 2 * length].decode("utf-16-le", "replace")
    return number, body[5 : 5 + length].decode("latin-1")


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield place, kind and body of each record of the substream that begins at `start`."""
    if stream[start : start + 2] != Record.BOF.to_bytes(2, "little"):
        raise Unreadable("file_damaged")
    depth = 0
    while start + 4 <= len(stream):
        kind, size = struct.unpack_from("<2H", stream, start)
        yield start, kind, stream[start + 4 : start + 4 + size]
        # A chart in a sheet is a substream within the sheet's.
        depth += (kind == Record.BOF) - (kind == Record.EOF)
        if depth == 0:
            return
        start += 4 + size
    raise Unreadable("file_damaged")


def _scan_sheet(stream: bytes, start: int, sheet: str) -> Scan:
    reach = Reach()
    gathered = _Found()
    depth = 0
    for _, kind, body in _records(stream, start):
        depth += (kind == Record.BOF) - (kind == Record.EOF)
        if depth == 1:
            gathered.add(kind, body, reach)
    reach.check(sheet)
    return Scan(
        gathered.error_cells,
        merges=tuple(gathered.merges),
        hidden_rows=tuple(gathered.hidden_rows),
        hidden_columns=tuple(gathered.hidden_columns),
    )


@dataclass(slots=True)
class _Found:
    """What was found in the records of one sheet."""

    error_cells: dict[Cell, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)

    def add(self, kind: int, body: bytes, reach: Reach) -> None:
        if kind in _VALUES:
            self._add_value(kind, body, reach)
        elif kind == Record.ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & 0x20:
                self.hidden_rows.append((row, row))
        elif kind == Record.COLINFO:
            first, last, flags = struct.unpack_from("<2H4xH", body)
            if flags & 1:
                self.hidden_columns.append((first, last))
        elif kind == Record.MERGECELLS:
            (count,) = struct.unpack_from("<H", body)
            for top, bottom, left, right in struct.iter_unpack("<4H", body[2 : 2 + 8 * count]):
                self.merges.append((top, left, bottom, right))

    def _add_value(self, kind: int, body: bytes, reach: Reach) -> None:
        row, column = struct.unpack_from("<2H", body)
        if kind == Record.MULRK:
            (column,) = struct.unpack_from("<H", body, len(body) - 2)
        reach.add(row, column)
        if kind == Record.BOOLERR and body[7]:
            self.error_cells[row, column] = _ERRORS.get(body[6], "#N/A")
        elif kind == Record.FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
            self.error_cells[row, column] = _ERRORS.get(body[8], "#N/A")
