"""Looks through the XML of one .xlsx worksheet for what calamine keeps to itself."""

import re
from collections.abc import Set
from xml.parsers import expat

from etl.workbook.address import position
from etl.workbook.contents import Cell
from etl.workbook.gate import parser_errors
from etl.workbook.scan import Reach, Scan, Span

_UNUSUAL_CELL = re.compile(
    rb"""
    <c\b (?!
        [ ]r="[A-Z]{1,2}+[0-9]{1,4}+"                         # up to ZZ9999: such cells make a sheet that fits
        (?:[ ]s="[0-9]++")?+ (?:[ ]t="[^"e][^"]*+")?+ [ ]?/?> # a style and a type, which is not e
        <[^f]                                                 # and no formula
    )
    """,
    re.VERBOSE,
)
_ERROR_OR_FORMULA = re.compile(
    rb"""
    <c[ ]r="(?P<address>[A-Z]{1,2}[0-9]{1,4})" (?P<attributes>(?:[ ][a-z]+="[^"]*")*)>
    (?P<formula> <f[^>]*/> | <f[^>]*>[^<]*</f> )?
    (?P<stored> <v>(?P<value>[^<]*)</v> | <v[ ]?/> )?
    </c>
    """,
    re.VERBOSE,
)
_MERGES = re.compile(
    rb"""
    <mergeCells (?:[ ]count="[0-9]++")?+ >
    (?: \s*+ <mergeCell[ ]ref="[A-Z0-9:]++" (?: [ ]?/> | ></mergeCell> ) )++
    \s*+ </mergeCells>
    """,
    re.VERBOSE,
)
_TRUE = ("1", "true")
_IS_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)""")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?+<\?xml\s[^?]*+\?>")
_SIGNS = (b"!", b"?")
"""One of them is in every comment, CDATA section and instruction; a single byte is found fifty times as fast."""


def merges_first(xml: bytes) -> bytes:
    """Return the sheet with its merged cells before its rows: calamine reads a sheet again until it has found them.

    A sheet in which something that looks like a tag may be none stays as it is.
    """
    declaration = _DECLARATION.match(xml)
    start = declaration.end() if declaration else 0
    rows, end = xml.find(b"<sheetData>", start), xml.rfind(b"</sheetData>")
    merges = _MERGES.search(xml, end) if 0 <= rows < end else None
    if merges is None or any(xml.find(sign, start) >= 0 for sign in _SIGNS):
        return xml
    return b"".join((xml[:rows], merges[0], xml[rows : merges.start()], xml[merges.end() :]))


def scan_sheet(xml: bytes, sheet: str, struck_styles: Set[str] = frozenset()) -> Scan:
    """Return what calamine does not tell of a sheet that is not too large to read.

    `struck_styles` are the numbers of the cell styles whose font is struck out.

    Raises:
        Unreadable: `file_far_cell`, `file_unsafe` or `file_damaged`.
    """
    return _scan_usual(xml, struck_styles) or _scan_any(xml, sheet, struck_styles)


def _scan_usual(xml: bytes, struck_styles: Set[str]) -> Scan | None:
    """Return the scan of a sheet as most programs write it, in a tenth of the time a parser takes; None for others."""
    if b"<sheetData" not in xml or _IS_HIDDEN.search(xml) or struck_styles:
        return None
    error_cells: dict[Cell, str] = {}
    uncalculated: set[Cell] = set()
    for unusual in _UNUSUAL_CELL.finditer(xml):
        cell = _ERROR_OR_FORMULA.match(xml, unusual.start())
        if cell is None:
            return None
        place = position(cell["address"].decode("ascii"))
        if b't="e"' in cell["attributes"]:
            error_cells[place] = (cell["value"] or b"").decode("utf-8", "replace")
        elif cell["formula"] and not cell["value"]:
            is_empty_text = cell["stored"] and b't="str"' in cell["attributes"]
            if not is_empty_text:
                uncalculated.add(place)
    return Scan(error_cells, frozenset(uncalculated))


def _scan_any(xml: bytes, sheet: str, struck_styles: Set[str]) -> Scan:
    """Return the scan of a sheet with prefixed names, cells without an address, cells far away, line breaks."""
    cells = _Cells(struck_styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    with parser_errors():
        parser.Parse(xml, True)
    cells.reach.check(sheet)
    return Scan(
        cells.error_cells,
        frozenset(cells.uncalculated),
        hidden_rows=tuple(cells.hidden_rows),
        hidden_columns=tuple(cells.hidden_columns),
        struck_cells=frozenset(cells.struck_cells),
    )


class _Cells:
    """Follows the cells of a sheet the way calamine counts them: one without an address stands beside the last."""

    def __init__(self, struck_styles: Set[str]) -> None:
        self.reach = Reach()
        self.error_cells: dict[Cell, str] = {}
        self.uncalculated: set[Cell] = set()
        self.hidden_rows: list[Span] = []
        self.hidden_columns: list[Span] = []
        self.struck_cells: set[Cell] = set()
        self._struck_styles = struck_styles
        self._row = self._column = 0
        self._cell: Cell | None = None
        self._type: str | None = None
        self._children: set[str] = set()
        self._text = self._value = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._text = ""
        if self._cell is not None:
            self._children.add(name)
        elif name == "c":
            reference = attributes.get("r")
            self._cell = position(reference) if reference else (self._row, self._column)
            self._type = attributes.get("t")
            self._is_struck = attributes.get("s") in self._struck_styles
            self._children.clear()
            self._value = ""
        elif name == "row":
            if "r" in attributes:
                self._row = int(attributes["r"]) - 1
            if attributes.get("hidden") in _TRUE:
                self.hidden_rows.append((self._row, self._row))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

    def text(self, content: str) -> None:
        self._text += content

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._column = self._cell[1] + 1
            self._add(self._cell)
            self._cell = None
        elif name == "v":
            self._value = self._text
        elif name == "row":
            self._row += 1
            self._column = 0

    def _add(self, cell: Cell) -> None:
        if self._children.isdisjoint(("v", "is", "f")):
            return
        self.reach.add(*cell)
        if self._is_struck:
            self.struck_cells.add(cell)
        if self._type == "e":
            self.error_cells[cell] = self._value
        elif "f" in self._children and not self._value and not (self._type == "str" and "v" in self._children):
            self.uncalculated.add(cell)
