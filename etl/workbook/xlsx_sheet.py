"""Looks through the XML of one .xlsx worksheet: it must be well formed, and calamine does not tell all of it."""

import re
from collections.abc import Set
from dataclasses import replace
from typing import NamedTuple
from xml.parsers import expat

from etl.workbook.address import area, position
from etl.workbook.contents import Cell, Merge
from etl.workbook.gate import check_well_formed, parser_errors
from etl.workbook.scan import Reach, Scan, Span

_CHARACTER = rb"\#(?:[1-9][0-9]{2,4}|9|1[03]|3[2-9]|[4-9][0-9]|x(?:[9aAdD]|[2-9a-fA-F][0-9a-fA-F]))"
_TEXT = rb"[^<&]*+(?:&(?:" + _CHARACTER + rb"|amp|lt|gt|quot|apos);[^<&]*+)*+"
_ROWS = rb"""
    <sheetData>
    (?: <row [ ]r="[0-9]{1,7}" (?:[ ]spans="[0-9: ]*+")?+ (?:[ ]s="[0-9]++")?+
        (?:ROW_MARK[ ][A-Za-z0-9:]{2,}+="[^"<&]*+")*+ [ ]?+
        (?: /> |
            > (?: <c [ ]r="[A-Z]{1,2}+[0-9]{1,4}+" (?:[ ]s="[0-9]++")?+ (?:[ ]t="TYPE")?+ [ ]?+
                  (?: /> |
                      > FORMULA (?: <v>TEXT</v> | <v[ ]?+/> | <is><t(?:[ ]xml:space="preserve")?+>TEXT</t></is> )?+
                      </c> ) )*+
              </row> ) )*+
    </sheetData>
    """.replace(b"TEXT", _TEXT)
"""Rows as most programs write them, all of it well formed. Up to ZZ9999: such cells make a sheet that fits."""
_USUAL_ROWS, _PLAIN_ROWS = (
    re.compile(_ROWS.replace(b"FORMULA", formula).replace(b"TYPE", kind).replace(b"ROW_MARK", mark), re.VERBOSE)
    for formula, kind, mark in (
        (rb'(?: <f (?:[ ][a-z0-9]++="[^"<&]*+")*+ (?: [ ]?+/> | >' + _TEXT + rb"</f>) )?+", b"[a-zA-Z]++", b""),
        (b"", b"(?:n|s|inlineStr|str|b)", b"(?![ ]hidden)"),
    )
)
"""Plain rows have no formula, no error, no date as text and are not hidden: nothing more is to be found in them."""
_ERROR_OR_FORMULA = re.compile(
    rb"""
    <c[ ]r="(?P<address>[A-Z]{1,2}[0-9]{1,4})" (?P<attributes>(?:[ ][a-z]="[^"<]*")*) >
    (?P<formula> <f [^<>]* (?: /> | >[^<]*</f> ) )?
    (?P<stored> <v>(?P<value>[^<]*)</v> | <v[ ]?/> )?
    """,
    re.VERBOSE,
)
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?+<\?xml\s[^?]*+\?>")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,2}[0-9]{1,4}:[A-Z]{1,2}[0-9]{1,4})" ?/>')
_TRUE = ("1", "true")
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"(?=[^<>]* hidden="(?:1|true)")')


class SheetXml(NamedTuple):
    """What was found in a sheet, and the XML to hand to calamine in its place."""

    scan: Scan
    xml: bytes


def scan_sheet(xml: bytes, sheet: str, struck_styles: Set[str] = frozenset()) -> SheetXml:
    """Return what calamine does not tell of a sheet that is not too large to read.

    `struck_styles` are the numbers of the cell styles whose font is struck out.

    Raises:
        Unreadable: `file_far_cell`, `file_unsafe` or `file_damaged`; calamine would read XML that is not well formed,
            and lose cells.
    """
    return (None if struck_styles else _scan_usual(xml, sheet)) or _scan_any(xml, sheet, struck_styles)


def _scan_usual(xml: bytes, sheet: str) -> SheetXml | None:
    """Return the scan of a sheet as most programs write it, in half the time a parser takes; None for others."""
    start = xml.find(b"<sheetData>")
    plain = _PLAIN_ROWS.match(xml, start) if start >= 0 else None
    usual = plain or (_USUAL_ROWS.match(xml, start) if start >= 0 else None)
    if usual is None:
        return None
    rows = usual[0]
    declaration = _DECLARATION.match(xml)
    head, tail = xml[declaration.end() if declaration else 0 : start], xml[usual.end() :]
    if any(sign[1:] in part and sign in part for sign in (b"<!", b"<?") for part in (head, tail)):
        return None  # the rows may stand in a comment
    around = b"<sheetData/>".join((head, tail))
    merges, hidden_columns = _merges_and_hidden_columns(around, sheet)
    scanned = Scan() if plain else _scan_rows(rows)
    scan = replace(scanned, merges=merges, hidden_columns=hidden_columns)
    # Calamine goes through the whole sheet again unless it finds merged cells before the rows.
    return SheetXml(scan, b"".join((b"<worksheet><mergeCells/>", rows, b"</worksheet>")))


def _merges_and_hidden_columns(around: bytes, sheet: str) -> tuple[tuple[Merge, ...], tuple[Span, ...]]:
    """Return what stands around the rows of a usual sheet, which must be well formed.

    Without comments a tag is what looks like one, so that merged cells alone need no calls for each tag: in a sheet of
    the template a third of the time.
    """
    merges = _MERGE.findall(around)
    tags = around.count(b"mergeCell") - around.count(b"mergeCells")
    if b"hidden" in around or len(merges) < tags:
        cells = _parsed(around, sheet, frozenset())
        return tuple(cells.merges), tuple(cells.hidden_columns)
    check_well_formed(around)
    return tuple(area(reference.decode("ascii")) for reference in merges), ()


def _scan_rows(rows: bytes) -> Scan:
    """Return what stands in usual rows: errors, formulas, dates as text, hidden rows."""
    error_cells: dict[Cell, str] = {}
    uncalculated: set[Cell] = set()
    for cell in _ERROR_OR_FORMULA.finditer(rows):
        if b't="e"' in cell["attributes"]:
            error_cells[position(cell["address"].decode("ascii"))] = (cell["value"] or b"").decode("utf-8", "replace")
        elif cell["formula"] and not cell["value"]:
            is_empty_text = cell["stored"] and b't="str"' in cell["attributes"]
            if not is_empty_text:
                uncalculated.add(position(cell["address"].decode("ascii")))
    return Scan(
        error_cells,
        frozenset(uncalculated),
        hidden_rows=tuple((int(row[1]) - 1, int(row[1]) - 1) for row in _HIDDEN_ROW.finditer(rows)),
        has_iso_dates=b't="d"' in rows,
    )


def _scan_any(xml: bytes, sheet: str, struck_styles: Set[str]) -> SheetXml:
    """Return the scan of a sheet with prefixed names, cells without an address, cells far away, line breaks."""
    cells = _parsed(xml, sheet, struck_styles)
    scan = Scan(
        cells.error_cells,
        frozenset(cells.uncalculated),
        merges=tuple(cells.merges),
        hidden_rows=tuple(cells.hidden_rows),
        hidden_columns=tuple(cells.hidden_columns),
        struck_cells=frozenset(cells.struck_cells),
        has_iso_dates=cells.has_iso_dates,
    )
    return SheetXml(scan, xml)


def _parsed(xml: bytes, sheet: str, struck_styles: Set[str]) -> "_SheetParser":
    cells = _SheetParser(struck_styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    with parser_errors():
        parser.Parse(xml, True)
    cells.reach.check(sheet)
    return cells


class _SheetParser:
    """Follows the cells of a sheet the way calamine counts them: one without an address stands beside the last."""

    def __init__(self, struck_styles: Set[str]) -> None:
        self.reach = Reach()
        self.error_cells: dict[Cell, str] = {}
        self.uncalculated: set[Cell] = set()
        self.merges: list[Merge] = []
        self.hidden_rows: list[Span] = []
        self.hidden_columns: list[Span] = []
        self.struck_cells: set[Cell] = set()
        self.has_iso_dates = False
        self._struck_styles = struck_styles
        self._row = self._column = 0
        self._cell: Cell | None = None
        self._type: str | None = None
        self._is_struck = False
        self._children: set[str] = set()
        self._text = self._value = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._text = ""
        if self._cell is not None:
            self._children.add(name)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            if "r" in attributes:
                self._row = int(attributes["r"]) - 1
            if attributes.get("hidden") in _TRUE:
                self.hidden_rows.append((self._row, self._row))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))
        elif name == "mergeCell":
            self.merges.append(area(attributes["ref"]))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self._cell = position(reference) if reference else (self._row, self._column)
        self._type = attributes.get("t")
        self._is_struck = attributes.get("s") in self._struck_styles
        self._children.clear()
        self._value = ""

    def text(self, content: str) -> None:
        self._text += content

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._cell is not None:
            self._column = self._cell[1] + 1
            self._end_cell(self._cell)
            self._cell = None
        elif name == "v":
            self._value = self._text
        elif name == "row":
            self._row += 1
            self._column = 0

    def _end_cell(self, cell: Cell) -> None:
        if self._children.isdisjoint(("v", "is", "f")):
            return
        self.reach.add(*cell)
        self.has_iso_dates |= self._type == "d"
        if self._is_struck:
            self.struck_cells.add(cell)
        if self._type == "e":
            self.error_cells[cell] = self._value
        elif "f" in self._children and not self._value and not (self._type == "str" and "v" in self._children):
            self.uncalculated.add(cell)
